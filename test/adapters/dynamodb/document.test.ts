import { randomBytes } from 'node:crypto';
import { brotliCompressSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeJson, encodeJson, versionedItem } from '#adapters/dynamodb/document.ts';
import { Unreadable } from '#usecases/ports.ts';
import { incident, manyAlerts, NOON } from '../sample-states.ts';

describe('a document', () => {
  test('comes back as it was, short or long', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(1, 600), (value, times) => {
        const json = JSON.stringify(Array(times).fill(['some more text', value]));
        expect(decodeJson({ doc: encodeJson(json, 'x') })).toBe(json);
      }),
    );
  });

  test.each([
    [8 * 1024, 'S', 'stays text'],
    [8 * 1024 + 1, 'B', 'is compressed'],
  ])('of %i bytes has the attribute type %s: it %s', (bytes, type, _why) => {
    const doc = encodeJson(JSON.stringify('x'.repeat(bytes - 2)), 'x');
    expect(Object.keys(doc)).toEqual([type]);
  });

  test('of an acknowledged incident of 10,000 alerts keeps well below 400 KB', () => {
    const alerts = manyAlerts(10_000);
    const acknowledgement = { by: 'anna', person: true, at: NOON, kind: 'acknowledged' as const };
    const covered = { alerts: Object.keys(alerts), severity: 'critical' as const };
    const known = { alerts, acknowledgement: { ...acknowledgement, ...covered } };
    const doc = encodeJson(JSON.stringify(incident('["storm"]', 1, known)), 'x');
    expect(doc.B?.length).toBeLessThan(340 * 1024);
  });

  test('that no item can hold is refused by name, with its size', () => {
    const noise = randomBytes(450_000).toString('base64');
    expect(() => encodeJson(JSON.stringify(noise), 'Incident x-1')).toThrow(
      /^Incident x-1 takes \d+ bytes \(600002 before compression\), more than the 405504/,
    );
  });

  test('that would fill the memory is not read', () => {
    const bomb = brotliCompressSync(Buffer.alloc(65 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(1_000);
    const unread = () => decodeJson({ doc: { B: bomb } });
    expect(unread).toThrow(Unreadable);
    expect(unread).toThrow(`${bomb.length} bytes cannot be decompressed (ERR_BUFFER_TOO_LARGE)`);
  });

  test.each([
    ['that is not what was compressed', { doc: { B: Buffer.from('no Brotli') } }],
    ['that is missing', { pk: { S: 'odd' } }],
  ])('%s is unreadable, so that it holds back no other', (_, item) => {
    expect(() => decodeJson(item)).toThrow(Unreadable);
  });

  test('that is none of ours is told without its key, which may name a patient', () => {
    expect(() => decodeJson({ pk: { S: 'odd' } })).toThrow('the attributes pk has no document');
  });
});

test('an item is in the due index only while it is due', () => {
  const doc = { S: '{}' };
  const place = { lane: 'page#1', decimals: '0042' };
  expect(versionedItem(doc, { version: 3, due: 5 }, place)).toEqual({
    doc,
    v: { N: '3' },
    lane: { S: 'page#1' },
    due: { N: '5.0042' },
  });
  expect(Object.keys(versionedItem(doc, { version: 3 }, place))).toEqual(['doc', 'v']);
});
