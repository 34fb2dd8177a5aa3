import { describe, expect, test } from '@jest/globals';
import { ruleOf } from '#console/silences/recurrence.ts';

describe('every month, a silence recurs', () => {
  test.each([
    ['on the second Tuesday', '2027-01-12T12:00Z', 'UTC', '2TU'],
    ['by the date of its zone', '2027-01-12T12:00Z', 'Pacific/Auckland', '2WE'],
    ['on the last Friday, where it begins on a fifth', '2027-01-29T12:00Z', 'UTC', '-1FR'],
  ])('%s', (_, begin, zone, day) => {
    const rrule = `FREQ=MONTHLY;BYDAY=${day}`;
    expect(ruleOf('month', Date.parse(begin), zone)).toEqual({ rrule });
  });
});
