import { describe, expect, test } from '@jest/globals';
import {
  changeLimits,
  evaluateSubject,
  reconcileSubject,
} from '#core/evaluation/evaluate-subject.ts';
import { phaseOf } from '#core/evaluation/kinds.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import type { PersonalLimit } from '#core/rule/personal-limit.ts';
import type { ThresholdRule } from '#core/rule/threshold.ts';
import type { Sample } from '#core/sample/sample.ts';
import { type Duration, HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { at, only, ruleSet, T0 } from '../../support/bed-1.ts';
import { below } from '../../support/config.ts';

/** A subject, its rule, and all that it has told. */
function bed(more: Partial<ThresholdRule> = {}) {
  const rules = ruleSet(below('spo2', 90, { bounds: { low: 80, high: 96 }, ...more }));
  let state: SubjectState | undefined;
  const told: string[] = [];
  const follow = (next: ReturnType<typeof reconcileSubject>) => {
    state = next.state === undefined ? undefined : { ...next.state, outbox: [] };
    for (const one of next.transitions) {
      told.push(
        one.kind === 'firing' ? `firing ${one.alert.value} ${one.alert.limit}` : one.reason,
      );
    }
    return next;
  };
  return {
    told,
    get state() {
      return state;
    },
    measure: (offset: Duration, value: number, more: Partial<Sample> = {}) => {
      const samples = [at(offset, value, more)];
      return follow(evaluateSubject(state, { subject: 'bed-1', samples }, rules, T0 + offset));
    },
    look: (offset: Duration) => {
      if (state !== undefined) {
        follow(reconcileSubject(state, rules, T0 + offset));
      }
    },
    set: (offset: Duration, limit: number, lasts: Duration) => {
      const now = T0 + offset;
      const set: PersonalLimit = {
        rule: 'spo2-low',
        order: { kind: 'below', limit },
        reason: 'COPD',
        createdBy: 'anna',
        byPerson: true,
        createdAt: now,
        endsAt: now + lasts,
      };
      follow(changeLimits(state, 'bed-1', () => ({ 'spo2-low': set }), { rules, now }));
    },
    end: (offset: Duration, since?: Duration) => {
      const now = T0 + offset;
      const hands = { rules, now, ...(since !== undefined && { since: T0 + since }) };
      follow(changeLimits(state, 'bed-1', () => undefined, hands));
    },
  };
}

describe('a subject with a limit of its own', () => {
  test('breaches at that limit, and says whose it is', () => {
    const one = bed();
    one.set(0, 85, HOUR);
    one.measure(1, 88);
    expect(one.told).toEqual([]);
    one.measure(2, 84);
    expect(one.told).toEqual(['firing 84 below 85']);
    expect(only(one.state).alert?.limitSetBy).toEqual({ createdBy: 'anna', byPerson: true });
  });

  test('has it for a time, and is looked at when that ends', () => {
    const one = bed();
    one.set(0, 85, HOUR);
    expect(one.state?.due).toBe(T0 + HOUR);
    one.look(HOUR);
    expect(one.state?.limits).toBeUndefined();
    one.measure(HOUR + 1, 88);
    expect(one.told).toEqual(['firing 88 below 90']);
    expect(only(one.state).alert?.limitSetBy).toBeUndefined();
  });

  test('costs no write while nothing changes, within the limit of all and within its own', () => {
    const one = bed();
    one.set(0, 85, HOUR);
    expect(one.measure(1, 95).changed).toBe(false);
    expect(one.measure(2, 88).changed).toBe(true);
    expect(one.measure(3, 87).changed).toBe(false);
    expect(one.measure(4, 89).changed).toBe(false);
    expect(one.measure(5, 95).changed).toBe(true);
    expect(one.measure(6, 94).changed).toBe(false);
  });

  test('has the limit of all again where the config allows its own no more', () => {
    const one = bed();
    one.set(0, 85, HOUR);
    one.measure(1, 88);
    const narrower = ruleSet(below('spo2', 90, { bounds: { low: 86, high: 96 } }));
    const { transitions } = reconcileSubject(one.state as SubjectState, narrower, T0 + 2);
    expect(transitions).toMatchObject([
      { kind: 'firing', alert: { value: 88, limit: 'below 90' } },
    ]);
  });
});

describe('a limit set while the alert fires', () => {
  test('ends the alert with the next value within it', () => {
    const one = bed();
    one.measure(0, 88);
    one.set(SECOND, 85, HOUR);
    expect(one.told).toEqual(['firing 88 below 90']);
    one.measure(2 * SECOND, 88);
    expect(one.told).toEqual(['firing 88 below 90', 'recovered']);
  });

  test('keeps it firing where the next value breaches it as well, which is told with its value', () => {
    const one = bed();
    one.measure(0, 88);
    one.set(SECOND, 85, HOUR);
    one.measure(2 * SECOND, 82);
    one.look(2 * MINUTE);
    expect(one.told).toEqual(['firing 88 below 90', 'firing 82 below 85']);
    one.measure(3 * MINUTE, 81);
    expect(one.told).toHaveLength(2);
  });

  test('ends it after a minute where nothing comes, and no value is lost by that', () => {
    const one = bed();
    one.measure(0, 88);
    one.set(SECOND, 85, HOUR);
    expect(one.state?.due).toBe(T0 + SECOND + MINUTE);
    one.look(MINUTE);
    expect(one.told).toHaveLength(1);
    one.look(MINUTE + SECOND);
    expect(one.told).toEqual(['firing 88 below 90', 'no_further_breach']);
    one.look(HOUR + SECOND);
    expect(one.told.at(-1)).toBe('firing 88 below 90');
  });

  test('asks for a value each time that it is set: an earlier doubt is over', () => {
    const one = bed();
    one.measure(0, 88);
    one.set(SECOND, 85, HOUR);
    one.end(20 * SECOND);
    one.set(10 * MINUTE, 85, HOUR);
    expect(one.told.filter((told) => told === 'no_further_breach')).toEqual([]);
    one.look(11 * MINUTE);
    expect(one.told.at(-1)).toBe('no_further_breach');
  });

  test('is told at once where its value breaches that limit too', () => {
    const one = bed();
    one.measure(0, 82);
    one.set(SECOND, 85, HOUR);
    expect(one.told).toEqual(['firing 82 below 90', 'firing 82 below 85']);
  });
});

describe('a limit that ends', () => {
  test('while values breach that of all makes the alert, though nothing comes just then', () => {
    const one = bed();
    one.set(0, 85, HOUR);
    one.measure(MINUTE, 88);
    expect(phaseOf(only(one.state))).toBe('healthy');
    one.look(HOUR - 1);
    expect(one.told).toEqual([]);
    one.look(HOUR);
    expect(one.told).toEqual(['firing 88 below 90']);
    expect(only(one.state).alert).toMatchObject({ startsAt: T0 + HOUR, unconfirmed: true });
  });

  test('after values are well again makes none', () => {
    const one = bed();
    one.set(0, 85, HOUR);
    one.measure(MINUTE, 88);
    one.measure(2 * MINUTE, 95);
    one.look(HOUR);
    expect(one.told).toEqual([]);
  });

  test('in the middle of a breach of it keeps the alert, by the limit of all', () => {
    const one = bed();
    one.set(0, 85, HOUR);
    one.measure(MINUTE, 84);
    one.look(HOUR);
    one.measure(HOUR + 1, 88);
    expect(one.told).toEqual(['firing 84 below 85', 'firing 84 below 90']);
    one.measure(HOUR + 2, 93);
    expect(one.told.at(-1)).toBe('recovered');
  });

  test('and was the narrower one ends what only it had made', () => {
    const one = bed();
    one.set(0, 95, HOUR);
    one.measure(MINUTE, 93);
    one.end(2 * MINUTE);
    expect(one.told).toEqual(['firing 93 below 95']);
    one.measure(2 * MINUTE + 1, 93);
    expect(one.told).toEqual(['firing 93 below 95', 'recovered']);
  });

  test('counts anew how long the condition of the rule must last', () => {
    const one = bed({ for: 2 * MINUTE });
    one.set(0, 85, HOUR);
    one.measure(MINUTE, 88);
    one.look(HOUR);
    expect(phaseOf(only(one.state))).toBe('pending');
    one.measure(HOUR + MINUTE, 88);
    expect(one.told).toEqual([]);
    one.measure(HOUR + 2 * MINUTE, 88);
    expect(one.told).toEqual(['firing 88 below 90']);
  });

  test('counts for one where several of the last samples must breach', () => {
    const one = bed({ window: { breaches: 2, of: 3 } });
    one.set(0, 85, HOUR);
    one.measure(MINUTE, 88);
    one.look(HOUR);
    expect(one.told).toEqual([]);
    one.measure(HOUR + 1, 88);
    expect(one.told).toEqual(['firing 88 below 90']);
  });

  test('makes the alert of a breach that was pending when it began', () => {
    const one = bed({ for: 2 * MINUTE });
    one.measure(0, 88);
    one.set(SECOND, 85, HOUR);
    one.look(10 * MINUTE);
    expect(one.told).toEqual([]);
    one.end(20 * MINUTE);
    one.look(30 * MINUTE);
    expect(one.told).toEqual(['firing 88 below 90']);
  });

  test.each(['entered_in_error', 'corrected'] as const)(
    'makes none of a value that is %s meanwhile',
    (revision) => {
      const one = bed();
      one.set(0, 85, HOUR);
      one.measure(MINUTE, 88);
      one.measure(MINUTE, 97, { revision });
      one.look(HOUR);
      expect(one.told).toEqual([]);
    },
  );

  test('with whom it was set for makes no alert of what was measured before', () => {
    const one = bed();
    one.set(0, 85, HOUR);
    one.measure(MINUTE, 88);
    one.end(2 * MINUTE, 2 * MINUTE);
    expect(one.told).toEqual([]);
    one.measure(3 * MINUTE, 88);
    expect(one.told).toEqual(['firing 88 below 90']);
  });

  test('gives way to another at once: what was spared is judged by that', () => {
    const one = bed();
    one.set(0, 85, HOUR);
    one.measure(MINUTE, 87);
    one.set(2 * MINUTE, 88, HOUR);
    expect(one.told).toEqual(['firing 87 below 88']);
  });
});
