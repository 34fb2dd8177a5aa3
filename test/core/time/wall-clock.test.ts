import { expect, test } from '@jest/globals';
import { getISO } from 'temporal-polyfill/fns/Calendar';
import { fromString, toString as textOf } from 'temporal-polyfill/fns/PlainDateTime';
import { isoTime, momentOf, wallTime } from '#core/time/wall-clock.ts';

test.each([
  ['an ordinary time', '2026-06-01T07:00', '2026-06-01T05:00:00Z'],
  [
    'a time that is skipped comes as much later as is skipped',
    '2026-03-29T02:30',
    '2026-03-29T01:30:00Z',
  ],
  ['a time that comes twice is the first', '2026-10-25T02:30', '2026-10-25T00:30:00Z'],
])('%s', (_, wall, utc) => {
  expect(isoTime(momentOf(fromString(wall, getISO), 'Europe/Stockholm'))).toBe(utc);
});

test('wall time is what the clocks show', () => {
  const at = Date.UTC(2026, 2, 29, 1);
  expect(textOf(wallTime(at - 1, 'Europe/Stockholm'))).toBe('2026-03-29T01:59:59.999');
  expect(textOf(wallTime(at, 'Europe/Stockholm'))).toBe('2026-03-29T03:00:00');
});
