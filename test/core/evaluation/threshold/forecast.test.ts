import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sum } from '#core/collections/sum.ts';
import { reconcileSubject } from '#core/evaluation/evaluate-subject.ts';
import { phaseOf } from '#core/evaluation/kinds.ts';
import { clearOutbox } from '#core/evaluation/outbox.ts';
import { forecast, limitReached } from '#core/evaluation/threshold/forecast.ts';
import { moved } from '#core/evaluation/threshold/moved.ts';
import type { OverTime } from '#core/rule/over-time.ts';
import type { Condition, ThresholdRule } from '#core/rule/threshold.ts';
import { DAY, HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { at, evaluateAll, only, ruleSet, T0 } from '../../../support/bed-1.ts';
import { below } from '../../../support/config.ts';

const above = (limit: number, clear = limit): Condition => ({ kind: 'above', limit, clear });
const under = (limit: number): Condition => ({ kind: 'below', limit, clear: limit });
const NOWHERE = above(Number.POSITIVE_INFINITY);

const over = (window: number, ahead: number): OverTime => ({ fn: 'forecast', window, ahead });

/** Points so many ms apart, the last of them at `T0`. */
function points(every: number, ...values: readonly number[]) {
  return values.map((value, i) => ({ value, at: T0 - (values.length - 1 - i) * every }));
}

/** Least squares through all of them, with its value at the newest: `predict_linear` of PromQL. */
function predictLinear(all: ReturnType<typeof points>, ahead: number): number {
  const ats = all.map((point) => point.at - T0);
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const [meanAt, meanValue] = [mean(ats), mean(all.map(({ value }) => value))];
  const away = ats.map((one) => one - meanAt);
  const covariance = mean(all.map(({ value }, i) => (away[i] ?? 0) * (value - meanValue)));
  const slope = covariance / mean(away.map((one) => one * one));
  return meanValue - slope * meanAt + slope * ahead;
}

describe('a forecast', () => {
  test('of a straight line is what predict_linear says', () => {
    const line = points(HOUR, ...Array.from({ length: 11 }, (_, i) => 40 + 4 * i));
    expect(forecast(line, over(10 * HOUR, 3 * HOUR), NOWHERE)).toBeCloseTo(92, 9);
    expect(predictLinear(line, 3 * HOUR)).toBeCloseTo(92, 9);
  });

  test('is cautious after a drop, as predict_linear is, by the figures of the test of that', () => {
    // promql's functions.test: predict_linear(testcounter_reset_middle_total[50m], 3600) is 70.
    const values = points(5 * MINUTE, 10, 20, 30, 40, 0, 10, 20, 30, 40, 50);
    expect(predictLinear(values, HOUR)).toBeCloseTo(70, 9);
    // It grows by 10 in five minutes, but not over the whole window, in which the drop lies.
    expect(forecast(values, over(50 * MINUTE, HOUR), NOWHERE)).toBeCloseTo(82.5, 9);
    const since = points(2.5 * MINUTE, ...Array.from({ length: 11 }, (_, i) => 5 * i));
    expect(forecast(since, over(25 * MINUTE, HOUR), NOWHERE)).toBeCloseTo(170, 9);
  });

  test('of a line with noise is that of the line, however the samples stray', () => {
    const noise = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
      minLength: 720,
      maxLength: 720,
    });
    fc.assert(
      fc.property(noise, fc.double({ min: -2, max: 2, noNaN: true }), (strays, perHour) => {
        // A sample each minute of twelve hours, of which the earliest of each tenth is kept.
        const all = points(MINUTE, ...strays.map((stray, i) => 50 + (perHour * i) / 60 + stray));
        const kept = all.filter((_, i) => i % 72 === 0 || i === all.length - 1);
        const there = forecast(kept, over(12 * HOUR, 4 * HOUR), NOWHERE);
        const expected = 50 + (perHour * (719 + 240)) / 60;
        expect(Math.abs(there - expected)).toBeLessThan(7);
      }),
      { numRuns: 200 },
    );
  });

  test.each([30, -30, 0.5])(
    'of a level that jumps once by %p never goes beyond the two',
    (jump) => {
      for (let after = 0; after <= 11; after++) {
        const values = Array.from({ length: 11 }, (_, i) => (i > 10 - after ? 50 + jump : 50));
        const there = forecast(points(HOUR, ...values), over(10 * HOUR, 40 * HOUR), NOWHERE);
        expect(there).toBeGreaterThanOrEqual(Math.min(50, 50 + jump));
        expect(there).toBeLessThanOrEqual(Math.max(50, 50 + jump));
      }
    },
  );

  test('of a level that jumps once is none or flat, however many samples there are', () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(gaps, fc.nat(13), (gaps, after) => {
        const ats = [...gaps.map((_, i) => T0 - sum(gaps.slice(i))), T0];
        const jumped = ats.map((when, i) => ({
          at: when,
          value: i >= ats.length - after ? 60 : 10,
        }));
        const reached = limitReached(jumped, over(T0 - (ats[0] ?? 0), 4 * DAY), above(95));
        expect(reached).toBeUndefined();
      }),
    );
  });

  test.each([0, 3, 6, 8, 10])('is not moved by one sample that strays, at place %p', (place) => {
    const values = Array.from({ length: 11 }, (_, i) => (i === place ? 1_000 : 40 + i));
    const there = forecast(points(HOUR, ...values), over(10 * HOUR, 10 * HOUR), NOWHERE);
    expect(Math.abs(there - 60)).toBeLessThan(6);
  });

  test('begins at the newest sample once somebody has made room', () => {
    const values = points(HOUR, 40, 44, 48, 52, 56, 60, 64, 68, 72, 76, 20);
    expect(forecast(values, over(10 * HOUR, 5 * HOUR), NOWHERE)).toBeCloseTo(40, 0);
    const filled = values.map(({ at: when, value }) => ({ at: when, value: -value }));
    expect(forecast(filled, over(10 * HOUR, 5 * HOUR), NOWHERE)).toBeCloseTo(-40, 0);
  });

  test('is flat as long as the window rises and its last part falls', () => {
    const values = points(HOUR, 0, 10, 20, 30, 40, 50, 60, 59, 58, 57, 56);
    expect(forecast(values, over(10 * HOUR, 10 * HOUR), NOWHERE)).toBeCloseTo(58, 9);
  });

  test.each([[[1, 2, 3, 4]], [[10, 10, 10, 60, 60]], [[1, 2, 3, 4, 5, 6, 7, 8, 9]]])(
    'of fewer than ten samples is none: %p',
    (values) => {
      const few = points(HOUR, ...values);
      expect(forecast(few, over(5 * HOUR, 4 * HOUR), NOWHERE)).toBeNaN();
      expect(limitReached(few, over(5 * HOUR, 4 * HOUR), above(95))).toBeUndefined();
    },
  );

  test('is the newest value where that is beyond the limit, whatever the slope', () => {
    const falling = points(HOUR, 99, 98, 98, 97, 97, 96);
    expect(forecast(falling, over(5 * HOUR, 5 * HOUR), above(95))).toBe(96);
    expect(limitReached(falling, over(5 * HOUR, 5 * HOUR), above(95))).toBeUndefined();
  });
});

describe('the limit that is reached, and when', () => {
  const rising = points(HOUR, ...Array.from({ length: 11 }, (_, i) => 40 + 4 * i));
  const falling = rising.map(({ at: when, value }) => ({ at: when, value: 120 - value }));
  const window = over(10 * HOUR, 4 * HOUR);
  const outside: Condition = { kind: 'outside', low: 30, high: 90, clearLow: 30, clearHigh: 90 };

  test.each<[string, typeof rising, Condition, number]>([
    ['from below', rising, above(92), 92],
    ['from above', falling, under(28), 28],
    ['of a range, upwards', rising, outside, 90],
    ['of a range, downwards', falling, outside, 30],
  ])('%s', (_, values, condition, limit) => {
    const left = Math.abs((values.at(-1)?.value ?? 0) - limit) / 4;
    expect(limitReached(values, window, condition)).toEqual({ limit, at: T0 + left * HOUR });
  });

  test('are none where it goes away from it', () => {
    expect(limitReached(falling, window, above(92))).toBeUndefined();
    expect(limitReached(rising, window, under(28))).toBeUndefined();
  });
});

describe('a rule with a forecast', () => {
  const rule = (more: Partial<ThresholdRule> = {}): ThresholdRule => ({
    ...below('spo2', 0, { condition: above(95, 90), ...more }),
    over: over(10 * HOUR, 4 * HOUR),
  });
  const hourly = (...values: readonly number[]) =>
    values.map((value, hour) => [at(hour * HOUR, value, { unit: '%' })]);
  const RISING = hourly(57, 60, 63, 66, 69, 72, 75, 78, 81, 84);

  test('fires before the limit is reached, and tells the value ahead and when that is', () => {
    const { told, state } = evaluateAll(ruleSet(rule()), RISING);
    expect(told).toEqual(['firing']);
    expect(only(state).alert).toMatchObject({
      ...{ value: 96, unit: '%', limit: 'forecast in 4 h over 10 h above 95' },
      reaches: { limit: 95, at: T0 + 9 * HOUR + (11 / 3) * HOUR },
    });
  });

  test('ends once it goes on no more, at its own limit for clearing', () => {
    const values = [60, 63, 66, 69, 72, 75, 78, 81, 84, 84, 84, 84, 84];
    expect(evaluateAll(ruleSet(rule()), hourly(...values)).told).toEqual(['firing', 'recovered']);
  });

  test('fires at the first sample that is beyond the limit already, and tells that', () => {
    const { told, state } = evaluateAll(ruleSet(rule()), hourly(97));
    expect(told).toEqual(['firing']);
    const { alert } = only(state);
    expect(alert?.value).toBe(97);
    expect(alert?.reaches).toBeUndefined();
  });

  test('is judged once ten samples of its window are kept', () => {
    const steep = hourly(0, 10, 20, 30, 40, 50, 60, 70, 80, 90);
    expect(evaluateAll(ruleSet(rule()), steep.slice(0, 9)).told).toEqual([]);
    expect(evaluateAll(ruleSet(rule()), steep).told).toEqual(['firing']);
  });

  test('is not begun by a level that jumps between few samples', () => {
    const daily = [10, 10, 10, 60, 60].map((value, day) => [at(day * DAY, value, { unit: '%' })]);
    const slow = { ...rule(), over: over(5 * DAY, 4 * DAY) };
    expect(evaluateAll(ruleSet(slow), daily).told).toEqual([]);
  });

  test('comes to the same by late samples, in any order and twice', () => {
    const late = [0, 8, 3, 3, 1, 9, 7, 5, 2, 6, 4].map((i) => RISING[i] ?? []);
    const rules = { ...ruleSet(rule()), maxAge: 48 * HOUR };
    const { told, state } = evaluateAll(rules, late);
    expect(told).toEqual(['firing']);
    const { alert } = only(state);
    expect(alert).toMatchObject({ value: 96, reaches: { limit: 95 } });
  });

  test('waits as long as it says, and fires by the clock with the time where nothing follows', () => {
    const rules = ruleSet(rule({ for: 30 * MINUTE }));
    const { state } = evaluateAll(rules, RISING);
    expect(phaseOf(only(state))).toBe('pending');
    const now = T0 + 10 * HOUR;
    const after = state && reconcileSubject(state, rules, now).state;
    expect(only(after).alert).toMatchObject({
      ...{ value: 96, unconfirmed: true },
      reaches: { limit: 95, at: T0 + 9 * HOUR + (11 / 3) * HOUR },
    });
  });

  test('tells by the clock what was reached by the sample that was heard, which is not kept', () => {
    const values = [...RISING, [at(9 * HOUR + 40 * MINUTE, 85.5, { unit: '%' })]];
    const limited = { condition: above(97) };
    const { alert } = only(evaluateAll(ruleSet(rule(limited)), values).state);
    const reaches = { limit: 97, at: T0 + 9 * HOUR + 40 * MINUTE + (11.5 / 3) * HOUR };
    expect(alert).toMatchObject({ value: 97.5, reaches });
    const rules = ruleSet(rule({ ...limited, for: 30 * MINUTE }));
    const { state } = evaluateAll(rules, values);
    expect(phaseOf(only(state))).toBe('pending');
    const after = state && reconcileSubject(state, rules, T0 + 11 * HOUR).state;
    expect(only(after).alert).toMatchObject({ value: 97.5, reaches, unconfirmed: true });
  });

  test('that is pending moves when its limit is reached with its samples, as clocks go back', () => {
    const { state } = evaluateAll(ruleSet(rule({ for: 30 * MINUTE })), RISING);
    const entry = only(state);
    if (entry.kind !== 'threshold') {
      throw new Error('it is one of a limit');
    }
    const savedAt = T0 + 9 * HOUR;
    const back = { by: DAY, savedAt, now: savedAt - DAY };
    const { kept, heard } = moved(entry, back);
    const byHowMuch = (kept?.samples[0]?.at ?? 0) - (entry.kept?.samples[0]?.at ?? 0);
    expect(byHowMuch).toBe(-DAY - 1);
    expect((heard?.reaches?.at ?? 0) - (entry.heard?.reaches?.at ?? 0)).toBe(byHowMuch);
  });

  test('tells by the clock of no limit that is another by then', () => {
    const { state } = evaluateAll(ruleSet(rule({ for: 30 * MINUTE })), RISING);
    const rules = ruleSet(rule({ for: 30 * MINUTE, condition: above(94, 90) }));
    const after = state && reconcileSubject(state, rules, T0 + 10 * HOUR).state;
    expect(only(after).alert?.value).toBe(96);
    expect(only(after).alert?.reaches).toBeUndefined();
  });

  test.each<[string, Partial<ThresholdRule>, boolean]>([
    ['its severity', { severity: 'warning' }, true],
    ['its limit', { condition: above(94, 90) }, false],
    ['how far ahead it is', { over: over(10 * HOUR, 5 * HOUR) }, false],
  ])('that fires keeps when its limit is reached after a change of %s: %p', (...changed) => {
    const [, more, isKept] = changed;
    const { state } = evaluateAll(ruleSet(rule()), RISING);
    const rules = ruleSet({ ...rule(), ...more });
    const sent = state && clearOutbox(state, rules, T0 + 9 * HOUR);
    const after = sent && reconcileSubject(sent, rules, T0 + 10 * HOUR).state;
    expect(only(after).alert).toMatchObject({ value: 96 });
    expect(only(after).alert?.reaches !== undefined).toBe(isKept);
  });

  test('takes an alert back whose last sample was entered in error', () => {
    const values = hourly(60, 60, 60, 60, 60, 60, 60, 60, 97);
    const wrong = [at(8 * HOUR, 97, { unit: '%', revision: 'entered_in_error' })];
    const { told } = evaluateAll(ruleSet(rule()), [...values, wrong]);
    expect(told).toEqual(['firing', 'entered_in_error']);
  });

  test('is not begun by a sensor that jumps for a second', () => {
    const values = hourly(60, 60, 60, 60, 60, 60, 60, 60, 60, 60);
    const jump = [at(9 * HOUR + SECOND, 94, { unit: '%' })];
    expect(evaluateAll(ruleSet(rule()), [...values, jump]).told).toEqual([]);
  });
});
