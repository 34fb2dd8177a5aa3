import { inspect } from 'node:util';
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { observePorts } from '#adapters/memory/observe-ports.ts';
import { createQueue } from '#adapters/sqs/create-queues.ts';
import { sqsReceiver } from '#adapters/sqs/receiver.ts';
import { sqsTicks } from '#adapters/sqs/ticks.ts';
import { HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { QUEUES } from '#deployment/queues.ts';
import { createClockHandler } from '#lambdas/clock/handler.ts';
import type { LogLine } from '#runtime/log.ts';
import type { DueShard, Look, TickQueue } from '#usecases/ports.ts';
import { startQueuesAndTopics } from '../../support/aws-engines.ts';
import { hospital } from '../../support/config.ts';
import { alert, incident, NIGHT } from '../../support/incident.ts';

/** What the rule of EventBridge sends. */
const MINUTE_EVENT = { source: 'aws.events', 'detail-type': 'Scheduled Event' };
const TICK_EVENT = { Records: [{ body: '{"tick":10}', eventSource: 'aws:sqs' }] };

/** As our own errors may, it names a subject, and so does what hangs on it. */
const away = (what: string) =>
  new Error(`${what} is away: bed-1`, { cause: new Error('in the queue of bed-1') });

let logged: LogLine[];
let sent: (readonly number[])[];
let shared: DueShard[];
let looked: Look[];

beforeEach(() => {
  logged = [];
  sent = [];
  shared = [];
  looked = [];
});

const counted: TickQueue = {
  sendAfter: async (delays) => void sent.push(delays),
  share: async (shares) => void shared.push(...shares),
  look: async (looks) => void looked.push(...looks),
};
const broken: TickQueue = {
  sendAfter: () => Promise.reject(away('SQS')),
  share: () => Promise.reject(away('SQS')),
  look: () => Promise.reject(away('SQS')),
};

/**
 * Returns a clock with one incident that has been due for a minute; `storeIsAway` makes every tick
 * fail.
 */
async function clockWith(
  ticks: TickQueue | undefined,
  {
    standby = 0,
    storeIsAway = false,
    incidents = 1,
    due = NIGHT - MINUTE,
    clock = () => NIGHT,
  } = {},
) {
  const memory = memoryPorts(() => NIGHT);
  for (let n = 1; n <= incidents; n++) {
    await memory.incidents.save(incident([alert(`bed-${n}`)], { due }), 0);
  }
  const ports = observePorts(memory, (operation, call) =>
    storeIsAway && operation === 'pages.dueInLane' ? Promise.reject(away('the store')) : call(),
  );
  const handler = createClockHandler(
    {
      ports,
      config: hospital(),
      publicUrl: 'http://x',
      clock,
      log: (line) => logged.push(line),
      measure: () => undefined,
    },
    { ...(ticks !== undefined && { ticks }), standby },
  );
  return { handler, looks: () => memory.incidentQueue.waiting().length };
}

/** Returns what Lambda would log of the error, which must name nobody. */
async function thrownBy(call: Promise<unknown>): Promise<string> {
  const told = inspect(await call.catch((error: unknown) => error));
  expect(told + JSON.stringify(logged)).not.toContain('bed-1');
  return told;
}

describe('the clock', () => {
  test('ticks when a minute begins, and sends the two ticks that follow in it', async () => {
    const { handler, looks } = await clockWith(counted);
    expect(await handler(MINUTE_EVENT)).toMatchObject({ incidents: 1 });
    expect([looks(), sent]).toEqual([1, [[20_000, 40_000]]]);
  });

  test.each([
    ['a message of its queue, however late', TICK_EVENT],
    ['anything else', { source: 'local' }],
    ['nothing', null],
  ])('ticks once for %s, and sends no ticks', async (_, event) => {
    const { handler, looks } = await clockWith(counted);
    await handler(event);
    expect([looks(), sent]).toEqual([1, []]);
  });

  test.each([
    ['the minute', MINUTE_EVENT],
    ['a message of its queue', TICK_EVENT],
  ])('asks at %s for a look at what is due before the next tick', async (_, event) => {
    const { handler, looks } = await clockWith(counted, { due: NIGHT + 5_500 });
    await handler(event);
    expect([looks(), looked]).toEqual([0, [{ kind: 'incidents', at: NIGHT + 6_000 }]]);
  });

  test('looks when it was asked to, and asks for no look and no tick', async () => {
    const now = NIGHT + 6_000;
    const clock = () => now;
    const { handler, looks } = await clockWith(counted, { due: NIGHT + 5_500, clock });
    const body = JSON.stringify({ look: { kind: 'incidents', at: now } });
    expect(await handler({ Records: [{ body }] })).toMatchObject({ incidents: 1, failures: [] });
    expect([looks(), looked, sent]).toEqual([1, [], []]);
  });

  test('has ticked though no look could be asked for, and says so in the log', async () => {
    const { handler } = await clockWith(broken, { due: NIGHT + 5_500 });
    expect(await handler(TICK_EVENT)).toMatchObject({ failures: [] });
    expect(logged).toMatchObject([{ level: 'error', message: 'looks could not be asked for' }]);
    expect(JSON.stringify(logged)).not.toContain('bed-1');
  });

  test('ticks though the later ticks could not be sent, and reports that', async () => {
    const { handler, looks } = await clockWith(broken);
    expect(await thrownBy(handler(MINUTE_EVENT))).toMatch(/ticks could not be sent; .*log/);
    expect(looks()).toBe(1);
    expect(logged).toMatchObject([{ level: 'error', message: 'ticks could not be sent' }]);
  });

  test('sends the later ticks though its own failed, and reports that', async () => {
    const { handler } = await clockWith(counted, { storeIsAway: true });
    expect(await thrownBy(handler(MINUTE_EVENT))).toMatch(/a tick failed; .*log/);
    expect(sent).toHaveLength(1);
    expect(logged).toMatchObject([{ level: 'error', message: 'a tick failed' }]);
  });

  test('says once that it went back, and looks at everything that waits', async () => {
    let now = NIGHT;
    const { handler, looks } = await clockWith(undefined, { clock: () => now });
    await handler(null);
    now -= HOUR;
    await handler(null);
    expect(looks()).toBe(2);
    now += 10 * SECOND;
    await handler(null);
    expect(logged).toEqual([
      {
        level: 'error',
        message: 'the clock went back: what waits moves with it, and everything was looked at',
        by: '1h',
      },
    ]);
  });

  test('looks at everything again where that failed when it went back', async () => {
    let now = NIGHT;
    const store: { isAway: boolean } = { isAway: false };
    const memory = memoryPorts(() => now);
    const ports = observePorts(memory, (operation, call) =>
      store.isAway && operation === 'pages.dueInLane' ? Promise.reject(away('the store')) : call(),
    );
    const log = (line: LogLine) => void logged.push(line);
    const platform = { config: hospital(), publicUrl: 'http://x', measure: () => undefined };
    const handler = createClockHandler({ ...platform, ports, log, clock: () => now });
    await memory.incidents.save(incident([alert('bed-1')], { due: NIGHT + MINUTE }), 0);
    await handler(null);
    now -= HOUR;
    store.isAway = true;
    await thrownBy(handler(null));
    store.isAway = false;
    now += 10 * SECOND;
    await handler(null);
    expect(logged.map(({ message }) => message)).toEqual([
      'a tick failed',
      expect.stringMatching(/the clock went back/),
    ]);
    expect(memory.incidentQueue.waiting().at(-1)).toMatchObject({ why: 'the clock went back' });
  });

  test('of a standby leaves to the other Region what has not been due for long', async () => {
    const patient = await clockWith(counted, { standby: MINUTE + 1 });
    expect(await patient.handler(TICK_EVENT)).toMatchObject({ incidents: 0 });
    const body = JSON.stringify({ look: { kind: 'incidents', at: NIGHT } });
    const asked = { Records: [{ body }] };
    // What was saved in this Region, and is due within seconds, has no other clock that looks.
    const { handler } = await clockWith(counted, { standby: MINUTE + 1 });
    expect(await handler(asked)).toMatchObject({ incidents: 1 });
    const crowd = await clockWith(counted, { standby: MINUTE + 1, incidents: 600 });
    expect(await crowd.handler(asked)).toMatchObject({ incidents: 500 });
    const [share] = shared;
    const rest = { Records: [{ body: JSON.stringify({ share }) }] };
    expect(await crowd.handler(rest)).toMatchObject({ incidents: 100 });
    const ready = await clockWith(counted, { standby: MINUTE });
    expect(await ready.handler(TICK_EVENT)).toMatchObject({ incidents: 1 });
  });
});

describe('where more is due than a tick takes', () => {
  const shareEvent = (share: DueShard | undefined) => ({
    Records: [{ body: JSON.stringify({ share }) }],
  });

  test('the clock hands the rest to a call of its own, which takes it to its end and hands nothing on', async () => {
    const { handler, looks } = await clockWith(counted, { incidents: 1_700 });
    expect(await handler(TICK_EVENT)).toMatchObject({ incidents: 500 });
    expect([looks(), shared.length]).toEqual([500, 1]);
    expect(await handler(shareEvent(shared[0]))).toMatchObject({ incidents: 1_200, failures: [] });
    expect([looks(), shared.length, sent]).toEqual([1_700, 1, []]);
  });

  test('a share that comes twice does no harm', async () => {
    const { handler, looks } = await clockWith(counted, { incidents: 800 });
    await handler(TICK_EVENT);
    await Promise.all([1, 2].map(() => handler(shareEvent(shared[0]))));
    expect(looks()).toBe(800);
  });

  test('a share ends before its time-out; the rest stays due for the next tick', async () => {
    let now = NIGHT;
    const { handler, looks } = await clockWith(counted, {
      incidents: 3_000,
      clock: () => (now += 10_000),
    });
    await handler(TICK_EVENT);
    const { incidents } = await handler(shareEvent(shared[0]));
    expect(incidents).toBeGreaterThan(500);
    expect(looks()).toBeLessThan(3_000);
  });

  test('the clock takes it itself where there is no queue of ticks, until the next is due', async () => {
    const { handler, looks } = await clockWith(undefined, { incidents: 1_700 });
    await handler(null);
    expect(looks()).toBe(1_700);
  });

  test('a share that could not be handed on is reported, and the tick has done its own', async () => {
    const { handler, looks } = await clockWith(broken, { incidents: 501 });
    expect(await thrownBy(handler(TICK_EVENT))).toMatch(/a tick failed; .*log/);
    expect(looks()).toBe(500);
  });
});

describe('on a real queue', () => {
  let started: Awaited<ReturnType<typeof startQueuesAndTopics>>;
  beforeAll(async () => {
    started = await startQueuesAndTopics();
  });
  afterAll(() => started.stop());

  test('a tick arrives when its time has come, and makes one tick', async () => {
    const { sqs } = started.clients;
    const { url } = await createQueue(sqs, QUEUES.ticks);
    const receiver = sqsReceiver(sqs, url);
    await sqsTicks(sqs, url).sendAfter([1_000, 900_000]);
    expect(await receiver.receive(10, 0)).toEqual([]);
    const Records = await receiver.receive(10, 10);
    expect(Records).toHaveLength(1);
    const { handler, looks } = await clockWith(sqsTicks(sqs, url));
    await handler({ Records });
    expect([looks(), await receiver.receive(10, 0)]).toEqual([1, []]);
  });

  test('looks arrive in their seconds, each a message of its own, however many they are', async () => {
    const { sqs } = started.clients;
    const { url } = await createQueue(sqs, { ...QUEUES.ticks, name: 'looks' });
    const looks = Array.from({ length: 12 }, (_, n): Look => {
      return { kind: 'pages', at: NIGHT + (n < 1 ? SECOND : 15 * MINUTE) };
    });
    await sqsTicks(sqs, url).look(looks, NIGHT);
    const receiver = sqsReceiver(sqs, url);
    expect(await receiver.receive(10, 0)).toEqual([]);
    const messages = await receiver.receive(10, 10);
    const { read } = memoryPorts().formats.tick;
    expect(messages.map(({ body }) => read(body))).toEqual([{ look: looks[0] }]);
  });

  test('shares arrive at once, each a message of its own', async () => {
    const { sqs } = started.clients;
    const { url } = await createQueue(sqs, { ...QUEUES.ticks, name: 'shares' });
    const shares: readonly DueShard[] = [0, 1].map((lane) => ({
      kind: 'subjects',
      lanes: [{ lane, after: { id: 'bed-1', due: NIGHT } }],
    }));
    await sqsTicks(sqs, url).share(shares);
    const messages = await sqsReceiver(sqs, url).receive(10, 10);
    const { read } = memoryPorts().formats.tick;
    expect(messages.map(({ body }) => read(body))).toEqual(shares.map((share) => ({ share })));
  });

  test('ticks that SQS refuses are an error, and those that it took come', async () => {
    const { sqs } = started.clients;
    const { url } = await createQueue(sqs, { ...QUEUES.ticks, name: 'refusing' });
    const refusing = new SQSClient({ ...LOCAL, endpoint: started.endpoint });
    refusing.middlewareStack.add(
      (next) => async (args) => {
        const { output, response } = await next(args);
        const Failed = [{ Id: '4', Code: 'Busy', SenderFault: false }];
        return { output: { ...output, Failed }, response };
      },
      { step: 'initialize' },
    );
    await expect(sqsTicks(refusing, url).sendAfter([0, 900_000])).rejects.toThrow(
      'SQS did not take 1 of 2 ticks: Busy',
    );
    expect(await sqsReceiver(sqs, url).receive(10, 0)).toHaveLength(1);
    refusing.destroy();
  });
});

const LOCAL = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
};
