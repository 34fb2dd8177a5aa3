import { describe, expect, test } from '@jest/globals';
import { type Evaluation, evaluateSubject } from '#core/evaluation/evaluate-subject.ts';
import { phaseOf } from '#core/evaluation/kinds.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import type { Rule } from '#core/rule/rule.ts';
import type { Sample } from '#core/sample/sample.ts';
import { DAY, HOUR, MINUTE } from '#core/time/instant.ts';
import { at, evaluateAll, ruleSet, T0 } from '../../../support/bed-1.ts';
import { absence, below } from '../../../support/config.ts';

const PLAIN = below('spo2', 88);
const LASTING = below('spo2', 88, { for: MINUTE });
const KEPT = below('spo2', 88, { keepFiringFor: 5 * MINUTE });
const OFTEN = below('spo2', 88, { window: { breaches: 2, of: 3 } });

const CLEARING = below('spo2', 88, { condition: { kind: 'below', limit: 88, clear: 92 } });

const wrong = (offset: number) => at(offset, 0, { revision: 'entered_in_error' });
const wrongValue = (offset: number, value: number) =>
  at(offset, value, { revision: 'value_entered_in_error' });
const corrected = (offset: number, value: number) => at(offset, value, { revision: 'corrected' });

/** Returns the transitions, and the final phase of the series. */
function story(rule: Rule, ...requests: readonly (readonly Sample[])[]) {
  const { told, state } = evaluateAll(ruleSet(rule), requests);
  const [entry] = Object.values(state?.series ?? {});
  return [...told, entry === undefined ? 'nothing' : phaseOf(entry)];
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
    [
      'had the value that tripped it',
      PLAIN,
      [at(0, 80), wrongValue(0, 80)],
      ['firing', 'entered_in_error', 'healthy'],
    ],
    [
      'had another value: two were measured at once',
      PLAIN,
      [at(0, 80), wrongValue(0, 97), wrongValue(0, 81)],
      ['firing', 'firing'],
    ],
    [
      'had been corrected, and breached still',
      PLAIN,
      [at(0, 80), corrected(0, 82), wrongValue(0, 82)],
      ['firing', 'entered_in_error', 'healthy'],
    ],
    ['had a value that began a wait', LASTING, [at(0, 80), wrongValue(0, 80)], ['healthy']],
    ['had another value than began a wait', LASTING, [at(0, 80), wrongValue(0, 81)], ['pending']],
    [
      'had a value that began a wait, and was corrected',
      LASTING,
      [at(0, 80), corrected(0, 82), wrongValue(0, 82)],
      ['healthy'],
    ],
    ['had a value that began none', LASTING, [at(0, 80), wrongValue(0, 97)], ['pending']],
    [
      'had a value that a window counts',
      OFTEN,
      [at(0, 80), at(1, 80), wrongValue(0, 80)],
      ['firing', 'entered_in_error', 'healthy'],
    ],
    [
      'had another value than a window counts',
      OFTEN,
      [at(0, 80), at(1, 80), wrongValue(0, 97), wrongValue(2, 80)],
      ['firing', 'firing'],
    ],
    [
      'had a normal value that a window counts',
      OFTEN,
      [at(0, 80), at(1, 97), at(2, 97), wrongValue(1, 97), at(3, 80)],
      ['firing', 'firing'],
    ],
    [
      'tripped the alert, after the correction of another',
      PLAIN,
      [at(0, 80), corrected(-1, 82), wrongValue(0, 80)],
      ['firing', 'entered_in_error', 'healthy'],
    ],
    [
      'is in a window that keeps up nothing any more',
      { ...OFTEN, keepFiringFor: MINUTE },
      [at(0, 80), at(1, 80), at(2, 97), at(3, 97), wrong(3)],
      ['firing', 'firing'],
    ],
    ['is a breach that did not suffice', OFTEN, [at(0, 80), wrong(0), at(1, 80)], ['healthy']],
  ])('that %s', (_, rule, samples, expected) => {
    expect(story(rule, ...samples.map((one) => [one]))).toEqual(expected);
  });

  test('is taken back in the very request that brings it, in whichever order', () => {
    expect(story(PLAIN, [wrong(0), at(0, 80)])).toEqual(['firing', 'entered_in_error', 'healthy']);
  });

  test.each([
    ['unknown', wrong(9)],
    ['passed by', corrected(0, 80)],
    ['the same', corrected(1, 80)],
    ['normal and unknown', corrected(9, 97)],
  ])('is not written down where it changes nothing in a window: %s', (_, revision) => {
    const window = [at(1, 80), at(2, 97), at(3, 97)];
    const { changed } = evaluateAll(ruleSet(OFTEN), [window, [revision]]);
    expect(changed).toBe(false);
  });

  test('is taken back however old it is', () => {
    const rules = ruleSet(PLAIN);
    const { state } = evaluateSubject(
      undefined,
      { subject: 'bed-1', samples: [at(0, 80)] },
      rules,
      T0,
    );
    const later = evaluateSubject(
      state,
      { subject: 'bed-1', samples: [wrong(0)] },
      rules,
      T0 + 5 * HOUR,
    );
    expect(later.transitions).toMatchObject([{ kind: 'resolved', reason: 'entered_in_error' }]);
  });

  test.each([
    ['taken back', wrong(0)],
    ['corrected', corrected(0, 95)],
  ])(
    'ends nothing as the first of a full window that later breaches have held since, when %s',
    (_, one) => {
      const always = below('spo2', 88, { window: { breaches: 3, of: 3 } });
      const held = Array.from({ length: 20 }, (__, minute) => [at(minute * MINUTE, 80)]);
      expect(story(always, ...held, [one], [at(HOUR, 80)])).toEqual(['firing', 'firing']);
    },
  );

  test('ends no alert of another series, and does not count as reporting', () => {
    const gone = absence('spo2', MINUTE);
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
      'is newer than the one that tripped it',
      PLAIN,
      [at(0, 80), at(MINUTE, 80), corrected(MINUTE, 97)],
      ['firing', 'firing'],
    ],
    [
      'is newer than the one that began a wait',
      LASTING,
      [at(0, 80), corrected(1, 97), at(MINUTE, 80)],
      ['firing', 'firing'],
    ],
    ['is newer, and breaches', LASTING, [at(0, 80), corrected(MINUTE, 80)], ['firing', 'firing']],
    ['is normal, and nothing is known', OFTEN, [corrected(0, 97)], ['nothing']],
    [
      'makes enough in a window',
      OFTEN,
      [at(0, 80), at(1, 97), corrected(1, 80), corrected(1, 80)],
      ['firing', 'firing'],
    ],
    [
      'makes enough in a window before what is known',
      OFTEN,
      [at(0, 97), at(1, 80), corrected(0, 80)],
      ['firing', 'firing'],
    ],
    [
      'is still one of too few in a window',
      OFTEN,
      [at(0, 80), at(1, 97), at(2, 97), corrected(0, 97), at(3, 80)],
      ['healthy'],
    ],
    [
      'comes when a window has passed it',
      OFTEN,
      [at(1, 80), at(2, 97), at(3, 97), corrected(0, 80)],
      ['healthy'],
    ],
    [
      'is older than the end of an alert whose window was forgotten',
      OFTEN,
      [at(3, 80), at(4, 80), at(5, 97), at(6, 97), at(7, 97), at(8, 80), corrected(2, 80)],
      ['firing', 'recovered', 'healthy'],
    ],
    [
      'is one of many breaches that a window need not remember',
      OFTEN,
      [...[0, 1, 2, 3].map((time) => at(time, 80)), corrected(3, 97)],
      ['firing', 'firing'],
    ],
    [
      'leaves too few in a window, and others come again',
      OFTEN,
      [at(0, 80), at(1, 80), corrected(0, 97), at(2, 80)],
      ['firing', 'entered_in_error', 'firing', 'firing'],
    ],
    [
      'is between the limit and that for clearing, as nothing was that tripped',
      CLEARING,
      [at(0, 80), corrected(0, 90)],
      ['firing', 'entered_in_error', 'healthy'],
    ],
    [
      'leaves too few in a window',
      OFTEN,
      [at(0, 80), at(1, 80), corrected(1, 97)],
      ['firing', 'entered_in_error', 'healthy'],
    ],
  ])('that %s', (_, rule, samples, expected) => {
    expect(story(rule, ...samples.map((one) => [one]))).toEqual(expected);
  });

  test('pages where it breaches, minutes old', () => {
    const told = ({ transitions }: Evaluation) => transitions.map(({ kind }) => kind);
    const late = (rule: Rule, first: Sample, second: Sample) => {
      const { state } = evaluateSubject(
        undefined,
        { subject: 'bed-1', samples: [first] },
        ruleSet(rule),
        T0,
      );
      return evaluateSubject(
        state,
        { subject: 'bed-1', samples: [second] },
        ruleSet(rule),
        T0 + 10 * MINUTE,
      );
    };
    expect(told(late(PLAIN, at(0, 97), corrected(0, 80)))).toEqual(['firing']);
    expect(told(late(OFTEN, at(0, 80), corrected(-1, 80)))).toEqual(['firing']);
  });

  test('of days ago ends no alert that other values hold up', () => {
    const rules = ruleSet(PLAIN);
    const hours = Array.from({ length: 49 }, (_, hour) => at(hour * HOUR, 80));
    const { state } = evaluateAll(
      rules,
      hours.map((one) => [one]),
    );
    const later = evaluateSubject(
      state,
      { subject: 'bed-1', samples: [corrected(HOUR, 97)] },
      rules,
      T0 + 49 * HOUR,
    );
    expect(later.transitions).toEqual([]);
  });

  test('is seen where it is new, and begins no watch where it is of days ago', () => {
    const gone = ruleSet(absence('spo2', MINUTE));
    const seen = (now: number) =>
      evaluateSubject(undefined, { subject: 'bed-1', samples: [corrected(0, 97)] }, gone, now);
    expect(Object.values(seen(T0 + MINUTE).state?.series ?? {})).toMatchObject([{ seenAt: T0 }]);
    expect(seen(T0 + 3 * DAY)).toMatchObject({ state: undefined, changed: false });
  });

  test('pages for nothing that is too old, yet ends what it tripped', () => {
    const rules = ruleSet(PLAIN);
    const late = (sample: Sample, stored?: SubjectState) =>
      evaluateSubject(stored, { subject: 'bed-1', samples: [sample] }, rules, T0 + 2 * HOUR);
    expect(late(corrected(0, 80))).toMatchObject({ transitions: [], outOfOrder: [{}] });
    const { state } = evaluateSubject(
      undefined,
      { subject: 'bed-1', samples: [at(0, 80)] },
      rules,
      T0,
    );
    expect(late(corrected(0, 97), state).transitions).toMatchObject([
      { reason: 'entered_in_error' },
    ]);
  });
});
