import { describe, expect, test } from '@jest/globals';
import { type Fields, gaugeOf, jsonRequestOf, requestOf, textOf } from '../../support/otlp.ts';
import { AT, decoded, fromBytes, point } from './given.ts';

describe('the subject is', () => {
  const host = textOf('host.name', 'gateway-7');
  const subjects = (attributes: readonly object[], resource: readonly object[]) =>
    decoded(jsonRequestOf(gaugeOf({ ...point, attributes }), resource)).samples.map(
      ({ sample: { subject, labels } }) => [subject, labels],
    );

  test('the first attribute of the list, of the point or of its resource', () => {
    const subject = textOf('subject', 'bed-1');
    expect(subjects([subject], [host])).toEqual([['bed-1', { 'host.name': 'gateway-7' }]]);
    expect(subjects([], [host, subject])).toEqual([['bed-1', { 'host.name': 'gateway-7' }]]);
    expect(subjects([], [host])).toEqual([['gateway-7', {}]]);
    expect(subjects([textOf('host.name', 'mine')], [host])).toEqual([['mine', {}]]);
  });

  test('the name of the key where there is none, or an empty one', () => {
    expect(subjects([], [textOf('os.type', 'linux')])).toEqual([['a collector', {}]]);
    expect(subjects([textOf('subject', '')], [{ key: 'subject' }])).toEqual([['a collector', {}]]);
  });

  test('only what is promoted of a resource becomes labels, and the point has the last word', () => {
    const resource = [textOf('service.name', 'monitor'), textOf('process.pid', '1')];
    expect(subjects([], resource)).toEqual([['a collector', { 'service.name': 'monitor' }]]);
    const own = [textOf('service.name', 'other')];
    expect(subjects(own, resource)).toEqual([['a collector', { 'service.name': 'other' }]]);
  });
});

describe('attributes as text', () => {
  const label = (value: object, bytes: Fields) => {
    const sent = (attribute: object) =>
      jsonRequestOf(gaugeOf({ ...point, attributes: [attribute] }));
    const json = decoded(sent({ key: '__proto__', value })).samples[0]?.sample.labels;
    const dataPoint: Fields = [
      [3, AT],
      [4, 97],
      [
        7,
        [
          [1, '__proto__'],
          [2, bytes],
        ],
      ],
    ];
    const result = fromBytes(
      requestOf([
        [
          [1, 'spo2'],
          [3, '%'],
          [5, [[1, dataPoint]]],
        ],
      ]),
    );
    expect(result).toMatchObject({ samples: [{ sample: { labels: json } }] });
    return Object.entries(json ?? {})[0]?.[1];
  };
  const values = (...list: readonly object[]) => ({ values: list });

  test.each<[string, object, Fields]>([
    ['9007199254740993', { intValue: '9007199254740993' }, [[3, { varint: 9007199254740993n }]]],
    ['-3', { intValue: -3 }, [[3, { varint: -3n }]]],
    ['false', { boolValue: false }, [[2, { varint: 0 }]]],
    ['0.1', { doubleValue: 0.1 }, [[4, 0.1]]],
    ['AQI=', { bytesValue: 'AQI=' }, [[7, Uint8Array.of(1, 2)]]],
    ['[]', { arrayValue: {} }, [[5, []]]],
    [
      '["a\\"b",1,null]',
      { arrayValue: values({ stringValue: 'a"b' }, { intValue: 1 }, {}) },
      [
        [
          5,
          [
            [1, [[1, 'a"b']]],
            [1, [[3, { varint: 1n }]]],
            [1, []],
          ],
        ],
      ],
    ],
    [
      '{"__proto__":{"":true},"x":"NaN"}',
      {
        kvlistValue: values(
          { key: '__proto__', value: { kvlistValue: values({ value: { boolValue: true } }) } },
          { key: 'x', value: { doubleValue: 'NaN' } },
        ),
      },
      [
        [
          6,
          [
            [
              1,
              [
                [1, '__proto__'],
                [2, [[6, [[1, [[2, [[2, { varint: 1 }]]]]]]]]],
              ],
            ],
            [
              1,
              [
                [1, 'x'],
                [2, [[4, Number.NaN]]],
              ],
            ],
          ],
        ],
      ],
    ],
  ])('%s', (expected, json, bytes) => {
    expect(label(json, bytes)).toBe(expected);
  });
});
