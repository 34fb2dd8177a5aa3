import { describe, expect, test } from '@jest/globals';
import { archivedLine } from '#core/sample/archived.ts';
import type { Sample } from '#core/sample/sample.ts';
import { decodeArchived, decodeJson } from '#protocols/samples/decode.ts';

const AT = Date.UTC(2026, 10, 28, 12);
const SAMPLE: Sample = {
  subject: 'bed-7',
  metric: 'spo2',
  value: 97,
  unit: '%',
  at: AT,
  labels: { probe: 'left' },
};

function read(line: string) {
  const decoded = decodeArchived(`{"samples":[${line}]}`);
  return decoded.kind === 'samples' ? decoded.samples.map(({ sample }) => sample) : decoded;
}

describe('an archived sample', () => {
  test('is a line of JSON as it is sent to /v1/samples, with the time at which it was taken in', () => {
    const line = archivedLine(SAMPLE, AT + 1_500);
    expect(line).toBe(
      `{"subject":"bed-7","metric":"spo2","value":97,"unit":"%","time":${AT},"labels":{"probe":"left"},"received":${AT + 1_500}}`,
    );
    const { received, ...sent } = JSON.parse(line);
    const decoded = decodeJson(JSON.stringify({ samples: [sent] }), 0);
    expect(decoded).toMatchObject({ errors: [], samples: [{ sample: SAMPLE }] });
    expect(received).toBe(AT + 1_500);
  });

  test('says nothing of labels and units that it does not have', () => {
    const { unit: _, ...bare } = SAMPLE;
    expect(archivedLine({ ...bare, labels: {} }, AT)).toBe(
      `{"subject":"bed-7","metric":"spo2","value":97,"time":${AT},"received":${AT}}`,
    );
  });

  test.each<[string, Partial<Sample>]>([
    ['nothing beside', {}],
    ['an infinite value', { value: Number.NEGATIVE_INFINITY }],
    ['a bound', { bound: 'above' }],
    ['growth since the last', { isDelta: true }],
    ['since when it counts', { since: AT - 60_000 }],
    ['a replica', { replica: 'b' }],
    ['a correction', { revision: 'corrected' }],
    ['what was entered in error', { revision: 'entered_in_error' }],
    ['the value that was entered in error', { revision: 'value_entered_in_error' }],
    ['a label that is called as a key of every object', { labels: { constructor: 'x' } }],
  ])('is the same when it is read again, with %s', (_, more) => {
    const sample = { ...SAMPLE, ...more };
    expect(read(archivedLine(sample, AT))).toEqual([sample]);
  });
});

test('/v1/samples takes no key of the archive: whoever measures does not know it', () => {
  const decoded = decodeJson(`{"samples":[${archivedLine(SAMPLE, AT)}]}`, 0);
  expect(decoded).toMatchObject({ samples: [], errors: [{ reason: 'malformed' }] });
});

test('a line without a time is no archived sample', () => {
  expect(decodeArchived('{"samples":[{"subject":"b","metric":"m","value":1}]}')).toMatchObject({
    errors: [{ detail: 'it has no time' }],
  });
});
