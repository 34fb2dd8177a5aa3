import { describe, expect, test } from '@jest/globals';
import { decodeJson } from '#protocols/samples/decode.ts';
import { T0 } from '../../support/bed-1.ts';

const SAMPLE = { subject: 'bed-1', metric: 'spo2', value: 97 };

const decode = (...samples: readonly unknown[]) => decodeJson(JSON.stringify({ samples }), T0);

describe('samples in JSON', () => {
  test.each<[string, object, object]>([
    ['only what is needed: measured now', SAMPLE, { ...SAMPLE, at: T0, labels: {} }],
    [
      'everything',
      { ...SAMPLE, unit: '%', time: '2026-05-04T07:00:00Z', labels: { sensor: 'left' } },
      { ...SAMPLE, unit: '%', at: Date.UTC(2026, 4, 4, 7), labels: { sensor: 'left' } },
    ],
    [
      'an offset',
      { ...SAMPLE, time: '2026-05-04T09:00:00.25+02:00' },
      { at: Date.UTC(2026, 4, 4, 7, 0, 0, 250) },
    ],
    [
      'lower case, as RFC 3339 allows',
      { ...SAMPLE, time: '2026-05-04t07:00:00z' },
      { at: Date.UTC(2026, 4, 4, 7) },
    ],
    ['a leap day', { ...SAMPLE, time: '2028-02-29T00:00:00Z' }, { at: Date.UTC(2028, 1, 29) }],
    ['milliseconds', { ...SAMPLE, time: 1_777_878_000_000.4 }, { at: 1_777_878_000_000 }],
    ['an infinity, which is a text', { ...SAMPLE, value: '+Inf' }, { value: Infinity }],
    ['the other', { ...SAMPLE, value: '-Infinity' }, { value: -Infinity }],
    ['an empty name is left to the door', { ...SAMPLE, subject: '' }, { subject: '' }],
  ])('%s', (_, given, sample) => {
    const decoded = decode(given);
    expect(decoded).toMatchObject({
      kind: 'samples',
      samples: [{ sample, index: 0 }],
      errors: [],
    });
  });

  test.each<[string, unknown, string, RegExp]>([
    ['not an object', 7, 'malformed', /it is 7, not an object/],
    ['a list', [], 'malformed', /not an object/],
    ['an unknown key', { ...SAMPLE, lables: {} }, 'malformed', /"lables" is not known; allowed/],
    ['no subject', { metric: 'spo2', value: 1 }, 'malformed', /subject is missing/],
    ['a number for a metric', { ...SAMPLE, metric: 7 }, 'malformed', /metric is 7/],
    ['no value', { subject: 'a', metric: 'b' }, 'not_a_number', /value is missing/],
    ['a text for a value', { ...SAMPLE, value: '97' }, 'not_a_number', /value is "97"/],
    ['the text NaN for a value', { ...SAMPLE, value: 'NaN' }, 'not_a_number', /value is "NaN"/],
    ['null for a value', { ...SAMPLE, value: null }, 'not_a_number', /value is null/],
    ['a time without an offset', { ...SAMPLE, time: '2026-05-04T07:00:00' }, 'malformed', /offset/],
    ['a day that does not exist', { ...SAMPLE, time: '2026-02-30T07:00:00Z' }, 'malformed', /time/],
    [
      'an hour that does not exist',
      { ...SAMPLE, time: '2026-02-03T25:00:00Z' },
      'malformed',
      /time/,
    ],
    ['a time that is a list', { ...SAMPLE, time: [] }, 'malformed', /time is \[\]/],
    ['a unit that is a number', { ...SAMPLE, unit: 5 }, 'malformed', /unit is 5/],
    ['a label that is a number', { ...SAMPLE, labels: { bed: 5 } }, 'malformed', /labels is/],
    ['labels that are a list', { ...SAMPLE, labels: [] }, 'malformed', /labels is/],
  ])('costs that sample only: %s', (_, given, reason, detail) => {
    const decoded = decode(SAMPLE, given, SAMPLE);
    if (decoded.kind === 'malformed') {
      throw new Error(decoded.detail);
    }
    expect(decoded.samples.map(({ index }) => index)).toEqual([0, 2]);
    expect(decoded.errors).toMatchObject([{ index: 1, reason }]);
    expect(decoded.errors[0]?.detail).toMatch(detail);
  });

  test('lose only the sample that is nested deeper than the stack', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const body = `{"samples":[${JSON.stringify(SAMPLE)},${deep},{"subject":${deep}}]}`;
    const decoded = decodeJson(body, T0);
    if (decoded.kind === 'malformed') {
      throw new Error(decoded.detail);
    }
    expect(decoded.samples).toHaveLength(1);
    expect(decoded.errors).toMatchObject([
      { index: 1, detail: 'it is ["…"], not an object' },
      { index: 2, detail: 'subject is ["…"]; it must be a text' },
    ]);
  });

  test.each<[string, string, RegExp]>([
    ['no JSON', '{"samples":[', /The body is not JSON/],
    ['nothing', '', /The body is not JSON/],
    ['a list', '[]', /must be \{"samples": \[\.\.\.\]\}/],
    ['null', 'null', /The body is null/],
    ['no samples', '{}', /"samples" is missing/],
    ['samples that are no list', '{"samples":{}}', /"samples" is \{\}/],
    ['a key beside them', '{"samples":[],"x":1}', /a key "x"/],
  ])('refuses a body as a whole: %s', (_, body, detail) => {
    const decoded = decodeJson(body, T0);
    expect(decoded).toEqual({ kind: 'malformed', detail: expect.stringMatching(detail) });
  });

  test('names that JavaScript knows are names like any other', () => {
    const body =
      '{"samples":[{"subject":"a","metric":"b","value":1,"labels":{"__proto__":"x","constructor":"y"}}]}';
    const decoded = decodeJson(body, T0);
    if (decoded.kind === 'malformed') {
      throw new Error(decoded.detail);
    }
    expect(Object.entries(decoded.samples[0]?.sample.labels ?? {})).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
    expect(decodeJson('{"samples":[{"__proto__":1}]}', T0)).toMatchObject({
      errors: [{ reason: 'malformed' }],
    });
  });
});
