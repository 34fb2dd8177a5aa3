import { describe, expect, test } from '@jest/globals';
import { holders } from '#core/oncall/coverage.ts';
import type { Schedule } from '#core/oncall/schedule.ts';
import type { PageOrder } from '#core/paging/page.ts';
import { dutyReport } from '#core/report/duty-figures.ts';
import {
  addDutyTallies,
  countDisturbances,
  dutyHours,
  dutyTimes,
} from '#core/report/duty-tally.ts';
import { HOUR, MINUTE } from '#core/time/instant.ts';

const ZONE = 'Europe/Stockholm';

/** Midnight in Stockholm before the night in which clocks go back. */
const SATURDAY = Date.UTC(2026, 9, 23, 22);
const MONDAY = Date.UTC(2026, 9, 25, 23);

/** Anna by day, bo by night, and at noon on Sunday nobody. */
const WARD: Schedule = {
  id: 'ward',
  timeZone: ZONE,
  layers: [
    {
      name: 'day',
      people: ['anna'],
      shift: { days: 1 },
      start: '2026-01-01T00:00',
      restrictions: [
        { days: ['sat'], from: '08:00', to: '20:00' },
        { days: ['sun'], from: '08:00', to: '12:00' },
        { days: ['sun'], from: '13:00', to: '20:00' },
      ],
    },
    {
      name: 'night',
      people: ['bo'],
      shift: { days: 1 },
      start: '2026-01-01T00:00',
      restrictions: [{ days: [], from: '20:00', to: '08:00' }],
    },
  ],
};

function order(at: number, incident = 'i1', more: Partial<PageOrder> = {}): PageOrder {
  return {
    ...{ id: `${incident} ${at}`, incident, responder: 'anna', channel: 'sms' },
    ...{ reason: 'escalation_step', at },
    ...more,
  };
}

/** Counts pages, of which the newest is first. */
function pagesOf(...orders: readonly PageOrder[]) {
  const count = countDisturbances(ZONE);
  for (const each of orders) {
    count.page(each);
  }
  return count.pages();
}

describe('time on call', () => {
  test('is what passed: a night on which clocks go back has an hour more', () => {
    const window = { from: SATURDAY, to: MONDAY };
    const times = dutyTimes(holders(WARD, [], window), dutyHours(ZONE, window));
    expect(times).toEqual({
      anna: { total: 23 * HOUR, night: 0, weekend: 23 * HOUR },
      // 0 to 8 and 20 to 8, which is 13 hours, and 20 to 24.
      bo: { total: 25 * HOUR, night: 17 * HOUR, weekend: 25 * HOUR },
      '': { total: HOUR, night: 0, weekend: HOUR },
    });
    const [schedule] = dutyReport({ pages: {}, schedules: { ward: times } }).schedules;
    expect(schedule).toMatchObject({
      nobody: HOUR,
      people: [
        { name: 'bo', share: 25 / 48 },
        { name: 'anna', share: 23 / 48 },
      ],
      mostToMean: { total: 25 / 24, night: 2, weekend: 25 / 24 },
    });
  });

  test('is the same of two parts of a window', () => {
    const noon = SATURDAY + 12 * HOUR;
    const of = (from: number, to: number) => {
      const schedules = {
        ward: dutyTimes(holders(WARD, [], { from, to }), dutyHours(ZONE, { from, to })),
      };
      return { pages: {}, schedules };
    };
    expect(addDutyTallies(of(noon, MONDAY), of(SATURDAY, noon))).toEqual(of(SATURDAY, MONDAY));
  });
});

describe('pages of a person', () => {
  const evening = SATURDAY + 21 * HOUR;
  const orders = [
    order(evening + 5 * HOUR),
    order(evening + 3 * HOUR, 'i2'),
    order(evening + HOUR + MINUTE, 'i2'),
    order(evening, 'i1', { channel: 'email' }),
    order(evening),
  ] as const;

  test('are counted at night, at the weekend, and within two hours of the one before', () => {
    // 21:00, 22:01, 24:00 and 2:00, since two channels at one moment are one page.
    expect(dutyReport({ pages: pagesOf(...orders), schedules: {} }).people).toEqual([
      { name: 'anna', pages: 4, night: 3, weekend: 4, soon: 2 },
    ]);
  });

  test('are the same counted in parts', () => {
    const [a, b, ...rest] = orders;
    const parts = [pagesOf(a, b), pagesOf(...rest)].map((pages) => ({ pages, schedules: {} }));
    const [newer, older] = parts as [(typeof parts)[0], (typeof parts)[0]];
    expect(addDutyTallies(newer, older).pages).toEqual(pagesOf(...orders));
  });
});
