import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ADDRESS_RATE_LIMIT } from '#http/rate-limiter.ts';
import { pressedForm } from '#local/page-form.ts';
import { startTestPlatform, type TestPlatform } from '../../support/platform.ts';

let world: TestPlatform;
let link: string;

beforeAll(async () => {
  world = await startTestPlatform();
  const samples = [{ subject: 'bed-1', metric: 'spo2', value: 80, unit: '%' }];
  await world.call('POST', '/v1/samples', { json: { samples } });
  const { text } = await world.nextPage();
  link = new URL(/https?:\/\/\S+\/a\/\S+/.exec(text)?.[0] ?? '').pathname;
});

afterAll(() => world.platform.stop());

const ask = async (method: string, path: string, body?: string) => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return (
    await world.call(method, path, { key: null, ...(body !== undefined && { body, headers }) })
  ).status;
};

const times = async (count: number, one: (n: number) => Promise<number>) =>
  new Set(await Promise.all(Array.from({ length: count }, (_, n) => one(n))));

/** Returns a well-formed link with a foreign signature. */
const guess = (n: number) => `${link.slice(0, -12)}${String(n).padStart(12, '0')}`;

describe('behind one address from which links are guessed without end', () => {
  beforeAll(async () => {
    const answers = await times(ADDRESS_RATE_LIMIT.burst * 2, (n) => ask('GET', guess(n)));
    expect(answers).toContain(429);
  });

  test('a nurse acknowledges and looks by a link that was sent, each time', async () => {
    const { text } = await world.call('GET', link, { key: null });
    const body = pressedForm(text, 'Acknowledge').toString();
    expect(await times(10, () => ask('POST', link, body))).toEqual(new Set([200]));
    expect(await times(10, () => ask('GET', link))).toEqual(new Set([200]));
  });

  test('health is shown, and so are the capabilities of the FHIR door', async () => {
    expect(await times(10, () => ask('GET', '/v1/health'))).toEqual(new Set([200]));
    expect(await ask('GET', '/fhir/metadata')).toBe(200);
  });

  test('guesses are refused, by any method and path', async () => {
    const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
    const answers = await Promise.all([
      times(ADDRESS_RATE_LIMIT.burst, (n) => ask('POST', guess(n), 'action=acknowledge')),
      times(ADDRESS_RATE_LIMIT.burst, (n) => ask('GET', guess(n).replace('/a/', '/i/'))),
      times(ADDRESS_RATE_LIMIT.burst * 2, (n) => ask('GET', `/ping/${uuid(n)}`)),
    ]);
    for (const statuses of answers) {
      expect(statuses).toContain(429);
    }
  });

  test('guesses at keys are refused too, and a valid key is answered at every door', async () => {
    const keys = { ingest: await world.key('samples'), respond: await world.key('read') };
    const none = (n: number) => `wb_${n.toString(16).padStart(12, '0')}_${'A'.repeat(43)}`;
    const by = async (method: string, path: string, key: string) =>
      (await world.call(method, path, { key, ...(method === 'POST' && { json: {} }) })).status;
    const doors = [
      ['POST', '/v1/samples', keys.ingest, 400],
      ['GET', '/v1/incidents', keys.respond, 200],
      ['GET', '/v1/contacts', await world.key('admin'), 200],
    ] as const;
    for (const [method, path, key, status] of doors) {
      const answers = await times(ADDRESS_RATE_LIMIT.burst * 2, (n) => by(method, path, none(n)));
      expect([path, answers]).toEqual([path, new Set([401, 429])]);
      const allowed = await times(10, () => by(method, path, key));
      expect([path, allowed]).toEqual([path, new Set([status])]);
    }
  });

  test('a link itself is opened so often at most', async () => {
    expect(await times(ADDRESS_RATE_LIMIT.burst * 2, () => ask('GET', link))).toEqual(
      new Set([200, 429]),
    );
  });
});
