import { type DutyChange, dutyChanges } from '../escalation/override-effect.ts';
import { turnsBetween } from '../escalation/turns-between.ts';
import type { Override, Schedule } from '../oncall/schedule.ts';
import type { Instant } from '../time/instant.ts';
import { type Interval, intersect } from '../time/interval.ts';
import type { Config } from './config.ts';
import { onlyIn } from './loss.ts';
import { type Gap, proveReachability } from './reachability.ts';
import { servicesThatPage } from './services-that-page.ts';

/** The schedules as people have changed them. */
export interface Rota {
  /** The config, whose schedules know who is away. */
  readonly config: Config;
  readonly overrides: readonly Override[];
}

/** A span of a schedule. */
type InSchedule<Span> = Span & { readonly schedule: string };

/** What becomes of the schedules once people change them. */
export interface RotaEffect {
  /** Who is on call instead of whom. */
  readonly changes: readonly InSchedule<DutyChange>[];
  /** Turns that nobody has then. */
  readonly uncovered: readonly InSchedule<Interval>[];
  /** When a service reaches nobody then, by any step. */
  readonly gaps: readonly Gap[];
}

/** Where a change of the schedules is looked for. */
export interface EffectWindow {
  readonly now: Instant;
  /** When something may change in a schedule. */
  windowOf(schedule: Schedule): Interval;
  /** When all of it is over; what changes later counts as well. */
  readonly until: Instant;
}

/** Compares the schedules as they are with what they would be. */
export function rotaEffect(before: Rota, after: Rota, within: EffectWindow): RotaEffect {
  const found = Object.values(before.config.schedules).map((schedule) => {
    const window = within.windowOf(schedule);
    const then = after.config.schedules[schedule.id] ?? schedule;
    const were = turnsBetween(schedule, before.overrides, before.config, window);
    const are = turnsBetween(then, after.overrides, before.config, window);
    const named = <Span>(spans: readonly Span[]) =>
      spans.map((span) => ({ schedule: schedule.id, ...span }));
    const uncovered = intersect(were, are, (was, is, common) =>
      was.holders.length > 0 && is.holders.length === 0 ? [common] : [],
    ).flat();
    return { changes: named(dutyChanges(were, are)), uncovered: named(uncovered) };
  });
  const changes = found.flatMap((one) => one.changes);
  const changed = new Set(changes.map(({ schedule }) => schedule));
  const services = servicesThatPage(
    before.config,
    ({ kind, id }) => kind === 'schedule' && changed.has(id),
  );
  const { now } = within;
  const end = Math.max(now + 1, within.until, ...changes.map(({ to }) => to));
  const gapsOf = ({ config, overrides }: Rota) =>
    proveReachability({ ...config, services }, now, end, overrides);
  return {
    changes,
    uncovered: found.flatMap((one) => one.uncovered),
    gaps: onlyIn(gapsOf(after), gapsOf(before)),
  };
}
