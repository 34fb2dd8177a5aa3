import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createTopics } from '#adapters/sns/create-topics.ts';
import { createQueue } from '#adapters/sqs/create-queues.ts';
import { sqsReceiver } from '#adapters/sqs/receiver.ts';
import { groupKey } from '#core/alert/group-key.ts';
import { CANARY, withCanary } from '#core/canary/canary.ts';
import { HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { createCanaryHandler } from '#lambdas/canary/handler.ts';
import type { LogLine } from '#runtime/log.ts';
import type { Measured } from '#runtime/measure.ts';
import { startTestPlatform, TEST_CONFIG, type TestPlatform } from '../../support/platform.ts';

const QUEUE = { fifo: false, visibilityTimeoutSeconds: 30, maxReceiveCount: 10 } as const;

let stage: TestPlatform;
/** Behind the clock of SNS, so that a test can put it forward and pages still count as new. */
let ahead = -10 * HOUR;
const clock = () => Date.now() + ahead;

beforeAll(async () => {
  stage = await startTestPlatform({ config: withCanary(TEST_CONFIG), clock });
});

afterAll(() => stage.platform.stop());

/** Advances to the next run, 5 minutes later. */
beforeEach(() => {
  ahead += 5 * MINUTE;
});

/**
 * Returns a canary that waits by advancing the clock. Its queue is subscribed to its topic unless
 * told otherwise.
 */
async function createCanary(name: string, { subscribed = true, publicUrl = '' } = {}) {
  const { platform } = stage;
  const { sqs, sns } = platform.clients;
  const { url, arn } = await createQueue(sqs, { ...QUEUE, name });
  const topic = { responder: CANARY.id, channel: CANARY.channel };
  if (subscribed) {
    await createTopics(sns, 'wardbell-', [topic], arn);
  }
  const receiver = sqsReceiver(sqs, url);
  const measured: Measured[] = [];
  const logged: LogLine[] = [];
  const run = createCanaryHandler(
    {
      ports: platform.ports,
      publicUrl: publicUrl || platform.url,
      clock,
      log: (line) => logged.push(line),
      measure: (values) => measured.push(values),
    },
    {
      place: 'eu-north-1',
      inbox: {
        ...receiver,
        async receive(max, waitSeconds) {
          const messages = await receiver.receive(max, subscribed ? Math.min(waitSeconds, 1) : 0);
          if (messages.length > 0 || waitSeconds === 0) {
            return messages;
          }
          ahead += waitSeconds * SECOND;
          await platform.tick();
          return messages;
        },
      },
    },
  );
  return { run: () => run({}), measured, logged };
}

/** Checks that a run fails with this reason in our log and without it in Lambda's. */
async function failing({ run, logged }: Awaited<ReturnType<typeof createCanary>>, reason: RegExp) {
  const thrown = await run().catch((error: unknown) => error);
  expect(inspect(thrown)).toMatch(/the canary failed; .*log/);
  expect(inspect(thrown)).not.toMatch(reason);
  expect(logged).toMatchObject([
    { level: 'error', message: 'the canary failed', reason: expect.stringMatching(reason) },
  ]);
}

const KEY = groupKey(CANARY.id, ['subject'], {
  ...CANARY,
  rule: CANARY.id,
  severity: 'critical',
  labels: {},
});

const newest = () => stage.platform.ports.incidents.latest(KEY);

/** Handles what was posted: queues carry it, and the incident is soon resolved. */
async function resolved() {
  for (;;) {
    const incident = await newest();
    if (incident?.status === 'resolved') {
      return incident;
    }
    await stage.platform.tick();
  }
}

const breach = (value: number) => ({
  json: { samples: [{ subject: CANARY.subject, metric: CANARY.metric, value }] },
});

describe('the canary on the whole platform', () => {
  test('makes its key, is paged, measures, and leaves its incident resolved and out of lists', async () => {
    const { run, measured } = await createCanary('canary-1');
    await run();
    expect(measured).toEqual([{ canaryTimeToPage: expect.any(Number) }]);
    expect(Number(measured[0]?.canaryTimeToPage)).toBeLessThan(10 * SECOND);
    const { id } = await resolved();
    for (const path of ['/v1/incidents', '/v1/incidents?status=all']) {
      expect((await stage.call('GET', path)).json).toEqual({ incidents: [] });
    }
    const shown = await stage.call('GET', `/v1/incidents/${id}`);
    expect(shown.json).toMatchObject({ service: CANARY.id, status: 'resolved' });
    expect(await stage.nextPage()).toMatchObject({ responder: CANARY.id });
    expect(stage.pages).toEqual([]);
  });

  test('is out of lists while its incident is open, and others are in', async () => {
    const key = await stage.key('samples');
    await stage.call('POST', '/v1/samples', { ...breach(1), key });
    await stage.nextPage();
    expect((await newest())?.status).toBe('triggered');
    expect((await stage.call('GET', '/v1/incidents')).json.incidents).toEqual([]);
    const spo2 = { samples: [{ subject: 'bed-1', metric: 'spo2', value: 80 }] };
    await stage.call('POST', '/v1/samples', { json: spo2, key });
    expect(await stage.nextPage()).toMatchObject({ responder: 'anna' });
    const { incidents } = (await stage.call('GET', '/v1/incidents?status=all')).json;
    expect(incidents.map(({ service }: { service: string }) => service)).toEqual(['icu']);
  });

  test('is paged again if a run that died has left its breach', async () => {
    const before = await newest();
    expect(before?.status).toBe('triggered');
    const { run, measured } = await createCanary('canary-1');
    await run();
    expect(measured).toHaveLength(1);
    expect((await resolved()).episode).toBe((before?.episode ?? 0) + 1);
  });

  test('comes to an end twice where two runs happen at once', async () => {
    const { run, measured } = await createCanary('canary-1');
    await Promise.all([run(), run()]);
    expect(measured).toHaveLength(2);
    await resolved();
  });

  test('fails where no page comes, and ends its breach', async () => {
    const canary = await createCanary('canary-2', { subscribed: false });
    await failing(canary, /No page came within 60 s/);
    expect(canary.measured).toEqual([]);
    await resolved();
  });

  test('tells where nothing answers', async () => {
    const canary = await createCanary('canary-1', { publicUrl: 'http://127.0.0.1:4' });
    await failing(canary, /POST http:.*:4\/v1\/samples was not answered: .*ECONN/);
  });

  test('fails with a key that was revoked, and does not bring it back', async () => {
    const canary = await createCanary('canary-1');
    const { keys } = (await stage.call('GET', '/v1/keys')).json;
    const { id } = keys.find(({ name }: { name: string }) => name === 'canary');
    await stage.call('DELETE', `/v1/keys/${id}`);
    await failing(canary, /was refused: 401 .*unknown or revoked/);
    expect((await stage.platform.ports.controls.key(id))?.revokedAt).toBeDefined();
  });
});
