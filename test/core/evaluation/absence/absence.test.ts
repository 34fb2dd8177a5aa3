import { describe, expect, test } from '@jest/globals';
import { evaluateSubject, reconcileSubject } from '#core/evaluation/evaluate-subject.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import { MINUTE, SECOND } from '#core/time/instant.ts';
import { at, only, ruleSet, T0 } from '../../../support/bed-1.ts';
import { absence } from '../../../support/config.ts';

const rules = ruleSet(absence('spo2', 5 * MINUTE, { name: 'spo2-gone' }));
const LATEST = 6 * MINUTE;

const seen = (offset: number, state?: SubjectState, now = T0 + offset) =>
  evaluateSubject(state, { subject: 'bed-1', samples: [at(offset, 97)] }, rules, now);

const later = (state: SubjectState | undefined, offset: number) => {
  if (state === undefined) {
    throw new Error('nothing is remembered');
  }
  return reconcileSubject(state, rules, T0 + offset);
};

describe('an absent rule', () => {
  test('watches a subject from its first sample on, and is due when it may be absent', () => {
    expect(
      evaluateSubject(undefined, { subject: 'bed-1', samples: [] }, rules, T0).state,
    ).toBeUndefined();
    const { state, transitions } = seen(0);
    expect(transitions).toEqual([]);
    expect(state?.due).toBe(T0 + LATEST);
  });

  test('fires once it is absent for certain, and not before', () => {
    const { state } = seen(0);
    expect(later(state, LATEST - 1).changed).toBe(false);
    const { transitions, state: firing } = later(state, LATEST);
    expect(transitions).toMatchObject([
      { kind: 'firing', alert: { limit: 'no sample for 5 min', startsAt: T0 } },
    ]);
    expect(transitions[0]?.alert).not.toHaveProperty('value');
    expect(later(firing, LATEST + 1).transitions).toEqual([]);
  });

  test('costs a reporting subject at most one write in a fifth of the time', () => {
    let { state } = seen(0);
    let writes = 0;
    for (let offset = SECOND; offset <= 10 * MINUTE; offset += SECOND) {
      const next = seen(offset, state);
      writes += Number(next.changed);
      state = next.state;
    }
    expect(writes).toBe(9);
    expect(later(state, 15 * MINUTE - SECOND).transitions).toEqual([]);
    expect(later(state, 16 * MINUTE).transitions).toHaveLength(1);
  });

  test('ends with the next fresh sample', () => {
    const { state } = later(seen(0).state, LATEST);
    const back = seen(7 * MINUTE, state);
    expect(back.transitions).toMatchObject([{ kind: 'resolved', reason: 'reporting_again' }]);
    expect(back.state?.outbox).toHaveLength(2);
    expect(only(back.state)).not.toHaveProperty('alert');
  });

  test('does not end with an old value sent again, or one that is too old to count', () => {
    const { state } = later(seen(0).state, LATEST);
    expect(seen(0, state, T0 + 7 * MINUTE).transitions).toEqual([]);
    expect(seen(2 * MINUTE, state, T0 + 7 * MINUTE).transitions).toEqual([]);
    expect(seen(2 * MINUTE + 1, state, T0 + 7 * MINUTE).transitions).toHaveLength(1);
  });

  test('does not end by what was known before, on a machine whose clock is behind', () => {
    const { state } = later(seen(0).state, LATEST);
    expect(seen(0, state, T0 + MINUTE).transitions).toEqual([]);
  });

  test('grants nothing to a clock that runs ahead', () => {
    const { state } = seen(8 * MINUTE, undefined, T0);
    expect(later(state, LATEST).transitions).toHaveLength(1);
  });

  test('counts a first sample that is too old as absence at once', () => {
    expect(seen(0, undefined, T0 + LATEST).transitions).toHaveLength(1);
  });

  test('misses each series of a subject separately', () => {
    const labels = { sensor: 'left' };
    const both = [at(0, 97), at(0, 97, { labels })];
    const first = evaluateSubject(undefined, { subject: 'bed-1', samples: both }, rules, T0);
    const second = seen(5 * MINUTE, first.state);
    expect(later(second.state, LATEST).transitions).toMatchObject([{ alert: { labels } }]);
  });
});
