import { omit } from '../collections/omit.ts';
import type { Rule } from '../rule/rule.ts';
import type { Sample } from '../sample/sample.ts';
import type { Duration, Instant } from '../time/instant.ts';
import { COARSENESS, newEntry, type Step, UNCHANGED } from './step.ts';
import type { SeriesState } from './subject.ts';

/**
 * What a sample makes of an `absent` rule. It counts as seen when it was measured, not when it
 * came: a gateway that repeats an old value does not prove that the device lives. A clock that runs
 * ahead gains nothing, since the platform's own time is the most that counts.
 */
export function observeAbsence(
  entry: SeriesState | undefined,
  rule: Rule,
  patience: Duration,
  sample: Sample,
  now: Instant,
): Step {
  const seenAt = Math.min(sample.at, now);
  if (entry?.seenAt === undefined) {
    return { kind: 'remember', entry: { ...newEntry(rule, sample), seenAt } };
  }
  if (entry.phase === 'firing' && seenAt > entry.seenAt && now < seenAt + patience) {
    const reporting = omit(entry, 'since', 'alert', 'assertedAt');
    const healthy: SeriesState = { ...reporting, phase: 'healthy', seenAt };
    return { kind: 'resolve', entry: healthy, reason: 'reporting_again' };
  }
  return seenAt > entry.seenAt + patience * COARSENESS
    ? { kind: 'remember', entry: { ...entry, seenAt } }
    : UNCHANGED;
}

/**
 * When a watched series that is not seen again is absent for certain: the true last sample may be a
 * little newer than the one remembered.
 */
export function absentAt(seenAt: Instant, patience: Duration): Instant {
  return seenAt + patience + Math.ceil(patience * COARSENESS);
}
