import { expect, test } from '@jest/globals';
import { scheduledMinute } from '#runtime/scheduled-minute.ts';

const NOW = Date.UTC(2026, 0, 6, 10, 4, 30);
const minute = (m: number) => Date.UTC(2026, 0, 6, 10, m);

test.each([
  ['EventBridge, for the minute that it names', { time: '2026-01-06T10:03:00Z' }, minute(3)],
  [
    'EventBridge at a rate, which does not begin with a minute',
    { time: '2026-01-06T10:03:41Z' },
    minute(3),
  ],
  ['a person', {}, minute(4)],
  ['nobody who is known', null, minute(4)],
  ['somebody whose time is none', { time: 'soon' }, minute(4)],
])('a call is of %s', (_, event, expected) => {
  expect(scheduledMinute(event, NOW)).toBe(expected);
});
