import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evaluateSubject } from '#core/evaluation/evaluate-subject.ts';
import { phaseOf } from '#core/evaluation/kinds.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import type { Across, Condition, ThresholdRule } from '#core/rule/threshold.ts';
import type { Sample } from '#core/sample/sample.ts';
import { MINUTE, SECOND } from '#core/time/instant.ts';
import { at, evaluateAll, only, ruleSet, T0 } from '../../../support/bed-1.ts';
import { below } from '../../../support/config.ts';

const above = (limit: number, clear = limit): Condition => ({ kind: 'above', limit, clear });
const under = (limit: number, clear = limit): Condition => ({ kind: 'below', limit, clear });
const HOLDS: Condition = { kind: 'equals', value: 1 };

const term = (metric: string, maxAge = 5 * MINUTE, condition?: Condition) => ({
  ...{ metric, matchers: [], maxAge },
  ...(condition !== undefined && { condition }),
});

function across(
  kind: Across['kind'],
  terms: Across['terms'],
  condition = HOLDS,
  more: Partial<ThresholdRule> = {},
): ThresholdRule {
  const metric = terms[0]?.metric ?? '';
  return { ...below(metric, 0, { name: 'joined', condition, ...more }), across: { kind, terms } };
}

const SHOCK = [term('hr', 5 * MINUTE, above(110)), term('bp', 30 * MINUTE, under(90, 95))];
const hr = (offset: number, value: number, more: Partial<Sample> = {}) =>
  at(offset, value, { metric: 'hr', ...more });
const bp = (offset: number, value: number, more: Partial<Sample> = {}) =>
  at(offset, value, { metric: 'bp', ...more });

const toldOf = (rule: ThresholdRule, ...requests: readonly (readonly Sample[])[]) =>
  evaluateAll(ruleSet(rule), requests).told;

describe('conditions joined by all', () => {
  const rule = across('all', SHOCK);

  test.each<[string, readonly (readonly Sample[])[], readonly string[]]>([
    ['of which one is not known', [[hr(0, 120)]], []],
    ['of which one does not hold', [[hr(0, 120), bp(0, 100)]], []],
    ['that hold in one request', [[hr(0, 120), bp(0, 80)]], ['firing']],
    ['that hold in two requests', [[hr(0, 120)], [bp(MINUTE, 80)]], ['firing']],
    ['of which one has got too old', [[hr(0, 120)], [bp(6 * MINUTE, 80)]], []],
    [
      'of which one is old, but not too old for it',
      [[bp(0, 80)], [hr(20 * MINUTE, 120)]],
      ['firing'],
    ],
    ['of which one ends', [[hr(0, 120), bp(0, 80)], [hr(1, 100)]], ['firing', 'recovered']],
    ['of which one is within its hysteresis', [[hr(0, 120), bp(0, 80)], [bp(1, 93)]], ['firing']],
    [
      'of which one gets too old while they fire',
      [[hr(0, 120), bp(0, 80)], [bp(20 * MINUTE, 80)]],
      ['firing'],
    ],
    ['of which one comes late', [[bp(MINUTE, 80)], [hr(0, 120)]], ['firing']],
  ])('%s', (_, requests, told) => {
    expect(toldOf(rule, ...requests)).toEqual(told);
  });

  test('make one alert of the subject, without a value, whose limit names them', () => {
    const { state } = evaluateAll(ruleSet(rule), [
      [hr(0, 120, { labels: { sensor: 'a' } }), bp(0, 80, { labels: { cuff: 'left' } })],
    ]);
    const { alert } = only(state);
    expect(alert).toMatchObject({ limit: 'hr above 110 and bp below 90', labels: {} });
    expect(alert?.value).toBeUndefined();
  });

  test('must hold for as long as the rule says, in sample time', () => {
    const lasting = across('all', SHOCK, HOLDS, { for: MINUTE });
    expect(toldOf(lasting, [hr(0, 120), bp(0, 80)], [hr(30 * SECOND, 120)])).toEqual([]);
    expect(toldOf(lasting, [hr(0, 120), bp(0, 80)], [hr(MINUTE, 120)])).toEqual(['firing']);
  });

  test('end if the value that made them hold is taken back', () => {
    const back = hr(0, 120, { revision: 'entered_in_error' });
    const { state, told } = evaluateAll(ruleSet(rule), [
      [hr(0, 120), bp(0, 80)],
      [back],
      [hr(1, 100)],
    ]);
    expect(told).toEqual(['firing', 'entered_in_error']);
    expect(phaseOf(only(state))).toBe('healthy');
  });
});

describe('conditions joined by any', () => {
  const rule = across('any', SHOCK);

  test.each<[string, readonly (readonly Sample[])[], readonly string[]]>([
    ['of which one holds', [[hr(0, 120)]], ['firing']],
    ['of which none holds', [[hr(0, 100), bp(0, 100)]], []],
    ['of which another goes on', [[hr(0, 120), bp(0, 80)], [hr(1, 100)]], ['firing']],
    [
      'that end one after the other',
      [[hr(0, 120), bp(0, 80)], [hr(1, 100)], [bp(2, 100)]],
      ['firing', 'recovered'],
    ],
    ['of which the other is not known', [[hr(0, 120)], [hr(1, 100)]], ['firing']],
  ])('%s', (_, requests, told) => {
    expect(toldOf(rule, ...requests)).toEqual(told);
  });
});

describe('the series of a subject', () => {
  const disk = (mount: string, offset: number, value: number) =>
    at(offset, value, { metric: 'used', labels: { mount } });

  test.each<[Across['kind'], Condition, readonly (readonly Sample[])[], readonly string[]]>([
    ['sum', above(9), [[disk('a', 0, 5), disk('b', 0, 5)]], ['firing']],
    ['sum', above(10), [[disk('a', 0, 5), disk('b', 0, 5)]], []],
    ['sum', under(8), [[disk('a', 0, 5), disk('b', 0, 5)]], []],
    ['sum', above(9), [[disk('a', 0, 5)], [disk('b', 6 * MINUTE, 5)]], []],
    ['max', above(4), [[disk('a', 0, 5), disk('b', 0, 1)], [disk('b', 1, 1)]], ['firing']],
    ['min', above(0), [[disk('a', 0, 0), disk('b', 0, 1)]], []],
    ['min', above(0), [[disk('a', 0, 1), disk('b', 0, 2)]], ['firing']],
  ])('have a %s that is held against %j', (kind, condition, requests, told) => {
    expect(toldOf(across(kind, [term('used')], condition), ...requests)).toEqual(told);
  });

  test('are put together once for all samples of one time', () => {
    const rule = across('sum', [term('used')], above(9));
    const swapped = [
      [disk('a', 0, 9), disk('b', 0, 0)],
      [disk('a', 1, 0), disk('b', 1, 9)],
    ];
    expect(toldOf(rule, ...swapped)).toEqual([]);
  });

  test('have a ratio of two metrics, of which neither may be missing', () => {
    const total = (value: number) => at(0, value, { metric: 'total' });
    const rule = across('ratio', [term('used'), term('total')], above(0.9));
    expect(toldOf(rule, [disk('a', 0, 95)])).toEqual([]);
    expect(toldOf(rule, [disk('a', 0, 95), total(0)])).toEqual(['firing']);
    expect(toldOf(rule, [disk('a', 0, 0), total(0)])).toEqual([]);
    const { told, state } = evaluateAll(ruleSet(rule), [[disk('a', 0, 95), total(100)]]);
    expect(told).toEqual(['firing']);
    expect(only(state).alert).toMatchObject({ value: 0.95, limit: 'ratio to total above 0.9' });
  });

  test('are at most a hundred, the newest', () => {
    const rule = across('sum', [term('used')], above(1_000));
    const many = Array.from({ length: 150 }, (_, i) => disk(String(i), i, 1));
    const entry = only(evaluateAll(ruleSet(rule), [many]).state);
    expect(entry.kind === 'threshold' && entry.latest?.length).toBe(100);
  });
});

describe('a rule that joins series', () => {
  const any = across('any', SHOCK);
  const all = across('all', SHOCK);
  const sum = across('sum', [term('hr')], above(200));

  test('hears a breach beside which something else is taken back', () => {
    const back = hr(0, 100, { revision: 'entered_in_error' });
    expect(toldOf(any, [bp(0, 80), back])).toEqual(['firing']);
  });

  test('counts no value that has been taken back, nor one as it was before it was corrected', () => {
    const back = hr(0, 120, { revision: 'entered_in_error' });
    expect(toldOf(all, [hr(0, 120)], [back], [bp(1, 80)])).toEqual([]);
    const other = { labels: { sensor: 'b' } };
    const corrected = hr(0, 50, { revision: 'corrected' });
    expect(toldOf(sum, [hr(0, 150)], [corrected], [hr(1, 100, other)])).toEqual([]);
  });

  test('ends its alert where the only value that it knew is taken back', () => {
    const back = hr(0, 250, { revision: 'entered_in_error' });
    expect(toldOf(sum, [hr(0, 250)], [back])).toEqual(['firing', 'entered_in_error']);
  });

  test('hears each of two requests with samples of one time', () => {
    const requests = [[hr(0, 120), bp(0, 100)], [hr(1, 100)], [bp(1, 80)]];
    expect(toldOf(any, ...requests)).toEqual(['firing', 'recovered', 'firing']);
  });

  test('joins what a fast clock has dated ahead with what others measure now', () => {
    const fast = (minute: number) => bp((minute + 8) * MINUTE, 80);
    const { state } = eachMinute(all, [
      [fast(0), hr(0, 100)],
      [fast(1), hr(MINUTE, 120)],
    ]);
    expect(phaseOf(only(state))).toBe('firing');
  });

  test('goes on with the true times of a series once a fast clock is put right', () => {
    const { state } = eachMinute(any, [[hr(8 * MINUTE, 100)], [hr(MINUTE, 120)]]);
    expect(phaseOf(only(state))).toBe('firing');
  });
});

/** Evaluates requests that come a minute apart, whenever their samples were measured. */
function eachMinute(rule: ThresholdRule, requests: readonly (readonly Sample[])[]) {
  return requests.reduce<Pick<ReturnType<typeof evaluateSubject>, 'state'>>(
    ({ state }, samples, minute) =>
      evaluateSubject(state, { subject: 'bed-1', samples }, ruleSet(rule), T0 + minute * MINUTE),
    { state: undefined },
  );
}

test('a joined rule costs a write for each tenth of the age of a value while nothing changes', () => {
  const rules = ruleSet(across('all', SHOCK));
  let state: SubjectState | undefined;
  let writes = 0;
  for (let second = 0; second < 300; second += 1) {
    const samples = [hr(second * SECOND, 80 + (second % 9)), bp(second * SECOND, 120)];
    const request = { subject: 'bed-1', samples };
    const next = evaluateSubject(state, request, rules, T0 + second * SECOND);
    writes += Number(next.changed);
    state = next.state;
  }
  expect(writes).toBe(10);
});

test('values of a joined rule that are stored without their unit are stored again with it', () => {
  const rules = ruleSet(across('all', SHOCK));
  const request = (second: number) => ({
    subject: 'bed-1',
    samples: [
      hr(second * SECOND, 80, { unit: '/min' }),
      bp(second * SECOND, 120, { unit: 'mm[Hg]' }),
    ],
  });
  const { state } = evaluateSubject(undefined, request(0), rules, T0);
  const withoutUnits = JSON.parse(JSON.stringify(state), (key, value) =>
    key === 'latest' ? value.map(({ unit: _, ...rest }: { unit?: string }) => rest) : value,
  );
  const again = (stored: SubjectState | undefined) =>
    evaluateSubject(stored, request(1), rules, T0 + SECOND);
  expect(again(state).changed).toBe(false);
  expect(again(withoutUnits).changed).toBe(true);
  expect(again(again(withoutUnits).state).changed).toBe(false);
});

test('the order in which samples of different series come makes no difference in the end', () => {
  const sample = fc
    .tuple(fc.nat(40), fc.constantFrom(100, 120), fc.boolean())
    .map(([minute, value, isHr]) =>
      isHr ? hr(minute * MINUTE, value) : bp(minute * MINUTE, value - 30),
    );
  const lists = fc
    .uniqueArray(sample, { maxLength: 20, selector: (s) => `${s.metric} ${s.at}` })
    .chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
  const rule = across('all', SHOCK);
  const ends = [hr(41 * MINUTE, 120), bp(41 * MINUTE, 100)];
  fc.assert(
    fc.property(lists, fc.boolean(), ([list, shuffled], isWell) => {
      const last = isWell ? ends : [hr(41 * MINUTE, 120), bp(41 * MINUTE, 80)];
      const run = (samples: readonly Sample[]) => {
        const { state } = evaluateAll(ruleSet(rule), [...samples.map((one) => [one]), last]);
        return phaseOf(only(state));
      };
      expect(run(shuffled)).toBe(run(list.toSorted((a, b) => a.at - b.at)));
      expect(run(shuffled)).toBe(isWell ? 'healthy' : 'firing');
    }),
    { numRuns: 200 },
  );
});
