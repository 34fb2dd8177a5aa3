import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { absorb, exclude } from '#core/objective/absorb.ts';
import {
  type BudgetDays,
  blindTime,
  daysByNow,
  daysWithoutAhead,
  NO_DAYS,
  settle,
} from '#core/objective/day.ts';
import { budgetSeries, burnSeries, sumOfDays } from '#core/objective/history.ts';
import { badTime, judge } from '#core/objective/judge.ts';
import type { Objective } from '#core/objective/objective.ts';
import { PAIRS, type Pair } from '#core/objective/pairs.ts';
import { calendarDay } from '#core/objective/period.ts';
import { begun } from '#core/objective/state.ts';
import { DAY, HOUR, type Instant, MINUTE } from '#core/time/instant.ts';
import { anObjective, START } from './oracle.ts';

const STOCKHOLM = 'Europe/Stockholm';

interface Lived {
  readonly from?: Instant;
  readonly timeZone?: string;
  readonly excluded?: (minute: number) => boolean;
}

/** Lives minutes as the clock does, each with samples of which some are bad, or none. */
function live(
  objective: Objective,
  minutes: readonly (readonly [good: number, bad: number])[],
  { from = START, timeZone = 'UTC', excluded = () => false }: Lived = {},
) {
  const settling = { objective, timeZone, since: from };
  let state = begun(objective);
  let days: BudgetDays = NO_DAYS;
  let now = from;
  for (const [i, [good, bad]] of minutes.entries()) {
    now = from + (i + 1) * MINUTE;
    days = settle(settling, days, state.minutes, now);
    const minute = from / MINUTE + i;
    state = absorb(objective, state, new Map(good + bad > 0 ? [[minute, { good, bad }]] : []));
    state = excluded(i) ? exclude(objective, state, [minute]) : state;
  }
  return { now, state, days, byNow: daysByNow(settling, days, state.minutes, now) };
}

const GOOD = [1, 0] as const;
const BAD = [0, 1] as const;
const NONE = [0, 0] as const;

const times = <Value>(count: number, value: Value) => Array.from({ length: count }, () => value);

describe('the days of a budget', () => {
  test('are those of the calendar, also where the clocks are set', () => {
    const day = calendarDay(Date.UTC(2026, 9, 25, 12), STOCKHOLM);
    expect((day.to - day.from) / HOUR).toBe(25);
    const { byNow } = live(anObjective(), times(30 * 60, GOOD), {
      from: day.from,
      timeZone: STOCKHOLM,
    });
    expect(byNow.map(({ tally }) => tally.minutes)).toEqual([25 * 60, 5 * 60]);
  });

  test('hold every minute once, with stretches of what was bad, whatever a pause', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            count: fc.integer({ min: 1, max: 300 }),
            of: fc.constantFrom(GOOD, BAD, NONE),
          }),
          { minLength: 1, maxLength: 12 },
        ),
        (runs) => {
          const minutes = runs.flatMap(({ count, of }) => times(count, of));
          const { byNow } = live(anObjective(), minutes);
          const sum = sumOfDays(byNow, { from: 0, to: Number.POSITIVE_INFINITY });
          const count = (of: typeof GOOD | typeof BAD) =>
            minutes.filter((one) => one === of).length;
          expect([sum.good, sum.bad]).toEqual([count(GOOD), count(BAD)]);
          const inSpans = byNow.flatMap(({ bad }) => bad).reduce((all, { bad }) => all + bad, 0);
          expect(inSpans).toBe(count(BAD));
        },
      ),
      { numRuns: 20 },
    );
  });

  test('begin when a budget is watched, and of the last five each is kept', () => {
    const from = START + 20 * HOUR;
    const { days } = live(anObjective(), times(7 * 24 * 60, GOOD), { from });
    expect(days.all).toHaveLength(5);
    expect(live(anObjective(), times(120, GOOD), { from }).byNow[0]?.from).toBe(from);
  });

  test('are left out that a clock ahead has made, and no minute is taken twice', () => {
    const { days, state } = live(anObjective(), times(26 * 60, GOOD));
    const now = START + 20 * HOUR;
    const back = daysWithoutAhead(days, now);
    expect(back.all).toHaveLength(1);
    const settling = { objective: anObjective(), timeZone: 'UTC', since: START };
    expect(settle(settling, back, state.minutes, now + HOUR).all).toBe(back.all);
  });

  test('join the nearest stretches where there are many', () => {
    const hours = times(20, [...times(3, BAD), ...times(27, GOOD)]).flat();
    const { byNow } = live(anObjective(), hours);
    expect(byNow[0]?.bad).toHaveLength(12);
    expect(byNow[0]?.bad.reduce((sum, { bad }) => sum + bad, 0)).toBe(60);
  });
});

describe('blind time', () => {
  const blindOf = (minutes: Parameters<typeof live>[1], lived: Lived = {}) => {
    const { byNow, now } = live(anObjective(), minutes, lived);
    return blindTime(byNow, { from: START, to: now }, 15 * MINUTE) / MINUTE;
  };

  test('is what is longer than `blind_after` without a sample, and ends with one', () => {
    const gap = [...times(10, GOOD), ...times(40, NONE), ...times(10, GOOD)];
    expect(blindOf(gap)).toBe(25);
  });

  test('goes on into the next day', () => {
    const { byNow, now } = live(anObjective(), [
      ...times(60, GOOD),
      ...times(30 * 60, NONE),
      ...times(70, GOOD),
    ]);
    const day = { from: START + DAY, to: now };
    expect(blindTime(byNow, day, 15 * MINUTE) / MINUTE).toBe(7 * 60);
  });

  test('is none of samples each five minutes, nor in maintenance', () => {
    expect(blindOf(times(24, [...times(4, NONE), GOOD]).flat())).toBe(0);
    const gap = [...times(10, GOOD), ...times(40, NONE), ...times(10, GOOD)];
    expect(blindOf(gap, { excluded: (minute) => minute >= 10 && minute < 50 })).toBe(0);
  });
});

describe('the budget that was left', () => {
  const left = (objective: Objective, minutes: Parameters<typeof live>[1]) => {
    const { byNow, state, now } = live(objective, minutes);
    return budgetSeries(objective, byNow, judge(objective, state, now).budget, now);
  };

  test('falls with what is bad, and is at last what is left by now', () => {
    const objective = anObjective({ window: { kind: 'rolling', length: 7 * DAY } });
    const day = [...times(2, BAD), ...times(24 * 60 - 2, GOOD)];
    const series = left(objective, times(3, day).flat());
    // 0.1 % of seven days are 10.08 minutes.
    expect(series.map((one) => Number((one.left * 10.08).toFixed(2)))).toEqual([
      10.08, 8.08, 6.08, 4.08,
    ]);
    expect(series.at(-1)?.at).toBe(START + 3 * DAY);
  });

  test('is whole when the month of a calendar begins', () => {
    const window = { kind: 'calendar', unit: 'month', timeZone: 'UTC' } as const;
    const [first] = left(anObjective({ window }), times(24 * 60, GOOD));
    expect(first).toEqual({ at: Date.UTC(2026, 0, 1), left: 1 });
  });
});

describe('burn rates over a day', () => {
  test.each(PAIRS)('of $long and $short are those by which the clock judges', (pair) => {
    const objective = anObjective();
    const minutes = [...times(60 * 30, GOOD), ...times(20, BAD), ...times(30, GOOD)];
    const { byNow, state, now } = live(objective, minutes);
    const series = burnSeries(objective, pair, { days: byNow, length: 30 * DAY }, now);
    const only = { ...objective, pairs: [pair], minBad: 1 };
    const { burning } = judge(only, state, now);
    const [long = 0, short = 0] = [series.long.at(-1), series.short.at(-1)];
    expect(burning === undefined).toBe(!(long > series.from && short > series.from));
    expect(Math.max(...series.long)).toBeCloseTo((20 / (pair.long / MINUTE)) * 1_000, 6);
    expect(series.at.at(-1)).toBe(now);
  });
});

describe('bad events whose total has not come', () => {
  const objective = anObjective({ method: 'occurrences' });
  const now = START + 2 * MINUTE;

  test('are no time, and no rate that is no number', () => {
    const tally = { good: -5, bad: 5, minutes: 0, excluded: 0 };
    expect(badTime(tally)).toBe(0);
    expect(badTime({ ...tally, good: -7, minutes: 3 })).toBe(3 * MINUTE);
    const day = { from: START, to: START + DAY, tally, heard: [] };
    const days = [{ ...day, bad: [{ from: START, to: START + MINUTE, bad: 5 }] }];
    const { long } = burnSeries(objective, PAIRS[0] as Pair, { days, length: 30 * DAY }, now);
    expect(new Set(long)).toEqual(new Set([0]));
  });
});

describe('excluded minutes', () => {
  const minutes = [...times(60, GOOD), ...times(30, BAD), ...times(60, GOOD)];
  const inMaintenance = (minute: number) => minute >= 50 && minute < 80;

  test('leave what was bad, what was measured, and what is allowed', () => {
    const objective = anObjective({ window: { kind: 'rolling', length: 7 * DAY } });
    const { state, now } = live(objective, minutes, { excluded: inMaintenance });
    const { budget } = judge(objective, state, now);
    expect(budget).toMatchObject({
      excluded: 30 * MINUTE,
      measured: 120 * MINUTE,
      spent: 10 * MINUTE,
      good: 110 / 120,
    });
    expect(budget.allowed).toBeCloseTo(0.001 * (7 * DAY - 30 * MINUTE), 3);
  });

  test('leave a budget of time as long as it is', () => {
    const goal = { kind: 'budget', allowed: HOUR } as const;
    const { state, now } = live(anObjective({ goal }), minutes, { excluded: inMaintenance });
    expect(judge(anObjective({ goal }), state, now).budget.allowed).toBe(HOUR);
  });

  test('take back what was counted before it was known, and count nothing that comes late', () => {
    const objective = anObjective();
    const minute = START / MINUTE;
    const counts = new Map([[minute, { good: 0, bad: 3 }]]);
    const excluded = exclude(objective, absorb(objective, begun(objective), counts), [minute]);
    const later = absorb(objective, excluded, new Map([[minute, { good: 0, bad: 9 }]]));
    expect(judge(objective, later, START + MINUTE).budget).toMatchObject({ spent: 0, measured: 0 });
    expect(exclude(objective, later, [minute])).toBe(later);
  });
});
