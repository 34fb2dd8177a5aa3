import type { Duration, Instant } from '../../time/instant.ts';
import { COARSENESS, type Step, UNCHANGED } from '../step.ts';
import type { ThresholdEntry } from './state.ts';

/** Records for a firing alert of a process, now and then, that a sample of it was received. */
export function recordProcessSeen(
  step: Step<ThresholdEntry>,
  entry: ThresholdEntry,
  maxAge: Duration,
  now: Instant,
): Step<ThresholdEntry> {
  const { processHeardAt = 0 } = entry;
  const isKnown = now >= processHeardAt && now <= processHeardAt + maxAge * COARSENESS;
  if (step === UNCHANGED) {
    return isKnown ? step : { kind: 'remember', entry: { ...entry, processHeardAt: now } };
  }
  return step.kind === 'remember'
    ? { kind: 'remember', entry: { ...step.entry, processHeardAt: now } }
    : step;
}

/**
 * Returns when a process without further samples is gone: nothing that it has measured would be
 * accepted any more, however late. It is a little later, since the time is stored coarsely.
 */
export function processGoneAt(processHeardAt: Instant, maxAge: Duration): Instant {
  return processHeardAt + maxAge + Math.ceil(maxAge * COARSENESS);
}
