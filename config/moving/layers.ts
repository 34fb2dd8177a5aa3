import { appliedHours } from '#core/oncall/hours.ts';
import { DAY, type Instant } from '#core/time/instant.ts';
import { type Interval, intersect } from '#core/time/interval.ts';
import type { OldRotation, OldSchedule } from './system.ts';
import { instantOf } from './wall.ts';

/** How far ahead rotations are looked at: as far as turns repeat with the year. */
const AHEAD = 400 * DAY;

/** The layers of one of our schedules, from the lowest to the highest. */
export type Stack = readonly OldRotation[];

/**
 * Returns the schedules that have the same people on call, all together, as an old one. Ours has
 * one layer at a time, the highest that applies; so rotations that are on call together stand in
 * schedules of their own, and a policy pages all of those. Undefined where rotations of a higher
 * rank overlap each other: in which schedule a lower one would have to show cannot be said.
 */
export function stacksOf(schedule: OldSchedule, now: Instant): readonly Stack[] | undefined {
  const ranks = [...Map.groupBy(schedule.rotations, ({ rank }) => rank)].sort(([a], [b]) => a - b);
  const apart = ranks.map(([, rotations]) => separate(rotations, schedule.timeZone, now));
  const [lowest = [], ...higher] = apart;
  if (higher.some((stacks) => stacks.length > 1)) {
    return undefined;
  }
  return lowest.map((stack) => [...stack, ...higher.flat(2)]);
}

/** Puts rotations together that never apply at the same time, each in the first place it fits. */
function separate(rotations: readonly OldRotation[], zone: string, now: Instant): OldRotation[][] {
  const stacks: OldRotation[][] = [];
  for (const rotation of rotations) {
    const fits = stacks.find((stack) => !stack.some((other) => meet(other, rotation, zone, now)));
    if (fits === undefined) {
      stacks.push([rotation]);
    } else {
      fits.push(rotation);
    }
  }
  return stacks;
}

/** Whether two rotations apply at the same time. */
function meet(a: OldRotation, b: OldRotation, zone: string, now: Instant): boolean {
  const common = intersect([lifeOf(a, zone, now)], [lifeOf(b, zone, now)], (_, __, both) => both);
  return common.some((window) => {
    const hours = [a, b].map(({ only, timeZone = zone }) =>
      appliedHours({ restrictions: only }, timeZone, window),
    );
    return intersect(hours[0] ?? [], hours[1] ?? [], (_, __, both) => both).length > 0;
  });
}

function lifeOf(
  { from: begins, start, end, timeZone }: OldRotation,
  zone: string,
  now: Instant,
): Interval {
  const from = Math.max(now, begins ?? now, instantOf(start, timeZone ?? zone) ?? now);
  return { from, to: Math.max(from, Math.min(end ?? Infinity, from + AHEAD)) };
}
