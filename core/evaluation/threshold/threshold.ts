import { breaches, isAcross, judgesEach, type ThresholdRule } from '../../rule/threshold.ts';
import type { Sample } from '../../sample/sample.ts';
import type { Instant } from '../../time/instant.ts';
import type { Rank, SeriesKind, Taking } from '../kind.ts';
import { isOfProcess } from '../process.ts';
import { isRetraction } from '../retraction.ts';
import type { Step } from '../step.ts';
import { takeAcross } from './across.ts';
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
import { advanceValue, isUnusualRule, reviseUnusual } from './unusual.ts';

const NO_TEXTS: readonly string[] = [];

/** A kept sample has a value beside its time, so it takes the room of two that are counted. */
const KEPT_AS_COUNTED = 2;

/** The kind of a series whose values must not meet a condition. */
export const THRESHOLD: SeriesKind<ThresholdRule, ThresholdEntry> = {
  about: (state) => state,
  phase: ({ phase }) => phase,
  since: ({ since }) => since,
  rank: rankOf,
  texts: ({ latest, learned }) =>
    latest === undefined && learned === undefined
      ? NO_TEXTS
      : [
          ...(latest ?? []).flatMap(({ of, series, unit = '' }) => [of, series, unit]),
          ...(learned ?? []).flatMap(({ of, series, zone, hours }) => [of, series, zone, hours]),
        ],
  counted: ({ window = [], kept, latest = [] }) =>
    window.length + KEPT_AS_COUNTED * ((kept?.samples.length ?? 0) + latest.length),
  newestSample,
  lastValue,
  moved,
  due,
  reconcile,
  // Of samples of one time that are joined, the last one judges all: even a retraction.
  isUneventful: (rule, sample) =>
    rule.across === undefined &&
    (isRetraction(sample) || (judgesEach(rule) && !breaches(rule.condition, sample.value, false))),
  judge,
  take,
  startsAt: ({ since, changedAt }) => since ?? changedAt,
  longestSilence: longestNoData,
};

function newestSample(entry: ThresholdEntry): Instant {
  const { changedAt, lastBreachAt = 0, normal, window, kept, spared } = entry;
  const { latest = [], learned = [] } = entry;
  return Math.max(
    ...[changedAt, lastBreachAt, normal?.at ?? 0, spared?.at ?? 0],
    ...[window?.at(-1)?.at ?? 0, kept?.samples.at(-1)?.at ?? 0],
    ...latest.map(({ at }) => at),
    ...learned.map(({ at }) => at),
  );
}

function rankOf({ phase, window, kept, latest, learned, spared }: ThresholdEntry): Rank {
  if (phase !== 'healthy') {
    return phase;
  }
  if ((window ?? kept ?? latest ?? spared) !== undefined) {
    return 'counting';
  }
  return learned === undefined ? 'over' : 'watched';
}

/**
 * Two servers may disagree: the breach counts, whichever of their values is higher, and the other
 * one ends or resets nothing. If nothing is pending, firing or counting, the order makes no
 * difference.
 */
function judge(rule: ThresholdRule, state: ThresholdEntry | undefined) {
  const { condition, window } = rule;
  const isIdle = state === undefined || (state.phase === 'healthy' && window === undefined);
  if (isIdle || !judgesEach(rule)) {
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

/** Applies a sample to a rule on each; only one with a limit has limits of single subjects. */
function takeEach(
  state: ThresholdEntry | undefined,
  rule: ThresholdRule,
  sample: Sample,
  { now, maxAge }: Taking,
): Step<ThresholdEntry> {
  if (sample.revision !== undefined && isUnusualRule(rule)) {
    return reviseUnusual(state, rule, sample, now);
  }
  const taken =
    sample.revision === undefined
      ? advanceValue(state, rule, sample, now)
      : revise(state, rule, sample, { now, oldest: now - maxAge });
  return applyPersonal(taken, state, rule, sample);
}
