import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evaluateSubject } from '#core/evaluation/evaluate-subject.ts';
import { phaseOf } from '#core/evaluation/kinds.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import type { FunctionOverTime, OverTime } from '#core/rule/over-time.ts';
import { TIME_UNITS } from '#core/rule/over-time.ts';
import { breaches, type Condition, type ThresholdRule } from '#core/rule/threshold.ts';
import type { Sample } from '#core/sample/sample.ts';
import { DAY, HOUR, type Instant, MINUTE, SECOND } from '#core/time/instant.ts';
import { at, evaluateAll, only, ruleSet, T0 } from '../../../support/bed-1.ts';
import { below } from '../../../support/config.ts';

const WINDOW = 10 * MINUTE;

const above = (limit: number, clear = limit): Condition => ({ kind: 'above', limit, clear });
const under = (limit: number, clear = limit): Condition => ({ kind: 'below', limit, clear });

function over(
  fn: OverTime['fn'],
  condition: Condition,
  more: Partial<ThresholdRule> = {},
): ThresholdRule & { over: OverTime } {
  const over: OverTime = {
    ...{ fn, window: WINDOW },
    ...((fn === 'slope' || fn === 'rate') && { per: 'hour' }),
    ...(fn === 'forecast' && { ahead: WINDOW }),
  };
  return { ...below('spo2', 0, { condition, ...more }), over };
}

/** Each sample in a request of its own. */
function story(rule: ThresholdRule, samples: readonly Sample[]) {
  const { told, state } = evaluateAll(
    ruleSet(rule),
    samples.map((one) => [one]),
  );
  return { told, state };
}

/** Values a minute apart. */
const minutes = (...values: readonly number[]) =>
  values.map((value, minute) => at(minute * MINUTE, value));

describe('a value over time', () => {
  test.each<[string, ThresholdRule, readonly Sample[], readonly string[]]>([
    ['an average', over('avg', above(20)), minutes(0, 0, 0, 0, 0, 200), ['firing']],
    ['an average of too short a time', over('avg', above(20)), minutes(99, 99, 99, 99, 99), []],
    [
      'a median, which one spike does not move',
      over('median', above(20)),
      minutes(0, 0, 99, 0, 0, 0),
      [],
    ],
    ['a median', over('median', above(20)), minutes(0, 99, 99, 0, 99, 99), ['firing']],
    ['a maximum, by one value', over('max', above(20)), minutes(99), ['firing']],
    ['a maximum that is low', over('max', under(20)), minutes(9, 9, 9, 9, 9, 9), ['firing']],
    ['a minimum, by one value', over('min', under(20)), minutes(9), ['firing']],
    ['a minimum that is high', over('min', above(20)), minutes(99, 99, 99, 99, 99, 99), ['firing']],
    ['a count, by enough samples', over('count', above(2)), minutes(1, 1, 1), ['firing']],
    ['a change', over('change', under(-20)), minutes(100, 99, 95, 90, 85, 79), ['firing']],
    ['a slope per hour', over('slope', above(59)), minutes(1, 2, 3, 4, 5, 6), ['firing']],
    ['a slope per hour that is less', over('slope', above(61)), minutes(1, 2, 3, 4, 5, 6), []],
    ['an increase', over('increase', above(4)), minutes(100, 102, 105), ['firing']],
    ['an increase over a reset', over('increase', above(4)), minutes(100, 102, 3), ['firing']],
    ['a rate per hour', over('rate', above(59)), minutes(1, 2, 3, 4, 5, 6), ['firing']],
  ])('%s', (_, rule, samples, told) => {
    expect(story(rule, samples).told).toEqual(told);
  });

  test('is what the alert tells, with its unit and limit', () => {
    const samples = minutes(1, 2, 3, 4, 5, 7).map((one) => ({ ...one, unit: 'mm[Hg]' }));
    expect(only(story(over('slope', above(10)), samples).state).alert).toMatchObject({
      value: 68.571,
      unit: 'mm[Hg]/h',
      limit: 'slope per hour over 10 min above 10',
    });
  });

  test('keeps a maximum until its tenth has left the window, and clears at its own limit', () => {
    const rule = over('max', above(20, 10));
    const { told } = story(rule, [...minutes(30), at(10 * MINUTE, 5), at(11 * MINUTE, 5)]);
    expect(told).toEqual(['firing', 'recovered']);
    expect(story(rule, [...minutes(30), at(10 * MINUTE, 5)]).told).toEqual(['firing']);
    expect(story(rule, [...minutes(30, 15), at(11 * MINUTE, 5)]).told).toEqual(['firing']);
  });

  test('waits as long as the rule says, and fires by the clock where nothing follows', () => {
    const rule = over('avg', above(20), { for: 5 * MINUTE });
    const { state } = story(rule, minutes(99, 99, 99, 99, 99, 99));
    expect(phaseOf(only(state))).toBe('pending');
    expect(state?.due).toBe(T0 + 11 * MINUTE);
  });

  test('is not dragged along by a sample that a fast clock has dated ahead', () => {
    const rules = ruleSet(over('max', above(20)));
    const ahead = evaluateSubject(
      undefined,
      { subject: 'bed-1', samples: [at(5 * MINUTE, 1)] },
      rules,
      T0,
    );
    const { transitions } = evaluateSubject(
      ahead.state,
      { subject: 'bed-1', samples: [at(SECOND, 99)] },
      rules,
      T0 + SECOND,
    );
    expect(transitions.map(({ kind }) => kind)).toEqual(['firing']);
  });

  test('is made again when a sample that was kept is taken back', () => {
    const rule = over('max', above(20));
    const back = at(0, 99, { revision: 'entered_in_error' });
    expect(story(rule, [...minutes(99, 5), back]).told).toEqual(['firing', 'entered_in_error']);
    expect(story(rule, [at(0, 99), back]).told).toEqual(['firing', 'entered_in_error']);
    const mended = at(0, 19, { revision: 'corrected' });
    expect(story(rule, [...minutes(99, 5), mended]).told).toEqual(['firing', 'entered_in_error']);
  });

  test('begins anew when the config asks for another function, and goes on with another length', () => {
    const samples = minutes(9, 9, 9, 9, 9, 9);
    const { state } = story(over('avg', above(20)), samples);
    const next = [at(6 * MINUTE, 99)];
    const evaluate = (rule: ThresholdRule) =>
      evaluateSubject(state, { subject: 'bed-1', samples: next }, ruleSet(rule), T0 + 6 * MINUTE);
    const keptOf = (rule: ThresholdRule) => {
      const entry = only(evaluate(rule).state);
      return entry.kind === 'threshold' ? entry.kept?.samples.length : undefined;
    };
    expect(keptOf(over('count', above(20)))).toBe(1);
    const longer = over('avg', above(20));
    expect(keptOf({ ...longer, over: { fn: 'avg', window: 20 * MINUTE } })).toBe(4);
  });
});

describe('a value that is stuck', () => {
  const stuck: ThresholdRule = {
    ...over('unchanged', { kind: 'stuck', after: WINDOW }),
    over: { fn: 'unchanged', window: WINDOW },
  };
  const same = (from: number, to: number, value = 37) =>
    Array.from({ length: to - from }, (_, i) => at((from + i) * MINUTE, value));

  test('fires once it has been the same for as long, tells it, and ends with another', () => {
    expect(story(stuck, same(0, 11)).told).toEqual([]);
    const { told, state } = story(stuck, same(0, 12));
    expect(told).toEqual(['firing']);
    expect(only(state).alert).toMatchObject({ value: 37, limit: 'the same value for 10 min' });
    expect(story(stuck, [...same(0, 12), at(12 * MINUTE, 36.9)]).told).toEqual([
      'firing',
      'recovered',
    ]);
  });

  test('never fires while it changes within that time, and costs a write each tenth', () => {
    const samples = Array.from({ length: 3_000 }, (_, i) => at(i * SECOND, 37 + (i % 2) / 10));
    expect(story(stuck, samples).told).toEqual([]);
    expect(writesOf(stuck, samples)).toBeLessThanOrEqual(50);
  });
});

/** How often the subject is written when each sample comes alone. */
function writesOf(rule: ThresholdRule, samples: readonly Sample[]): number {
  const rules = ruleSet(rule);
  let state: SubjectState | undefined;
  let writes = 0;
  for (const sample of samples) {
    const next = evaluateSubject(state, { subject: 'bed-1', samples: [sample] }, rules, sample.at);
    writes += Number(next.changed);
    state = next.state;
  }
  return writes;
}

describe('while nothing fires', () => {
  /** A sample each second for an hour, which is six windows. */
  const hour = Array.from({ length: 3_600 }, (_, i) => at(i * SECOND, 50 + 40 * Math.sin(i / 50)));
  const counter = hour.map((one, i) => ({ ...one, value: i }));

  test.each<[string, ThresholdRule, readonly Sample[]]>([
    ['an average', over('avg', above(99)), hour],
    ['a median', over('median', above(99)), hour],
    ['a maximum above', over('max', above(99)), hour],
    ['a minimum below', over('min', under(1)), hour],
    ['a change', over('change', above(99)), hour],
    ['a slope', over('slope', above(9_999)), hour],
    ['a forecast', over('forecast', above(9_999)), hour],
    ['a rate', over('rate', above(9_999)), counter],
    ['an increase', over('increase', above(9_999)), counter],
  ])('%s costs one write for each tenth of its window', (_, rule, samples) => {
    expect(writesOf(rule, samples)).toBeLessThanOrEqual(60);
    expect(writesOf(rule, samples)).toBeGreaterThan(55);
  });

  test.each<[string, ThresholdRule]>([
    ['a maximum that must not stay below', over('max', under(60))],
    ['a minimum that must not stay above', over('min', above(40))],
  ])('%s costs at most one more, in tenths that cross the limit', (_, rule) => {
    expect(writesOf(rule, hour)).toBeLessThanOrEqual(120);
  });
});

/** What a rule over time is defined to be, with every sample at hand. */
function oracle(
  { over: { fn, window, per, ahead = 0 }, condition }: ThresholdRule & { over: OverTime },
  samples: readonly Sample[],
): number | undefined {
  const tenth = (moment: Instant) => Math.floor((moment * 10) / window);
  const distinct = [...Map.groupBy(samples, (s) => s.at).values()].map((those) => ({
    at: those[0]?.at ?? 0,
    value:
      fn === 'max' || fn === 'count'
        ? Math.max(...those.map((s) => s.value))
        : Math.min(...those.map((s) => s.value)),
  }));
  const all = distinct.toSorted((a, b) => a.at - b.at);
  const newest = all.at(-1);
  if (newest === undefined) {
    return undefined;
  }
  const before = all.filter((s) => tenth(s.at) < tenth(newest.at) - 10);
  const within = all.filter((s) => tenth(s.at) >= tenth(newest.at) - 10);
  const firsts = within.filter((s, i) => i === 0 || tenth(s.at) !== tenth(within[i - 1]?.at ?? 0));
  const isCounter = fn === 'rate' || fn === 'increase';
  const chosen =
    fn === 'count' || fn === 'min' || fn === 'max'
      ? within
      : within.filter(
          (s) =>
            s === newest ||
            firsts.includes(s) ||
            (isCounter &&
              s ===
                within
                  .filter((o) => tenth(o.at) === tenth(s.at))
                  .toSorted((a, b) => a.value - b.value || a.at - b.at)[0]),
        );
  const first = chosen[0]?.at ?? 0;
  const length = newest.at - first;
  const known =
    fn === 'count' || fn === 'increase'
      ? newest.at - (before[0]?.at ?? first) >= window
      : length >= window / 2;
  const atOnce =
    (['max', 'count', 'increase'].includes(fn) && condition.kind === 'above') ||
    (fn === 'min' && condition.kind === 'below') ||
    (fn === 'forecast' && breaches(condition, newest.value, false));
  if (!known && !atOnce) {
    return undefined;
  }
  const values = chosen.map((s) => s.value);
  const grown = values.reduce((sum, v, i) => {
    const last = values[i - 1] ?? v;
    return sum + (v < last ? v : v - last);
  }, 0);
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const unit = TIME_UNITS[per ?? 'second'];
  const ats = chosen.map((s) => s.at - first);
  const meanAt = ats.reduce((a, b) => a + b, 0) / ats.length;
  const covariance = ats.reduce((sum, t, i) => sum + (t - meanAt) * ((values[i] ?? 0) - mean), 0);
  const variance = ats.reduce((sum, t) => sum + (t - meanAt) ** 2, 0);
  const middleOf = (numbers: readonly number[]) => {
    const sorted = numbers.toSorted((a, b) => a - b);
    const middle = (sorted.length - 1) / 2;
    return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
  };
  const steepness = (some: typeof chosen) =>
    middleOf(
      some.flatMap((a) =>
        some.flatMap((b) => (a.at < b.at ? [(b.value - a.value) / (b.at - a.at)] : [])),
      ),
    );
  const half = chosen.slice(-Math.floor(chosen.length / 2));
  const late = half.filter((s, i) => s.at >= newest.at - 0.4 * window || i >= half.length - 5);
  const [whole, part] = [steepness(chosen), steepness(late)];
  const shared = whole * part > 0 ? Math.sign(whole) * Math.min(...[whole, part].map(Math.abs)) : 0;
  const fitted = middleOf(late.map((s) => s.value + shared * (newest.at - s.at)));
  const level =
    shared === 0
      ? fitted
      : Math.sign(shared) * Math.min(Math.sign(shared) * fitted, Math.sign(shared) * newest.value);
  const expected = chosen.length < 10 ? Number.NaN : level + shared * ahead;
  const results: Record<OverTime['fn'], number> = {
    unchanged: Number.NaN,
    avg: mean,
    min: Math.min(...values),
    max: Math.max(...values),
    median: middleOf(values),
    count: values.length,
    change: newest.value - (values[0] ?? 0),
    slope: (covariance / variance) * unit,
    forecast: breaches(condition, newest.value, false) ? newest.value : expected,
    rate: (grown / length) * unit,
    increase: grown,
  };
  return Number.isNaN(results[fn]) ? undefined : results[fn];
}

describe('a week of samples that come in any order, late and twice', () => {
  const limits: Readonly<Record<FunctionOverTime, readonly Condition[]>> = {
    avg: [above(50), under(50)],
    min: [above(10), under(10)],
    max: [above(90), under(90)],
    median: [above(50), under(50)],
    count: [above(5), under(5)],
    change: [above(5), under(-5)],
    slope: [above(20), under(-20)],
    forecast: [above(90), under(10)],
    rate: [above(200), under(200)],
    increase: [above(40), under(40)],
  };
  const WEEK = 7 * DAY;
  const HOURLY = { window: HOUR } as const;

  test.each(
    Object.entries(limits).flatMap(([fn, conditions]) =>
      conditions.map((condition) => [fn as FunctionOverTime, condition.kind, condition] as const),
    ),
  )('%s %s its limit is judged as if each sample were kept', (fn, _, condition) => {
    const made = over(fn, condition);
    const rule = { ...made, over: { ...made.over, ...HOURLY } };
    const rules = ruleSet(rule);
    const sample = fc
      .tuple(fc.nat(WEEK / SECOND), fc.nat(100))
      .map(([second, value]) => at(second * SECOND, value));
    const crowd = fc
      .tuple(fc.nat(90 * 60), fc.nat(100))
      .map(([second, value]) => at(WEEK - second * SECOND, value));
    const week = fc
      .tuple(fc.array(sample, { maxLength: 40 }), fc.array(crowd, { maxLength: 60 }))
      .chain(([some, last]) => {
        const all = [...some, ...last];
        return fc.tuple(
          fc.shuffledSubarray([...all, ...all.slice(0, 10)], { minLength: all.length }),
          fc.nat(100),
        );
      });
    fc.assert(
      fc.property(week, ([samples, value]) => {
        const final = at(WEEK + SECOND, value);
        let state: SubjectState | undefined;
        for (const one of [...samples, final, final]) {
          state = evaluateSubject(
            state,
            { subject: 'bed-1', samples: [one] },
            { ...rules, maxAge: 2 * WEEK },
            T0 + WEEK + MINUTE,
          ).state;
        }
        const expected = oracle(rule, [...new Set(samples), final]);
        const [entry] = Object.values(state?.series ?? {});
        if (expected === undefined) {
          return;
        }
        const isFiring = entry !== undefined && phaseOf(entry) === 'firing';
        expect({ isFiring, expected }).toEqual({
          isFiring: breaches(condition, expected, false),
          expected,
        });
      }),
      { numRuns: 150 },
    );
  });
});

describe('increases that come one by one', () => {
  const grown = over('increase', above(9));
  const delta = (minute: number, value: number) => at(minute * MINUTE, value, { isDelta: true });

  test('are added up, and one that comes again or late counts once', () => {
    const samples = [delta(0, 3), delta(2, 3), delta(1, 3), delta(2, 3), delta(0, 3)];
    expect(story(grown, samples).told).toEqual([]);
    const { told, state } = story(grown, [...samples, delta(3, 1)]);
    expect(told).toEqual(['firing']);
    expect(only(state).alert?.value).toBe(10);
  });

  test('are added up to their own rate', () => {
    const { state } = story(
      over('rate', above(59)),
      [0, 1, 2, 3, 4, 5].map((minute) => delta(minute, 2)),
    );
    expect(only(state).alert?.value).toBe(120);
  });

  test('of more than a hundred in a tenth are all counted, and the item stays small', () => {
    const samples = Array.from({ length: 600 }, (_, i) => at(i * 1_000, 1, { isDelta: true }));
    const many = Array.from({ length: 5_900 }, (_, i) => at(i * 100, 1, { isDelta: true }));
    const rule = over('increase', above(5_899));
    expect(story(over('increase', above(600)), samples).told).toEqual([]);
    const { told, state } = story(rule, [...many, at(590_000, 1, { isDelta: true })]);
    expect(told).toEqual(['firing']);
    const entry = only(state);
    expect(entry.kind === 'threshold' && entry.kept?.samples.length).toBeLessThanOrEqual(1_100);
  });
});

describe('a counter', () => {
  const grown = over('increase', above(50));

  test.each<[string, readonly number[], readonly string[]]>([
    ['that grows slowly', [100, 110, 120, 130], []],
    ['that grows', [100, 120, 140, 160], ['firing']],
    ['that begins anew', [100, 120, 5, 20], []],
    ['that begins anew and grows', [100, 120, 5, 40], ['firing']],
    ['that overflows', [2 ** 32 - 10, 2 ** 32 - 1, 30], []],
    ['that comes twice', [100, 120, 120, 120, 130], []],
  ])('%s increases by no more than it says', (_, values, told) => {
    expect(story(grown, minutes(...values)).told).toEqual(told);
  });

  test('that begins anew within a tenth of the window is noticed', () => {
    const samples = [at(0, 100), at(10 * SECOND, 3), at(20 * SECOND, 60), at(MINUTE, 61)];
    expect(story(grown, samples).told).toEqual(['firing']);
  });
});
