import { describe, expect, test } from '@jest/globals';
import { evaluateSubject } from '#core/evaluation/evaluate-subject.ts';
import { compileRules } from '#core/evaluation/rule-set.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import type { ThresholdRule } from '#core/rule/threshold.ts';
import type { Sample } from '#core/sample/sample.ts';
import { MINUTE, SECOND } from '#core/time/instant.ts';
import { seriesName, unwellSeries } from '#core/trend/unwell.ts';
import { absence, below, hospital } from '../../support/config.ts';

const NOW = Date.UTC(2026, 10, 28, 12);
const SHOCK: ThresholdRule = {
  ...below('hr', 0, { name: 'shock', condition: { kind: 'equals', value: 1 } }),
  across: {
    kind: 'all',
    terms: [
      {
        ...{ metric: 'hr', matchers: [], maxAge: MINUTE },
        condition: { kind: 'above', limit: 110, clear: 110 },
      },
      {
        ...{ metric: 'bp', matchers: [], maxAge: MINUTE },
        condition: { kind: 'below', limit: 90, clear: 90 },
      },
    ],
  },
};
const rules = compileRules(
  hospital({
    rules: [
      below('spo2', 88, { for: MINUTE }),
      below('pulse', 40, { window: { breaches: 2, of: 3 } }),
      absence('spo2', MINUTE),
      SHOCK,
    ],
  }),
);

type Value = readonly [after: number, value: number, metric?: string];

/** Evaluates requests one after the other; returns the series that are unwell in each. */
function unwellIn(...requests: readonly (readonly Value[])[]): readonly string[][] {
  let state: SubjectState | undefined;
  return requests.map((values) => {
    const samples = values.map(
      ([after, value, metric = 'spo2']): Sample => ({
        ...{ subject: 'bed-1', metric, value, labels: {} },
        at: NOW + after * SECOND,
      }),
    );
    const before = state;
    const now = Math.max(...samples.map(({ at }) => at));
    ({ state } = evaluateSubject(before, { subject: 'bed-1', samples }, rules, now));
    return [...unwellSeries(before, state, rules)];
  });
}

const SPO2 = [seriesName('spo2', {})];

describe('a series is unwell', () => {
  test('while it is pending and firing, and in the request in which it recovers', () => {
    const found = unwellIn([[0, 97]], [[10, 80]], [[40, 80]], [[71, 80]], [[80, 97]], [[90, 97]]);
    expect(found).toEqual([[], SPO2, SPO2, SPO2, SPO2, []]);
  });

  test('in the request in which it is pending between two samples', () => {
    expect(
      unwellIn(
        [[0, 97]],
        [
          [10, 97],
          [20, 80],
          [30, 97],
        ],
        [[40, 97]],
      ),
    ).toEqual([[], SPO2, []]);
  });

  test('not while it is only counted, nor because it is watched for silence', () => {
    expect(unwellIn([[0, 30, 'pulse']], [[30, 97]], [[60, 70, 'pulse']])).toEqual([[], [], []]);
  });

  test('with all others that a rule on several series reads beside it', () => {
    const found = unwellIn(
      [
        [0, 80, 'hr'],
        [0, 80, 'bp'],
      ],
      [[10, 120, 'hr']],
      [[20, 100, 'bp']],
      [[30, 100, 'bp']],
    );
    const both = ['bp', 'hr'].map((metric) => seriesName(metric, {}));
    expect(found.map((names) => names.toSorted())).toEqual([[], both, both, []]);
  });
});
