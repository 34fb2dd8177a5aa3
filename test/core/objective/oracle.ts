import { SampleCounter } from '#core/objective/count.ts';
import { isGood, type ValueIndicator } from '#core/objective/indicator.ts';
import type { Objective } from '#core/objective/objective.ts';
import { PAIRS, type Pair } from '#core/objective/pairs.ts';
import type { Tally } from '#core/objective/ring.ts';
import { begun, type ObjectiveState } from '#core/objective/state.ts';
import type { Sample } from '#core/sample/sample.ts';
import { DAY, type Duration, type Instant, MINUTE } from '#core/time/instant.ts';

export const START = Date.UTC(2026, 0, 5);

/** The samples of `at`, of which those below 300 are good. */
export const VALUES: ValueIndicator = {
  kind: 'values',
  metric: 'response_time',
  matchers: [],
  good: { kind: 'below', limit: 300 },
};

/** An objective of 99.9 % of the minutes of 30 days, unless said otherwise. */
export function anObjective(given: Partial<Objective> = {}): Objective {
  return {
    name: 'record-fast',
    title: 'The record answers',
    service: 'it',
    indicator: VALUES,
    isPerSubject: false,
    method: 'timeslices',
    sliceTarget: 1,
    goal: { kind: 'target', share: 0.999 },
    window: { kind: 'rolling', length: 30 * DAY },
    pairs: PAIRS,
    minBad: 2,
    blindAfter: 15 * MINUTE,
    maintenance: 'counted',
    severity: 'critical',
    alerts: true,
    ...given,
  };
}

export const at = (time: Instant, value = 120, subject = 'ehr'): Sample => ({
  subject,
  metric: 'response_time',
  value,
  at: time,
  labels: {},
});

/** Counts samples as a replay does, on what was known of others. */
export function observe(
  objective: Objective,
  samples: readonly Sample[],
  {
    counter = new SampleCounter(objective, VALUES),
    state = begun(objective),
  }: Partial<Observed> = {},
): Observed {
  for (const sample of samples) {
    counter.add(sample);
  }
  return { counter, state: counter.into(state, Infinity).state };
}

interface Observed {
  readonly counter: SampleCounter;
  readonly state: ObjectiveState;
}

/** Sums by definition: it keeps every sample, and knows nothing of rings. */
export function sumOf(
  { method, sliceTarget }: Objective,
  samples: readonly Sample[],
  from: Instant,
  to: Instant,
): Tally {
  const inside = samples.filter((sample) => from <= sample.at && sample.at < to);
  const minutes = [...Map.groupBy(inside, (sample) => Math.floor(sample.at / MINUTE)).values()];
  const goodOf = (some: readonly Sample[]) =>
    some.filter((s) => isGood(VALUES.good, s.value)).length;
  const count =
    method === 'occurrences'
      ? goodOf(inside)
      : minutes.filter((some) => goodOf(some) >= sliceTarget * some.length - 1e-9).length;
  const all = method === 'occurrences' ? inside.length : minutes.length;
  return { good: count, bad: all - count, minutes: minutes.length, excluded: 0 };
}

/**
 * Returns when a pair alerts, from when to when, by the bad minutes of a time in which every minute
 * has a sample: both of its windows exactly, at the end of each minute.
 */
export function alertsOf(
  isBad: readonly boolean[],
  pair: Pair,
  { allowed, length }: { readonly allowed: Duration; readonly length: Duration },
): readonly (readonly [Instant, Instant | undefined])[] {
  const sums = [0];
  for (const bad of isBad) {
    sums.push((sums.at(-1) ?? 0) + (bad ? 1 : 0));
  }
  const badIn = (end: number, span: Duration) =>
    (sums[end] ?? 0) - (sums[Math.max(0, end - span / MINUTE)] ?? 0);
  const limit = pair.budget * (length / pair.long);
  const burn = (end: number, span: Duration) =>
    ((badIn(end, span) * MINUTE) / span) * (length / allowed);
  const alerts: [Instant, Instant | undefined][] = [];
  for (let end = 1; end < sums.length; end++) {
    const is = burn(end, pair.long) > limit && burn(end, pair.short) > limit;
    const last = alerts.at(-1);
    const was = last !== undefined && last[1] === undefined;
    const moment = START + end * MINUTE;
    if (is && !was) {
      alerts.push([moment, undefined]);
    } else if (was && !is && last !== undefined) {
      last[1] = moment;
    }
  }
  return alerts;
}
