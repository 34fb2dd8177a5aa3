import { describe, expect, test } from '@jest/globals';
import { type OpeningHours, opensAt } from '#core/oncall/opening.ts';
import { moment } from './schedules.ts';

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;

const office = (more: Partial<OpeningHours> = {}): OpeningHours => ({
  timeZone: 'Europe/Stockholm',
  restrictions: [{ days: WEEKDAYS, from: '08:00', to: '17:00' }],
  ...more,
});

describe('opensAt', () => {
  test.each([
    ['while they run', '2026-03-27T16:59+01:00', '2026-03-27T16:59+01:00'],
    ['at their end, the next morning', '2026-03-26T17:00+01:00', '2026-03-27T08:00+01:00'],
    [
      'over a weekend on which clocks go forward',
      '2026-03-27T17:00+01:00',
      '2026-03-30T08:00+02:00',
    ],
    ['over one on which they go back', '2026-10-23T17:00+02:00', '2026-10-26T08:00+01:00'],
  ])('says when hours run: %s', (_, at, opens) => {
    expect(opensAt(office(), moment(at))).toBe(moment(opens));
  });

  test('passes over holidays', () => {
    const exceptions = [
      { days: [], dates: ['2026-12-24', '2026-12-25'], from: '00:00', to: '24:00' },
    ];
    const hours = office({ exceptions });
    expect(opensAt(hours, moment('2026-12-23T17:00+01:00'))).toBe(moment('2026-12-28T08:00+01:00'));
  });

  test('follows a clock that goes back, though it has looked further ahead', () => {
    const hours = office();
    expect(opensAt(hours, moment('2026-03-27T17:00+01:00'))).toBe(moment('2026-03-30T08:00+02:00'));
    const before = moment('2026-03-27T16:00+01:00');
    expect(opensAt(hours, before)).toBe(before);
  });

  test('finds hours that begin in months, and none that are over', () => {
    const on = (date: string) =>
      office({ restrictions: [{ days: [], dates: [date], from: '08:00', to: '17:00' }] });
    const at = moment('2026-03-27T16:00+01:00');
    expect(opensAt(on('2027-02-01'), at)).toBe(moment('2027-02-01T08:00+01:00'));
    const over = on('2026-02-01');
    expect([opensAt(over, at), opensAt(over, at + 1)]).toEqual([undefined, undefined]);
  });
});
