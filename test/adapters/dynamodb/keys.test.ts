import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  DUE_LANES,
  dayKey,
  dayKeys,
  dueIndexEntry,
  idOf,
  incidentKey,
  laneKey,
  pageKey,
  subjectKey,
} from '#adapters/dynamodb/keys.ts';
import { groupHash } from '#core/alert/group-key.ts';
import { incidentId } from '#core/incident/incident.ts';

const hash = fc.string().map(groupHash);
const episode = fc.integer({ min: 1, max: 9_999_999_999 });

describe('the keys', () => {
  test('have these shapes, which stored items depend on', () => {
    const id = `${'0123456789abcdef'}-7`;
    expect(subjectKey('bed-1')).toEqual({ pk: { S: 'bed-1' } });
    expect(incidentKey(id)).toEqual({
      pk: { S: '0123456789abcdef' },
      sk: { S: 'incident#0000000007' },
    });
    expect(pageKey(`${id}.1.0.anna.sms`)).toEqual({
      pk: { S: '0123456789abcdef' },
      sk: { S: `page#${id}.1.0.anna.sms` },
    });
    expect(dueIndexEntry('page', 'x').lane).toMatch(/^page#[0-3]$/);
  });

  test('name what they came from', () => {
    fc.assert(
      fc.property(hash, episode, fc.string(), (pk, number, rest) => {
        const id = incidentId(pk, number);
        expect(idOf('incident', incidentKey(id) ?? {})).toBe(id);
        expect(idOf('page', pageKey(`${id}.${rest}`) ?? {})).toBe(`${id}.${rest}`);
        expect(idOf('subject', subjectKey(rest))).toBe(rest);
      }),
    );
  });

  test('sort incidents of a group by their episode', () => {
    fc.assert(
      fc.property(hash, episode, episode, (pk, a, b) => {
        const sortKey = (n: number) => incidentKey(incidentId(pk, n))?.['sk']?.S ?? '';
        expect(Math.sign(a - b)).toBe(
          sortKey(a) < sortKey(b) ? -1 : sortKey(a) > sortKey(b) ? 1 : 0,
        );
      }),
    );
  });

  test.each([
    ['', 'nothing'],
    ['page', 'no incident'],
    ['0123456789abcdef-7', 'an incident, not a page'],
    ['0123456789abcdef.1.0.anna.sms', 'no episode'],
  ])('do not exist for the page %j: %s', (id, _why) => {
    expect(pageKey(id)).toBeUndefined();
  });
});

describe('the lanes', () => {
  test('give each item a place of its own in the due index, whenever it is due', () => {
    const ids = Array.from({ length: 20_000 }, (_, i) => `0123456789abcdef-${i + 1}.1.0.anna.sms`);
    const places = ids.map((id) => dueIndexEntry('page', id));
    expect(new Set(places.map(({ lane, decimals }) => `${lane} ${decimals}`)).size).toBe(20_000);
    for (const { decimals } of places) {
      expect(decimals).toMatch(/^\d{13}$/);
    }
  });

  test('share the items about evenly', () => {
    const counts = new Map(
      Array.from({ length: DUE_LANES }, (_, lane) => [laneKey('subject', lane), 0]),
    );
    for (let i = 0; i < 4_000; i += 1) {
      const lane = dueIndexEntry('subject', `bed-${i}`).lane;
      counts.set(lane, (counts.get(lane) ?? 0) + 1);
    }
    expect(counts.size).toBe(4);
    for (const count of counts.values()) {
      expect(Math.abs(count - 1_000)).toBeLessThan(150);
    }
  });
});

describe('the index of days', () => {
  const id = incidentId('0123456789abcdef', 7);

  test('has days of UTC', () => {
    expect(dayKey(id, Date.UTC(2026, 0, 1))).toMatch(/^2026-01-01#[0-3]$/);
    expect(dayKey(id, Date.UTC(2026, 0, 1) - 1)).toMatch(/^2025-12-31#[0-3]$/);
  });

  test('splits the incidents of a day about evenly, each at a key that is asked for', () => {
    const at = Date.UTC(2026, 0, 1);
    const counts = new Map(dayKeys(at).map((key) => [key, 0]));
    for (let i = 0; i < 4_000; i += 1) {
      const key = dayKey(incidentId(groupHash(`bed-${i}`), 1), at);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const [before, ...lanes] = [...counts.values()];
    expect([before, lanes.length]).toEqual([0, 4]);
    for (const count of lanes) {
      expect(Math.abs(count - 1_000)).toBeLessThan(150);
    }
  });
});
