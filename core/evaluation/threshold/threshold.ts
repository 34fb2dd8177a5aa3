import { breaches, isAcross, type ThresholdRule } from '../../rule/threshold.ts';
import type { Sample } from '../../sample/sample.ts';
import type { Rank, SeriesKind, Taking } from '../kind.ts';
import { isOfProcess } from '../process.ts';
import { isRetraction } from '../retraction.ts';
import type { Step } from '../step.ts';
import { takeAcross } from './across.ts';
import { advance } from './advance.ts';
import { due } from './due.ts';
import { lastValue } from './last-value.ts';
import { moved } from './moved.ts';
import { longestNoData } from './no-data.ts';
import { isOverTime, takeOverTime } from './over-time.ts';
import { applyPersonal } from './personal.ts';
import { recordProcessSeen } from './process-seen.ts';
import { reconcile } from './reconcile.ts';
import { revise } from './revise.ts';
import type { ThresholdEntry } from './state.ts';

const NO_TEXTS: readonly string[] = [];

/** A kept sample has a value beside its time, so it takes the room of two that are counted. */
const KEPT_AS_COUNTED = 2;

/** The kind of a series whose values must not meet a condition. */
export const THRESHOLD: SeriesKind<ThresholdRule, ThresholdEntry> = {
  about: (state) => state,
  phase: ({ phase }) => phase,
  since: ({ since }) => since,
  rank: rankOf,
  texts: ({ latest }) =>
    latest?.flatMap(({ of, series, unit = '' }) => [of, series, unit]) ?? NO_TEXTS,
  counted: ({ window = [], kept, latest = [] }) =>
    window.length + KEPT_AS_COUNTED * ((kept?.samples.length ?? 0) + latest.length),
  newestSample: ({ changedAt, lastBreachAt = 0, normal, window, kept, latest = [], spared }) =>
    Math.max(
      ...[changedAt, lastBreachAt, normal?.at ?? 0, spared?.at ?? 0],
      ...[window?.at(-1)?.at ?? 0, kept?.samples.at(-1)?.at ?? 0],
      ...latest.map(({ at }) => at),
    ),
  lastValue,
  moved,
  due,
  reconcile,
  // Of samples of one time that are joined, the last one judges all: even a retraction.
  isUneventful: ({ condition, over, across }, sample) =>
    across === undefined &&
    (isRetraction(sample) || (over === undefined && !breaches(condition, sample.value, false))),
  judge,
  take,
  startsAt: ({ since, changedAt }) => since ?? changedAt,
  longestSilence: longestNoData,
};

function rankOf({ phase, window, kept, latest, spared }: ThresholdEntry): Rank {
  if (phase !== 'healthy') {
    return phase;
  }
  return (window ?? kept ?? latest ?? spared) === undefined ? 'over' : 'counting';
}

/**
 * Two servers may disagree: the breach counts, whichever of their values is higher, and the other
 * one ends or resets nothing. If nothing is pending, firing or counting, the order makes no
 * difference.
 */
function judge(
  { condition, window, over, across }: ThresholdRule,
  state: ThresholdEntry | undefined,
) {
  const isIdle = state === undefined || (state.phase === 'healthy' && window === undefined);
  if (isIdle || (over ?? across) !== undefined) {
    return undefined;
  }
  return (value: number) => breaches(condition, value, state.phase === 'firing');
}

function take(
  state: ThresholdEntry | undefined,
  rule: ThresholdRule,
  sample: Sample,
  taking: Taking,
): Step<ThresholdEntry> {
  const { subject, now, maxAge } = taking;
  const step = isOverTime(rule)
    ? takeOverTime(state, rule, sample, taking)
    : isAcross(rule)
      ? takeAcross(state, rule, sample, taking)
      : takeEach(state, rule, sample, taking);
  if (step.kind === 'fire' && isOfProcess(subject, step.entry.labels)) {
    return { ...step, entry: { ...step.entry, processHeardAt: now } };
  }
  return state?.phase === 'firing' && isOfProcess(subject, state.labels)
    ? recordProcessSeen(step, state, maxAge, now)
    : step;
}

/** Applies a sample to a rule that judges each; only such a rule has limits of single subjects. */
function takeEach(
  state: ThresholdEntry | undefined,
  rule: ThresholdRule,
  sample: Sample,
  { now, maxAge }: Taking,
): Step<ThresholdEntry> {
  const taken =
    sample.revision === undefined
      ? advance(state, rule, sample, now)
      : revise(state, rule, sample, { now, oldest: now - maxAge });
  return applyPersonal(taken, state, rule, sample);
}
