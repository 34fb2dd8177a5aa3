import { expect, test } from '@jest/globals';
import { evaluateSubject } from '#core/evaluation/evaluate-subject.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import type { ThresholdRule } from '#core/rule/threshold.ts';
import { MINUTE, SECOND } from '#core/time/instant.ts';
import { at, ruleSet, T0 } from '../../support/bed-1.ts';
import { below } from '../../support/config.ts';

/** [when it comes, how far its clock is ahead then, the value]. */
type Arrival = readonly [offset: number, ahead: number, value: number];

/** Returns the transitions when samples arrive one by one. */
function told(rule: Partial<ThresholdRule>, arrivals: readonly Arrival[]): readonly string[] {
  const rules = ruleSet(below('spo2', 88, rule));
  let state: SubjectState | undefined;
  return arrivals.flatMap(([offset, ahead, value]) => {
    const sample = at(offset + ahead, value);
    const evaluation = evaluateSubject(
      state,
      { subject: 'bed-1', samples: [sample] },
      rules,
      T0 + offset,
    );
    state = evaluation.state;
    return evaluation.transitions.map(({ kind }) => `${kind} at ${offset / SECOND} s`);
  });
}

const AHEAD = 9 * MINUTE;

test.each<[string, Partial<ThresholdRule>, readonly Arrival[], readonly string[]]>([
  [
    'a breach after its clock was put right is not too late',
    {},
    [
      [0, AHEAD, 80],
      [SECOND, AHEAD, 97],
      [2 * SECOND, 0, 80],
    ],
    ['firing at 0 s', 'resolved at 1 s', 'firing at 2 s'],
  ],
  [
    'put right to within a second is right',
    {},
    [
      [0, AHEAD, 80],
      [SECOND, AHEAD, 97],
      [2 * SECOND, SECOND, 80],
    ],
    ['firing at 0 s', 'resolved at 1 s', 'firing at 2 s'],
  ],
  [
    'by a second: a sample that others overtook stays out of order',
    {},
    [
      [0, SECOND, 80],
      [SECOND, SECOND, 97],
      [SECOND + 1, -1, 80],
    ],
    ['firing at 0 s', 'resolved at 1 s'],
  ],
  [
    'one that waits does not wait until the time that the clock had shown',
    { for: 15 * SECOND },
    [
      [0, AHEAD, 80],
      [SECOND, 0, 80],
      [10 * SECOND, 0, 80],
      [16 * SECOND, 0, 80],
    ],
    ['firing at 16 s'],
  ],
  [
    'the samples that a rule counts are counted on',
    { window: { breaches: 2, of: 3 } },
    [
      [0, AHEAD, 80],
      [SECOND, 0, 80],
    ],
    ['firing at 1 s'],
  ],
  [
    'a request that comes again makes no second alert',
    {},
    [
      [0, AHEAD, 80],
      [SECOND, AHEAD, 97],
      [2 * SECOND, AHEAD - 2 * SECOND, 80],
    ],
    ['firing at 0 s', 'resolved at 1 s'],
  ],
  [
    'what fires is not ended by a value from before',
    {},
    [
      [0, AHEAD, 80],
      [SECOND, -MINUTE, 97],
    ],
    ['firing at 0 s'],
  ],
])('a device whose clock runs ahead: %s', (_, rule, arrivals, expected) => {
  expect(told(rule, arrivals)).toEqual(expected);
});
