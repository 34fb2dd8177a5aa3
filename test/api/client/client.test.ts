import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  ApiProblem,
  type Client,
  createClient,
  type KeptAnswer,
  NoAnswer,
  pages,
} from '#api/client/index.ts';
import { startTestPlatform, type TestPlatform } from '../../support/platform.ts';

let world: TestPlatform;
let client: Client;

beforeAll(async () => {
  world = await startTestPlatform();
  const { url, adminKey } = world.platform;
  client = createClient({ url: `${url}/`, key: adminKey });
});

afterAll(() => world.platform.stop());

const caught = (asked: Promise<unknown>) =>
  asked.then(
    () => undefined,
    (error: unknown) => error,
  );

/** Returns a server that answers so; gives its address, and ends. */
async function answering(
  [status, body]: readonly [number, string],
  ask: (url: string) => Promise<unknown>,
): Promise<unknown> {
  const server = createServer((_, response) => {
    response.statusCode = status;
    response.end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    return await caught(ask(`http://127.0.0.1:${port}`));
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('a client made from the document of the API', () => {
  test('posts a sample, finds the incident and acknowledges it', async () => {
    const sample = { subject: 'bed 7/window', metric: 'spo2', value: 80 };
    expect(await client.postSamples({ body: { samples: [sample] } })).toMatchObject({
      accepted: 1,
    });
    await world.nextPage();
    const { incidents } = await client.listIncidents({ query: { subject: 'bed 7/window' } });
    const path = { id: incidents[0]?.id ?? '' };
    const { outcome, incident } = await client.acknowledgeIncident({ path, body: { by: 'anna' } });
    expect([outcome, incident.status, incident.acknowledgedBy]).toEqual([
      'done',
      'acknowledged',
      'anna',
    ]);
    const { alerts, timeline } = await client.getIncident({ path });
    expect(alerts.map(({ value }) => value)).toEqual([80]);
    expect(timeline.at(-1)?.by).toBe('anna');
    const { series } = await client.getSubject({ path: { subject: 'bed 7/window' } });
    expect(series).toMatchObject([{ metric: 'spo2', phase: 'firing' }]);
  });

  test('takes a path for what it says, and leaves out what is not given', async () => {
    const problem = await caught(client.endSilence({ path: { id: 'a/b?c' }, query: {} }));
    expect(problem).toMatchObject({ status: 404, detail: expect.stringContaining('"a/b?c"') });
    const made = await client.setSilence({
      body: { id: 'one', matchers: ['subject="x"'], minutes: 5, comment: 'a test', by: undefined },
    });
    expect(made).toMatchObject({ id: 'one', status: 'active' });
  });

  test('goes through the pages of a list', async () => {
    for (let n = 0; n < 5; n++) {
      const body = { matchers: [`subject="bed-${n}"`], minutes: 5, comment: 'pages' };
      await client.setSilence({ body });
    }
    const sizes: number[] = [];
    const found = new Set<string>();
    for await (const page of pages(client.listSilences, { query: { limit: 2, kind: 'silence' } })) {
      sizes.push(page.silences.length);
      for (const { id } of page.silences) {
        found.add(id);
      }
    }
    expect(sizes.slice(0, 2)).toEqual([2, 2]);
    expect(found.size).toBe(sizes.reduce((sum, size) => sum + size, 0));
    expect(found.size).toBeGreaterThanOrEqual(5);
  });

  test('gives what it keeps where nothing has changed, the very same answer', async () => {
    const { url, adminKey } = world.platform;
    const kept = new Map<string, KeptAnswer>();
    const keeping = createClient({ url, key: adminKey, kept });
    const first = await keeping.listOverrides();
    expect(await keeping.listOverrides()).toBe(first);
    const [from, to] = ['2026-12-01T07:00:00Z', '2030-12-01T19:00:00Z'];
    await keeping.setOverride({ body: { schedule: 'wards', person: 'anna', from, to } });
    const second = await keeping.listOverrides();
    expect([first.overrides.length, second.overrides.length]).toEqual([0, 1]);
    expect([...kept.keys()]).toEqual(['/v1/overrides']);
  });

  test('tells of the headers of each answer, by which the platform says what time it is', async () => {
    const dates: (string | null)[] = [];
    const { url } = world.platform;
    const onHeaders = (headers: Headers) => dates.push(headers.get('date'));
    const listening = createClient({ url, onHeaders });
    const { time } = await listening.getHealth();
    await caught(listening.listKeys());
    expect(dates).toHaveLength(2);
    expect(Math.abs(Date.parse(dates[0] ?? '') - Date.parse(time))).toBeLessThan(1_000);
  });

  test('throws what the platform says is wrong', async () => {
    const problem = await caught(client.listIncidents({ query: { service: 'ics' } }));
    expect(problem).toBeInstanceOf(ApiProblem);
    expect(problem).toMatchObject({
      status: 400,
      kind: 'unknown_name',
      title: 'A name is not known',
      detail: expect.stringMatching(/Did you mean "icu"/),
      message: expect.stringMatching(/^A name is not known\. There is no service "ics"/),
    });
    const nobody = createClient({ url: world.platform.url });
    expect(await caught(nobody.listKeys())).toMatchObject({ status: 401, kind: 'unauthenticated' });
    expect(await nobody.getHealth()).toMatchObject({ status: 'ok' });
  });

  test('tells an ill platform as it tells a well one', async () => {
    const health = { status: 'late', oldestDueSeconds: 70, time: '', timeZone: 'UTC' };
    let told: unknown;
    await answering([503, JSON.stringify(health)], async (url) => {
      told = await createClient({ url }).getHealth();
    });
    expect(told).toEqual(health);
  });

  test('says where nobody answers, or somebody else', async () => {
    const none = await caught(createClient({ url: 'http://127.0.0.1:1', key: 'x' }).listKeys());
    expect(none).toBeInstanceOf(NoAnswer);
    expect(none).toMatchObject({
      status: undefined,
      message: expect.stringMatching(/^Nothing answers at http:\/\/127\.0\.0\.1:1 \(/),
    });
    for (const answer of [
      [404, '{"message":"Not Found"}'],
      [200, '<html>'],
      [502, ''],
    ] as const) {
      const other = await answering(answer, (url) => createClient({ url }).listKeys());
      expect(other).toBeInstanceOf(NoAnswer);
      expect(other).toMatchObject({
        status: answer[0],
        message: expect.stringMatching(/not as W/),
      });
    }
  });
});
