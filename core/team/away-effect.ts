import type { Absence } from '../oncall/absence.ts';
import { LOOK_AHEAD } from '../oncall/on-call.ts';
import type { Schedule } from '../oncall/schedule.ts';
import type { Instant } from '../time/instant.ts';
import type { Interval } from '../time/interval.ts';
import { type Rota, type RotaEffect, rotaEffect } from './rota-effect.ts';
import { withAbsences } from './with-absences.ts';

/** The schedules as they stand, and the absences that the config knows of already. */
interface Standing extends Rota {
  readonly absences: readonly Absence[];
}

/** Returns what an absence would change from a moment on, before it is accepted. */
export function awayEffect(
  { absences, ...before }: Standing,
  absence: Absence,
  now: Instant,
): RotaEffect {
  const config = withAbsences(before.config, [...absences, absence]);
  return rotaEffect(
    before,
    { ...before, config },
    {
      now,
      windowOf: (schedule) => windowOf(schedule, absence, now),
      until: Math.min(absence.to, now + LOOK_AHEAD),
    },
  );
}

/** Turns may be traded for some that lie later. */
function windowOf({ layers }: Schedule, { from, to }: Absence, now: Instant): Interval {
  const begin = Math.max(now, from);
  return layers.some(({ passesOver }) => passesOver)
    ? { from: now, to: now + LOOK_AHEAD }
    : { from: begin, to: Math.min(Math.max(begin, to), begin + LOOK_AHEAD) };
}
