import { describe, expect, test } from '@jest/globals';
import { SAMPLE_LIMITS, validateSample } from '#core/sample/validate-sample.ts';
import { HOUR, MINUTE } from '#core/time/instant.ts';
import { at, T0 } from '../../support/bed-1.ts';

const TIMES = { maxAge: HOUR, maxAhead: 10 * MINUTE };

const labels = (count: number, length = 1) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`l${i}`, 'x'.repeat(length)]));

describe('a sample at the door', () => {
  test.each([
    ['a plain one', at(0, 97)],
    ['zero and negative values are numbers', at(0, -0.5)],
    ['just as old as is allowed', at(-HOUR, 97)],
    ['a revision of one that is too old', at(-2 * HOUR, 97, { revision: 'corrected' })],
    ['just as far ahead as is allowed', at(10 * MINUTE, 97)],
    ['an infinity', at(0, Number.NEGATIVE_INFINITY)],
    ['a name of the greatest length', at(0, 97, { metric: 'm'.repeat(SAMPLE_LIMITS.name) })],
    ['as many labels as are allowed', at(0, 97, { labels: labels(64) })],
    ['a label value of the greatest length', at(0, 97, { labels: labels(1, 1_024) })],
  ])('is taken: %s', (_, sample) => {
    expect(validateSample(sample, T0, TIMES)).toBeUndefined();
  });

  test.each([
    ['not_a_number', 'NaN', at(0, Number.NaN), /value is NaN/],
    ['too_old', 'a ms too old', at(-HOUR - 1, 97), /07:59:59.999Z is 3600 s ago; at most 3600 s/],
    [
      'too_old',
      'seconds given for ms',
      at(0, 97, { at: T0 / 1_000 }),
      /time 1970-01-21.* looks like seconds.*: send milliseconds/,
    ],
    ['in_future', 'a ms too far ahead', at(10 * MINUTE + 1, 97), /ahead of the platform's clock/],
    [
      'in_future',
      'nanoseconds given for ms',
      at(0, 97, { at: T0 * 1e6 }),
      /at most 600 s.* looks like nanosec/,
    ],
    ['malformed', 'no time at all', at(0, 97, { at: Number.NaN }), /time is NaN/],
    ['malformed', 'an empty subject', at(0, 97, { subject: '' }), /subject is empty/],
    ['malformed', 'half a surrogate pair', at(0, 97, { subject: 'bed\ud800' }), /Unicode/],
    ['malformed', 'an empty metric', at(0, 97, { metric: '' }), /metric is empty/],
    ['malformed', 'a label without a name', at(0, 97, { labels: { '': 'x' } }), /empty name/],
    ['too_large', 'a subject', at(0, 97, { subject: 's'.repeat(257) }), /257 .* at most 256/],
    ['too_large', 'a unit', at(0, 97, { unit: 'u'.repeat(65) }), /unit has 65/],
    ['too_large', 'labels by number', at(0, 97, { labels: labels(65) }), /65 labels; at most 64/],
    ['too_large', 'a label name', at(0, 97, { labels: { ['n'.repeat(129)]: '' } }), /129/],
    ['too_large', 'a label value', at(0, 97, { labels: labels(1, 1_025) }), /label l0 has 1025/],
    ['too_large', 'labels altogether', at(0, 97, { labels: labels(10, 900) }), /all labels/],
  ])('is rejected as %s: %s', (reason, _, sample, detail) => {
    const rejection = validateSample(sample, T0, TIMES);
    expect(rejection?.reason).toBe(reason);
    expect(rejection?.detail).toMatch(detail);
  });
});
