import { beforeEach, expect, test } from '@jest/globals';
import type { SQSEvent } from 'aws-lambda';
import { type MemoryPorts, memoryPorts } from '#adapters/memory/memory-ports.ts';
import { observePorts } from '#adapters/memory/observe-ports.ts';
import { CANARY, withCanary } from '#core/canary/canary.ts';
import type { PageOrder } from '#core/paging/page.ts';
import type { Channel } from '#core/responder/channel.ts';
import { type Instant, MINUTE, SECOND } from '#core/time/instant.ts';
import { createPageHandler } from '#lambdas/page/handler.ts';
import type { LogLine } from '#runtime/log.ts';
import type { Measured } from '#runtime/measure.ts';
import { Unreadable } from '#usecases/ports.ts';
import { hospital } from '../../support/config.ts';
import { alert, incident, NIGHT, paging } from '../../support/incident.ts';
import { NOT_PERMITTED, THROTTLED } from '../../support/publish-outcomes.ts';

let now: Instant;
let ports: MemoryPorts;
let measured: Measured[];

beforeEach(() => {
  now = NIGHT;
  ports = memoryPorts(() => now);
  measured = [];
});

/** Stores an incident that orders a page, and gives the order. */
async function ordered(
  subject: string,
  responder = 'anna',
  channel: Channel = 'sms',
): Promise<PageOrder> {
  const { incident: paged, order } = paging(incident([alert(subject)]), responder, channel);
  await ports.incidents.save(paged, 0);
  return order;
}

function eventOf(...orders: readonly PageOrder[]): SQSEvent {
  const [{ responder, channel } = { responder: '', channel: 'sms' }] = orders;
  const body = JSON.stringify({ responder, channel, orders });
  const attributes = { MessageGroupId: 'g', ApproximateReceiveCount: '1' };
  return { Records: [{ messageId: '1', body, attributes }] } as unknown as SQSEvent;
}

async function deliver(...orders: readonly PageOrder[]) {
  const handler = createPageHandler({
    ports,
    config: withCanary(hospital()),
    publicUrl: 'https://x',
    clock: () => now,
    log: () => undefined,
    measure: (values) => measured.push(values),
  });
  await handler(eventOf(...orders));
}

test('a page that was sent is counted once, with the time from when it might leave until SNS had it', async () => {
  const order = await ordered('bed-1');
  ports.publisher.decide(() => {
    now += 250;
    return undefined;
  });
  now += 2 * SECOND;
  await deliver(order);
  expect(measured).toEqual([{ pagesSent: 1, timeToPage: [2_250] }]);
  await deliver(order);
  expect(measured[1]).toEqual({});
});

test('a page that failed is counted when it is given up, and not for each attempt', async () => {
  const order = await ordered('bed-1');
  ports.publisher.decide(() => THROTTLED);
  for (let attempts = 0; attempts < 5; attempts++) {
    await deliver(order);
    now += MINUTE;
  }
  expect(measured.filter(({ pagesFailed }) => pagesFailed !== undefined)).toEqual([
    { pagesFailed: 1 },
  ]);
  expect(measured.flatMap(({ pagesSent }) => pagesSent ?? [])).toEqual([]);
});

test('a page whose incident was answered first is counted as withdrawn', async () => {
  const order = await ordered('bed-1');
  const [stored] = (await ports.incidents.load([order.incident])).values();
  if (stored === undefined) {
    throw new Error('nothing is stored');
  }
  await ports.incidents.save({ ...stored, status: 'acknowledged', version: 2 }, 1);
  await deliver(order);
  expect(measured).toEqual([{ pagesWithdrawn: 1 }]);
});

test.each(['incidentQueue.send', 'pages.save'])(
  'what had ended is counted, and once, though %s failed then and the message comes again',
  async (broken) => {
    const orders = [await ordered('bed-1'), await ordered('bed-2')];
    ports.publisher.decide(() => NOT_PERMITTED);
    const whole = ports;
    let calls = 0;
    ports = observePorts(whole, (operation, call) =>
      operation === broken && ++calls === 2 ? Promise.reject(new Error('away')) : call(),
    );
    await deliver(...orders);
    const failed = () => measured.reduce((sum, values) => sum + Number(values.pagesFailed ?? 0), 0);
    expect(failed()).toBe(broken === 'pages.save' ? 1 : 2);
    ports = whole;
    now += MINUTE;
    await deliver(...orders);
    expect(failed()).toBe(2);
  },
);

test('pages of the canary are not counted among those of people', async () => {
  await deliver(await ordered('bed-1', CANARY.id, CANARY.channel));
  expect(ports.publisher.received(CANARY.id)).toHaveLength(1);
  expect(measured).toEqual([{}]);
});

test('a page whose incident cannot be read is logged, counted and no failure of its message', async () => {
  const order = await ordered('bed-1');
  const logged: LogLine[] = [];
  const load = () => Promise.reject(new Unreadable('it cannot be read'));
  const handler = createPageHandler({
    ports: { ...ports, incidents: { ...ports.incidents, load } },
    config: withCanary(hospital()),
    publicUrl: 'https://x',
    clock: () => now,
    log: (line) => logged.push(line),
    measure: (values) => measured.push(values),
  });
  const { batchItemFailures } = await handler(eventOf(order));
  expect(batchItemFailures).toEqual([]);
  expect(measured).toContainEqual({ messagesFailed: 1 });
  const message = 'a page waits for what cannot be read';
  expect(logged).toMatchObject([{ level: 'error', message, incident: order.incident }]);
});
