import { breaches, type ThresholdRule } from '../../rule/threshold.ts';
import type { Sample } from '../../sample/sample.ts';
import type { Rank, SeriesKind, Taking } from '../kind.ts';
import { isOfProcess } from '../process.ts';
import { isRetraction } from '../retraction.ts';
import type { Step } from '../step.ts';
import { advance } from './advance.ts';
import { due } from './due.ts';
import { lastValue } from './last-value.ts';
import { moved } from './moved.ts';
import { longestNoData } from './no-data.ts';
import { applyPersonal } from './personal.ts';
import { recordProcessSeen } from './process-seen.ts';
import { reconcile } from './reconcile.ts';
import { revise } from './revise.ts';
import type { ThresholdEntry } from './state.ts';

const NO_TEXTS: readonly string[] = [];

/** The kind of a series whose values must not meet a condition. */
export const THRESHOLD: SeriesKind<ThresholdRule, ThresholdEntry> = {
  about: (state) => state,
  phase: ({ phase }) => phase,
  since: ({ since }) => since,
  rank: rankOf,
  texts: () => NO_TEXTS,
  counted: ({ window }) => window?.length ?? 0,
  newestSample: ({ changedAt, lastBreachAt = 0, normal, window, spared }) =>
    Math.max(changedAt, lastBreachAt, normal?.at ?? 0, window?.at(-1)?.at ?? 0, spared?.at ?? 0),
  lastValue,
  moved,
  due,
  reconcile,
  isUneventful: ({ condition }, sample) =>
    isRetraction(sample) || !breaches(condition, sample.value, false),
  judge,
  take,
  startsAt: ({ since, changedAt }) => since ?? changedAt,
  longestSilence: longestNoData,
};

function rankOf({ phase, window, spared }: ThresholdEntry): Rank {
  if (phase !== 'healthy') {
    return phase;
  }
  return window === undefined && spared === undefined ? 'over' : 'counting';
}

/**
 * Two servers may disagree: the breach counts, whichever of their values is higher, and the other
 * one ends or resets nothing. If nothing is pending, firing or counting, the order makes no
 * difference.
 */
function judge({ condition, window }: ThresholdRule, state: ThresholdEntry | undefined) {
  if (state === undefined || (state.phase === 'healthy' && window === undefined)) {
    return undefined;
  }
  return (value: number) => breaches(condition, value, state.phase === 'firing');
}

function take(
  state: ThresholdEntry | undefined,
  rule: ThresholdRule,
  sample: Sample,
  { subject, now, maxAge }: Taking,
): Step<ThresholdEntry> {
  const taken =
    sample.revision === undefined
      ? advance(state, rule, sample, now)
      : revise(state, rule, sample, { now, oldest: now - maxAge });
  const step = applyPersonal(taken, state, rule, sample);
  if (step.kind === 'fire' && isOfProcess(subject, step.entry.labels)) {
    return { kind: 'fire', entry: { ...step.entry, processHeardAt: now } };
  }
  return state?.phase === 'firing' && isOfProcess(subject, state.labels)
    ? recordProcessSeen(step, state, maxAge, now)
    : step;
}
