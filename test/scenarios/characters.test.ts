import type {
  SendMessageBatchCommandInput,
  SendMessageBatchCommandOutput,
} from '@aws-sdk/client-sqs';
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

describe('an alert that the queue refuses for good', () => {
  beforeAll(() => refuseWhatHolds('poison'));

  test('pages the technical service, and what came with it pages its own', async () => {
    const samples = ['poison', 'ordinary'].map((subject) => ({ ...breach, subject }));
    const key = await world.key('samples');
    const { status, json } = await world.call('POST', '/v1/samples', { json: { samples }, key });
    expect([status, json.accepted]).toEqual([200, 2]);
    const texts = [(await world.nextPage()).text, (await world.nextPage()).text];
    expect(texts).toContainEqual(expect.stringMatching(/spo2 low, ordinary/));
    expect(texts).toContainEqual(expect.stringMatching(/The queue refuses an alert/));
  });

  test('is told to have ended once it has', async () => {
    const key = await world.key('samples');
    const samples = [{ ...breach, subject: 'poison', value: 99 }];
    await world.call('POST', '/v1/samples', { json: { samples }, key });
    const open = async () =>
      (await world.call('GET', '/v1/incidents')).json.incidents.filter(
        ({ title }: { title: string }) => title.includes('The queue refuses an alert'),
      );
    while ((await open()).length > 0) {}
  });
});

/**
 * From now on the queue of incidents refuses each message that holds the text, for its own fault.
 */
function refuseWhatHolds(text: string): void {
  world.platform.clients.sqs.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName !== 'SendMessageBatchCommand') {
          return next(args);
        }
        const input = args.input as SendMessageBatchCommandInput;
        const entries = input.Entries ?? [];
        const isRefused = ({ MessageBody = '' }) => MessageBody.includes(text);
        const Failed = entries
          .filter(isRefused)
          .map(({ Id }) => ({ Id, Code: 'InvalidMessageContents', SenderFault: true }));
        const Entries = entries.filter((entry) => !isRefused(entry));
        if (Entries.length === 0) {
          return { response: {}, output: { $metadata: {}, Successful: [], Failed } };
        }
        const done = await next({ ...args, input: { ...input, Entries } });
        const output = done.output as SendMessageBatchCommandOutput;
        return { ...done, output: { ...output, Failed: [...(output.Failed ?? []), ...Failed] } };
      },
    { step: 'initialize' },
  );
}
