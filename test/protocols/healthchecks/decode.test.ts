import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodePing, hashUuid } from '#protocols/healthchecks/decode.ts';
import { BACKUP_HASH, BACKUP_UUID } from '../../support/heartbeats.ts';
import '../../support/seed.ts';

const decode = (path: readonly string[], query: Readonly<Record<string, string>> = {}) =>
  decodePing({ path, query }, (hash) => (hash === BACKUP_HASH ? 'backup' : undefined));

describe('from the path and query of a ping', () => {
  test.each([
    [[], { kind: 'success' }],
    [['start'], { kind: 'start' }],
    [['fail'], { kind: 'fail' }],
    [['log'], { kind: 'log' }],
    [['0'], { kind: 'success' }],
    [['255'], { kind: 'fail', exitStatus: 255 }],
    [['007'], { kind: 'fail', exitStatus: 7 }],
  ])('%j is decoded to %j, by a UUID and by a slug', (rest, ping) => {
    const create = false;
    const sent = { heartbeat: 'backup', ping, create };
    expect(decode([BACKUP_UUID, ...rest])).toEqual({ kind: 'ping', sent });
    expect(decode(['wb_x', 'backup', ...rest])).toEqual({ kind: 'ping', sent });
  });

  test('a slug may be a word that is an action after one', () => {
    expect(decode(['wb_x', 'start'])).toMatchObject({ sent: { heartbeat: 'start' } });
    expect(decode(['wb_x', '7', '7'])).toMatchObject({ sent: { heartbeat: '7' } });
  });

  test('only a slug creates, and only by create=1', () => {
    expect(decode(['wb_x', 'a'], { create: '1' })).toMatchObject({ sent: { create: true } });
    for (const create of ['0', 'true', '', '1,1']) {
      expect(decode(['wb_x', 'a'], { create })).toMatchObject({ sent: { create: false } });
    }
    expect(decode([BACKUP_UUID], { create: '1' })).toMatchObject({ sent: { create: false } });
  });

  test('runs are the same whatever the case of their letters', () => {
    const rid = 'AAAAAAAA-0000-4000-8000-000000000000';
    const run = rid.toLowerCase();
    expect(decode([BACKUP_UUID], { rid })).toMatchObject({ sent: { ping: { run } } });
    expect(hashUuid(rid)).toBe(hashUuid(run));
  });

  test('anything is decoded to a ping, a known error, or unknown', () => {
    const part = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 100 }),
      fc.constantFrom(BACKUP_UUID, 'backup', 'start', '0', '256', '-1', '1e2', '__proto__', 'wb_x'),
      fc.nat().map(String),
    );
    const query = fc.record({ rid: part, create: part }, { requiredKeys: [] });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 4 }), query, (path, asked) => {
        const decoded = decode(path, asked);
        if (decoded.kind === 'wrong') {
          expect(decoded.text).toMatch(/^invalid (url|uuid) format$/);
        }
        if (decoded.kind !== 'ping') {
          return;
        }
        expect(decoded.sent.heartbeat).toMatch(/^[a-z0-9][a-z0-9_-]{0,47}$/);
        expect(['success', 'start', 'fail', 'log']).toContain(decoded.sent.ping.kind);
      }),
      { numRuns: 5_000 },
    );
  });
});
