import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { strandedAt, whomToAsk } from '#config/stranded.ts';
import { omit } from '#core/collections/omit.ts';
import { hospital } from '../support/config.ts';

const ALL = hospital();
const LESS = { ...ALL, people: omit(ALL.people, 'anna') };
const NOW = Date.UTC(2026, 5, 1);

const LISTS: Readonly<Record<string, object>> = {
  '/v1/overrides': {
    overrides: [{ id: 'o0', schedule: 'gone', person: 'bo', to: '2026-05-01T00:00:00Z' }],
    next: 'a/b',
  },
  '/v1/overrides?cursor=a%2Fb': {
    overrides: [
      { id: 'o1', schedule: 'gone', person: 'bo', to: '2026-06-02T00:00:00Z' },
      { id: 'o2', schedule: 'gone', person: 'bo', to: '2026-05-02T00:00:00Z' },
    ],
  },
  '/v1/incidents': {
    incidents: [
      {
        id: 'a-1',
        service: 'icu',
        acknowledgedBy: 'anna',
        acknowledgedByPerson: true,
        waitsFor: [],
      },
      {
        id: 'a-2',
        service: 'icu',
        acknowledgedBy: 'key admin',
        acknowledgedByPerson: false,
        waitsFor: [],
      },
      { id: 'a-3', service: 'icu', waitsFor: ['anna'] },
    ],
  },
  '/v1/silences': {
    silences: [
      { id: 's1', createdBy: 'anna', byPerson: true, endsAt: '2026-06-02T00:00:00Z' },
      { id: 's2', createdBy: 'admin', endsAt: '2026-06-02T00:00:00Z' },
    ],
  },
};

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** Starts a platform that answers so, or with its lists if the key is right. */
async function platform(answer?: string): Promise<string> {
  server = createServer((request, response) => {
    const known = request.headers.authorization === 'Bearer wb_1';
    response.statusCode = known ? 200 : 401;
    response.end(answer ?? JSON.stringify(LISTS[request.url ?? '']));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('a running platform', () => {
  test('is asked what a config would strand there', async () => {
    const url = await platform();
    const stranded = await strandedAt({ url: `${url}/`, key: 'wb_1' }, LESS, NOW);
    expect(stranded.kind === 'asked' && stranded.found).toEqual([
      expect.stringMatching(/^The override o1 of bo in schedule gone, .*: schedule gone is not/),
      'Incident a-1 pages again: anna, who has it, is not in the config.',
      'Incident a-3 moves on: it has paged anna, not in the config.',
      expect.stringMatching(/^The silence s1 of anna/),
    ]);
  });

  test('strands nothing of people whom the config has', async () => {
    const url = await platform();
    const schedules = { gone: { id: 'gone', timeZone: 'UTC', layers: [] } };
    const config = { ...ALL, schedules };
    expect(await strandedAt({ url, key: 'wb_1' }, config, NOW)).toMatchObject({ found: [] });
  });

  test.each<[string, string, string | undefined, RegExp]>([
    ['refuses the key', 'wb_2', undefined, /answered 401, and not as Wardbell does\.$/],
    ['is something else', 'wb_1', '<html>', /answered 200, and not as Wardbell does\.$/],
  ])('that %s is said, and nothing else', async (_, key, answer, reason) => {
    const url = await platform(answer);
    const stranded = await strandedAt({ url, key }, LESS, NOW);
    expect(stranded).toEqual({ kind: 'unanswered', reason: expect.stringMatching(reason) });
  });

  test('that is not there is said, and nothing else', async () => {
    const stranded = await strandedAt({ url: 'http://127.0.0.1:1', key: 'wb_1' }, LESS, NOW);
    expect(stranded).toMatchObject({
      reason: expect.stringMatching(/^Nothing answers at http:\/\/127.0.0.1:1 /),
    });
  });
});

test('whom to ask is what was given, else what the environment names, and nobody by halves', () => {
  const env = { WARDBELL_URL: 'http://e', WARDBELL_KEY: 'wb_e' };
  expect(whomToAsk({}, env)).toEqual({ url: 'http://e', key: 'wb_e' });
  expect(whomToAsk({ url: 'http://g' }, env)).toEqual({ url: 'http://g', key: 'wb_e' });
  expect(whomToAsk({ url: 'http://g' }, {})).toBeUndefined();
  expect(whomToAsk({}, { ...env, WARDBELL_KEY: '' })).toBeUndefined();
});
