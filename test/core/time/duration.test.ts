import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatDuration, parseDuration } from '#core/time/duration.ts';
import { DAY, HOUR, MINUTE, SECOND } from '#core/time/instant.ts';

test.each([
  ['seconds', '45s', 45 * SECOND],
  ['nothing', '0s', 0],
  ['more of a unit than fits the next', '90m', 90 * MINUTE],
  ['several units', '1w2d3h4m5s', 9 * DAY + 3 * HOUR + 4 * MINUTE + 5 * SECOND],
  ['no unit', '5', undefined],
  ['empty', '', undefined],
  ['negative', '-5m', undefined],
  ['a fraction', '1.5h', undefined],
  ['smallest first', '5m1h', undefined],
  ['a blank', '1h 5m', undefined],
  ['a word', '5 minutes', undefined],
])('%s: %s', (_reason, text, duration) => {
  expect(parseDuration(text)).toBe(duration);
});

test('what is written is read back', () => {
  fc.assert(
    fc.property(fc.nat(400 * 24 * 3600), (seconds) => {
      expect(parseDuration(formatDuration(seconds * SECOND))).toBe(seconds * SECOND);
    }),
  );
});
