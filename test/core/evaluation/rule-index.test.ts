import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MATCH_OPERATORS, type Matcher } from '#core/alert/matcher.ts';
import { compileRules, matchingIndex, ruleMatches, rulesOn } from '#core/evaluation/rule-set.ts';
import { below, hospital } from '../../support/config.ts';

const value = fc.constantFrom('', 'a', 'b', 'c');

const matcher = fc.record({
  name: fc.constantFrom('ward', 'bay', 'subject', 'unit'),
  op: fc.constantFrom(...MATCH_OPERATORS),
  value,
});

const series = fc.record({
  subject: value,
  metric: fc.constantFrom('spo2', 'heart_rate'),
  unit: value,
  labels: fc.dictionary(fc.constantFrom('ward', 'bay'), value, { noNullPrototype: true }),
});

const ruleOn = (number: number, metric: string, matchers: readonly Matcher[]) =>
  below(metric, 90, { name: `rule-${number}`, matchers });

describe('the index of rules', () => {
  test('gives every rule that means a series, in the order of the config', () => {
    const drafts = fc.array(
      fc.tuple(fc.constantFrom('spo2', 'heart_rate'), fc.array(matcher, { maxLength: 3 })),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(drafts, series, (some, one) => {
        const rules = some.map(([metric, matchers], i) => ruleOn(i, metric, matchers));
        const compiled = compileRules(hospital({ rules }));
        const meant = rules.filter((rule) => ruleMatches(rule, one));
        expect(rulesOn(compiled, one).filter((rule) => ruleMatches(rule, one))).toEqual(meant);
        expect(matchingIndex(compiled, one) !== undefined).toBe(meant.length > 0);
      }),
      { numRuns: 1_000 },
    );
  });

  test('gives only those of one ward where each ward has its own', () => {
    const wards = Array.from({ length: 50 }, (_, i) => `ward-${i}`);
    const rules = wards.map((ward, i) =>
      ruleOn(i, 'spo2', [
        { name: 'unit', op: '=~', value: '%|' },
        { name: 'ward', op: '=', value: ward },
      ]),
    );
    const compiled = compileRules(hospital({ rules: [...rules, ruleOn(50, 'spo2', [])] }));
    const named = (ward: string) =>
      rulesOn(compiled, { subject: 'bed-1', metric: 'spo2', labels: { ward } }).map((r) => r.name);
    expect(named('ward-7')).toEqual(['rule-7', 'rule-50']);
    expect(named('ward-x')).toEqual(['rule-50']);
  });

  test('keeps the order of rules on a ward and on all of them', () => {
    const wards = ['icu', undefined, 'icu', 'er', 'icu', undefined, undefined, 'icu'];
    const rules = wards.map((value, i) =>
      ruleOn(i, 'spo2', value === undefined ? [] : [{ name: 'ward', op: '=', value }]),
    );
    const compiled = compileRules(hospital({ rules }));
    const on = (ward: string) =>
      rulesOn(compiled, { subject: 'bed-1', metric: 'spo2', labels: { ward } });
    expect(on('icu')).toEqual(rules.filter((_, i) => i !== 3));
    expect(on('er')).toEqual([1, 3, 5, 6].map((i) => rules[i]));
    expect(on('')).toEqual([1, 5, 6].map((i) => rules[i]));
  });

  test('looks at each rule a few times at most, however many there are', () => {
    let looks = 0;
    const rules = Array.from({ length: 2_000 }, (_, i) => {
      const { matchers, ...rule } = ruleOn(i, 'spo2', [
        { name: 'subject', op: '=', value: `bed-${i}` },
      ]);
      return {
        ...rule,
        get matchers() {
          looks += 1;
          return matchers;
        },
      };
    });
    compileRules(hospital({ rules }));
    expect(looks).toBeLessThanOrEqual(3 * rules.length);
  });
});
