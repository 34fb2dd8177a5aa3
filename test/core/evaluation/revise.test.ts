import { describe, expect, test } from '@jest/globals';
import { evaluateSubject } from '#core/evaluation/evaluate-subject.ts';
import type { Rule } from '#core/evaluation/rule.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import type { Sample } from '#core/sample/sample.ts';
import { HOUR, MINUTE } from '#core/time/instant.ts';
import { at, evaluateAll, ruleSet, T0 } from '../../support/bed-1.ts';
import { below } from '../../support/config.ts';

const PLAIN = below('spo2', 88);
const LASTING = below('spo2', 88, { for: MINUTE });
const KEPT = below('spo2', 88, { keepFiringFor: 5 * MINUTE });
const OFTEN = below('spo2', 88, { window: { breaches: 2, of: 3 } });

const wrong = (offset: number) => at(offset, 0, { revision: 'entered_in_error' });
const corrected = (offset: number, value: number) => at(offset, value, { revision: 'corrected' });

/** What is told, and in which phase the series is left. */
function story(rule: Rule, ...requests: readonly (readonly Sample[])[]) {
  const { told, state } = evaluateAll(ruleSet(rule), requests);
  return [...told, Object.values(state?.series ?? {})[0]?.phase ?? 'nothing'];
}

describe('a sample entered in error', () => {
  test.each<[string, Rule, readonly Sample[], readonly string[]]>([
    ['tripped the alert', PLAIN, [at(0, 80), wrong(0)], ['firing', 'entered_in_error', 'healthy']],
    [
      'comes again',
      PLAIN,
      [at(0, 80), wrong(0), at(0, 80), wrong(0)],
      ['firing', 'entered_in_error', 'healthy'],
    ],
    [
      'is not the one that tripped it',
      PLAIN,
      [at(0, 80), at(1, 81), wrong(1)],
      ['firing', 'firing'],
    ],
    ['is unknown', PLAIN, [wrong(0)], ['nothing']],
    ['was healthy', PLAIN, [at(0, 80), at(1, 97), wrong(1)], ['firing', 'recovered', 'healthy']],
    [
      'is followed by another breach',
      PLAIN,
      [at(0, 80), wrong(0), at(1, 80)],
      ['firing', 'entered_in_error', 'firing', 'firing'],
    ],
    ['began a wait', LASTING, [at(0, 80), wrong(0), at(MINUTE, 80)], ['pending']],
    [
      'is another than began the wait',
      LASTING,
      [at(0, 80), at(1, 80), wrong(1), at(MINUTE, 80)],
      ['firing', 'firing'],
    ],
    [
      'ended the wait, which goes on',
      LASTING,
      [at(0, 80), at(MINUTE, 80), wrong(MINUTE)],
      ['firing', 'entered_in_error', 'pending'],
    ],
    [
      'ended the wait, and the next does too',
      LASTING,
      [at(0, 80), at(MINUTE, 80), wrong(MINUTE), at(2 * MINUTE, 80)],
      ['firing', 'entered_in_error', 'firing', 'firing'],
    ],
    [
      'tripped what a remembered breach keeps up',
      KEPT,
      [at(0, 80), at(2 * MINUTE, 80), wrong(0)],
      ['firing', 'firing'],
    ],
    [
      'tripped what nothing keeps up',
      KEPT,
      [at(0, 80), wrong(0)],
      ['firing', 'entered_in_error', 'healthy'],
    ],
    [
      'is one of the breaches in a window',
      OFTEN,
      [at(0, 80), at(1, 80), wrong(0)],
      ['firing', 'entered_in_error', 'healthy'],
    ],
    [
      'is one breach more than a window needs',
      OFTEN,
      [at(0, 80), at(1, 80), at(2, 80), wrong(0)],
      ['firing', 'firing'],
    ],
    [
      'is a breach in a window, and comes again',
      OFTEN,
      [at(0, 80), wrong(0), at(0, 80), at(1, 80)],
      ['healthy'],
    ],
    ['is a breach that did not suffice', OFTEN, [at(0, 80), wrong(0), at(1, 80)], ['healthy']],
  ])('that %s', (_, rule, samples, expected) => {
    expect(story(rule, ...samples.map((one) => [one]))).toEqual(expected);
  });

  test('is taken back in the very request that brings it, in whichever order', () => {
    expect(story(PLAIN, [wrong(0), at(0, 80)])).toEqual(['firing', 'entered_in_error', 'healthy']);
  });

  test('is taken back however old it is', () => {
    const rules = ruleSet(PLAIN);
    const { state } = evaluateSubject(undefined, 'bed-1', [at(0, 80)], rules, T0);
    const later = evaluateSubject(state, 'bed-1', [wrong(0)], rules, T0 + 5 * HOUR);
    expect(later.transitions).toMatchObject([{ kind: 'resolved', reason: 'entered_in_error' }]);
  });

  test('ends no alert of another series, and does not count as reporting', () => {
    const gone = below('spo2', 0, { condition: { kind: 'absent', for: MINUTE } });
    const left = at(0, 80, { labels: { sensor: 'left' } });
    const right = { ...wrong(0), labels: { sensor: 'right' } };
    expect(evaluateAll(ruleSet(PLAIN, gone), [[left], [right]]).told).toEqual(['firing']);
    expect(evaluateAll(ruleSet(gone), [[right]]).state).toBeUndefined();
  });
});

describe('a corrected sample', () => {
  test.each<[string, Rule, readonly Sample[], readonly string[]]>([
    [
      'no longer breaches',
      PLAIN,
      [at(0, 80), corrected(0, 97)],
      ['firing', 'entered_in_error', 'healthy'],
    ],
    ['breaches still', PLAIN, [at(0, 80), corrected(0, 82)], ['firing', 'firing']],
    ['breaches, as the first did not', PLAIN, [at(0, 97), corrected(0, 80)], ['firing', 'firing']],
    [
      'breaches, and had ended an alert',
      PLAIN,
      [at(0, 80), at(1, 97), corrected(1, 80)],
      ['firing', 'recovered', 'firing', 'firing'],
    ],
    ['comes without the first', PLAIN, [corrected(0, 80)], ['firing', 'firing']],
    ['comes twice', PLAIN, [at(0, 97), corrected(0, 80), corrected(0, 80)], ['firing', 'firing']],
    [
      'is older than what is known',
      PLAIN,
      [at(1, 80), at(2, 97), corrected(0, 80)],
      ['firing', 'recovered', 'healthy'],
    ],
    ['ends a wait', LASTING, [at(0, 80), corrected(0, 97), at(MINUTE, 80)], ['pending']],
    [
      'leaves too few in a window',
      OFTEN,
      [at(0, 80), at(1, 80), corrected(1, 97)],
      ['firing', 'entered_in_error', 'healthy'],
    ],
  ])('that %s', (_, rule, samples, expected) => {
    expect(story(rule, ...samples.map((one) => [one]))).toEqual(expected);
  });

  test('pages for nothing that is too old, yet ends what it tripped', () => {
    const rules = ruleSet(PLAIN);
    const late = (sample: Sample, stored?: SubjectState) =>
      evaluateSubject(stored, 'bed-1', [sample], rules, T0 + 2 * HOUR);
    expect(late(corrected(0, 80))).toMatchObject({ transitions: [], outOfOrder: 1 });
    const { state } = evaluateSubject(undefined, 'bed-1', [at(0, 80)], rules, T0);
    expect(late(corrected(0, 97), state).transitions).toMatchObject([
      { reason: 'entered_in_error' },
    ]);
  });
});
