import type { Duration, Instant } from '../../time/instant.ts';
import { COARSENESS, type Step, UNCHANGED } from '../step.ts';
import type { ThresholdEntry } from './state.ts';

/** A firing alert of a process, once a sample of it was heard: written down now and then. */
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
 * When a process is gone that was not heard of since: nothing that it has measured would be taken
 * any more, however late it came. A little later, since the time is remembered coarsely.
 */
export function processGoneAt(processHeardAt: Instant, maxAge: Duration): Instant {
  return processHeardAt + maxAge + Math.ceil(maxAge * COARSENESS);
}
