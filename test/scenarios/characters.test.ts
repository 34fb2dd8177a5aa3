import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hospital } from '../support/config.ts';
import { startTestPlatform, type TestPlatform } from '../support/platform.ts';

const config = hospital({
  config: { alertRoutes: [{ matchers: [], to: { service: 'icu' } }] },
});

let world: TestPlatform;

beforeAll(async () => {
  world = await startTestPlatform({ config });
});

afterAll(() => world.platform.stop());

const breach = { metric: 'spo2', value: 70 };

const ways = (text: string) =>
  [
    ['as a subject', '/v1/samples', { samples: [{ ...breach, subject: text }] }],
    [
      'in a label',
      '/v1/samples',
      { samples: [{ ...breach, subject: `label of ${text}`, labels: { [text]: text } }] },
    ],
    ['as an alertname', '/api/v2/alerts', [{ labels: { alertname: `alert ${text}` } }]],
    [
      'in an annotation',
      '/api/v2/alerts',
      [{ labels: { alertname: `${text}, annotated` }, annotations: { summary: text } }],
    ],
    [
      'in a summary of PagerDuty',
      '/v2/enqueue',
      {
        event_action: 'trigger',
        payload: { summary: text, source: `source ${text}`, severity: 'critical' },
      },
    ],
  ] as const;

/** Sends with a key where the protocol has it, and waits for the page. */
async function send(path: string, body: object) {
  const key = await world.key('samples');
  const json = path === '/v2/enqueue' ? { ...body, routing_key: key } : body;
  const answer = await world.call('POST', path, { json, key });
  expect([200, 202]).toContain(answer.status);
  await world.nextPage();
  // Pages to one mailbox within a minute would wait for each other.
  world.putForward(2 * 60_000);
  return answer;
}

describe.each([
  ['characters above U+FFFF', '🚑 failed'],
  ['characters that SQS refuses', 'failed \ufffe\uffff'],
  ['control characters', 'failed \u0007\u0085'],
])('%s', (_what, text) => {
  test.each(ways(text))('page somebody %s (%s)', async (_where, path, body) => {
    const { headers } = await send(path, body);
    expect(headers.get('wardbell-warning')).toBeNull();
  });
});

describe('a half of a surrogate pair', () => {
  test.each(ways('failed \ud83d'))(
    'pages somebody %s (%s), and its sender is told that it was replaced',
    async (_where, path, body) => {
      const { headers } = await send(path, body);
      expect(headers.get('wardbell-warning')).toMatch(/read as U\+FFFD/);
    },
  );
});
