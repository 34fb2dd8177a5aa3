import { type DutyChange, dutyChanges } from '../escalation/override-effect.ts';
import { turnsBetween } from '../escalation/turns-between.ts';
import type { Absence } from '../oncall/absence.ts';
import { LOOK_AHEAD } from '../oncall/on-call.ts';
import type { Override, Schedule } from '../oncall/schedule.ts';
import type { Instant } from '../time/instant.ts';
import { type Interval, intersect } from '../time/interval.ts';
import type { Config } from './config.ts';
import { onlyIn } from './loss.ts';
import { type Gap, proveReachability } from './reachability.ts';
import { servicesThatPage } from './services-that-page.ts';
import { withAbsences } from './with-absences.ts';

/** A span of a schedule. */
type InSchedule<Span> = Span & { readonly schedule: string };

/** What becomes of the schedules once somebody is away. */
export interface AwayEffect {
  /** Who is on call instead of whom. */
  readonly changes: readonly InSchedule<DutyChange>[];
  /** Turns of theirs that nobody has then. */
  readonly uncovered: readonly InSchedule<Interval>[];
  /** When a service reaches nobody then, by any step. */
  readonly gaps: readonly Gap[];
}

/** The schedules as they stand: the config knows who is away already. */
interface Standing {
  readonly config: Config;
  readonly overrides: readonly Override[];
  readonly absences: readonly Absence[];
}

/** Returns what an absence would change from a moment on, before it is accepted. */
export function awayEffect(
  { config, overrides, absences }: Standing,
  absence: Absence,
  now: Instant,
): AwayEffect {
  const then = withAbsences(config, [...absences, absence]);
  const found = Object.values(config.schedules).map((schedule) => {
    const window = windowOf(schedule, absence, now);
    const [before, after] = [schedule, then.schedules[schedule.id] ?? schedule].map((one) =>
      turnsBetween(one, overrides, config, window),
    );
    const named = <Span>(spans: readonly Span[]) =>
      spans.map((span) => ({ schedule: schedule.id, ...span }));
    const uncovered = intersect(before ?? [], after ?? [], (was, is, common) =>
      was.holders.length > 0 && is.holders.length === 0 ? [common] : [],
    ).flat();
    return { changes: named(dutyChanges(before ?? [], after ?? [])), uncovered: named(uncovered) };
  });
  const changes = found.flatMap((one) => one.changes);
  const changed = new Set(changes.map(({ schedule }) => schedule));
  const services = servicesThatPage(
    config,
    ({ kind, id }) => kind === 'schedule' && changed.has(id),
  );
  const end = Math.max(
    now + 1,
    Math.min(absence.to, now + LOOK_AHEAD),
    ...changes.map(({ to }) => to),
  );
  const gapsOf = (one: Config) => proveReachability({ ...one, services }, now, end, overrides);
  return {
    changes,
    uncovered: found.flatMap((one) => one.uncovered),
    gaps: onlyIn(gapsOf(then), gapsOf(config)),
  };
}

/** Turns may be traded for some that lie later. */
function windowOf({ layers }: Schedule, { from, to }: Absence, now: Instant): Interval {
  const begin = Math.max(now, from);
  return layers.some(({ passesOver }) => passesOver)
    ? { from: now, to: now + LOOK_AHEAD }
    : { from: begin, to: Math.min(Math.max(begin, to), begin + LOOK_AHEAD) };
}
