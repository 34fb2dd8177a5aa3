import { beforeEach, describe, expect, test } from '@jest/globals';
import { type MemoryPorts, memoryPorts } from '#adapters/memory/memory-ports.ts';
import { observePorts } from '#adapters/memory/observe-ports.ts';
import type { Incident } from '#core/incident/incident.ts';
import { SENDING_LEASE } from '#core/paging/delivery.ts';
import type { PageOrder, PageRecord } from '#core/paging/page.ts';
import type { Channel } from '#core/responder/channel.ts';
import { type Instant, MINUTE, SECOND } from '#core/time/instant.ts';
import { deliverPages } from '#usecases/deliver-pages.ts';
import { type Ports, Unavailable, Unreadable } from '#usecases/ports.ts';
import { hospital, person } from '../support/config.ts';
import { alert, incident, NIGHT, paging } from '../support/incident.ts';
import { NOT_PERMITTED, THROTTLED } from '../support/publish-outcomes.ts';

const config = hospital({ people: [person('anna', ['sms', 'email'])] });

let ports: MemoryPorts;
let now: Instant;
/** The pages that deliveries have ended. */
let ended: PageRecord[];

beforeEach(() => {
  now = NIGHT;
  ended = [];
  ports = memoryPorts(() => now);
});

/** Stores an incident of one bed that orders a page, and gives the order. */
async function ordered(subject: string, channel: Channel = 'sms'): Promise<PageOrder> {
  const { incident: paged, order } = paging(incident([alert(subject)]), 'anna', channel);
  await ports.incidents.save(paged, 0);
  return order;
}

async function change(id: string, more: Partial<Incident>): Promise<void> {
  const stored = (await ports.incidents.load([id])).get(id);
  if (stored === undefined) {
    throw new Error('no such incident');
  }
  await ports.incidents.save({ ...stored, ...more, version: stored.version + 1 }, stored.version);
}

function deliver(orders: readonly PageOrder[], using: Ports = ports) {
  const [{ responder, channel } = { responder: 'anna', channel: 'sms' as const }] = orders;
  const deliverer = deliverPages(using, config, 'https://w.example');
  return deliverer({ responder, channel, orders }, now, (record) => ended.push(record));
}

async function recordOf(order: PageOrder) {
  return (await ports.pages.load([order.id])).get(order.id);
}

const texts = () => ports.publisher.received().map((page) => page.text);

describe('one page', () => {
  test('goes at once, with two writes: the claim and the outcome', async () => {
    const order = await ordered('bed-1');
    const calls: string[] = [];
    const counted = observePorts(ports, (operation, call) => {
      calls.push(operation);
      return call();
    });
    await deliver([order], counted);
    expect(ended).toMatchObject([{ order, status: 'sent' }]);
    expect(texts()).toEqual([
      expect.stringMatching(
        /^CRITICAL SpO2 low, bed-1, ICU since 03:14 UTC https:\/\/w\.example\/a\//,
      ),
    ]);
    expect(calls).toEqual([
      'mailboxes.load',
      'pages.load',
      'incidents.load',
      'links.sign',
      'links.mask',
      'links.subjectCodes',
      'mailboxes.save',
      'publisher.publish',
      'pages.save',
    ]);
    expect(await recordOf(order)).toMatchObject({ status: 'sent', messageId: 'm-1', version: 1 });
  });

  test('is on record with its service, its severity and how the config led to it', async () => {
    const via = {
      policy: 'icu',
      stop: { kind: 'step', step: 2 },
      schedule: 'nurses',
      layer: 'nights',
    } as const;
    const told = paging(incident([alert('bed-1')]), 'anna', 'sms', { via });
    await ports.incidents.save(told.incident, 0);
    const byHand = await ordered('bed-2');
    await deliver([told.order, byHand]);
    const about = { service: 'icu', severity: 'critical' };
    expect(await recordOf(told.order)).toMatchObject({ ...about, via });
    expect(await recordOf(byHand)).toMatchObject(about);
    expect(await recordOf(byHand)).not.toHaveProperty('via');
  });

  test('that comes twice goes once', async () => {
    const order = await ordered('bed-1');
    await deliver([order, order]);
    await deliver([order]);
    expect(texts()).toHaveLength(1);
    expect(ended).toHaveLength(1);
    expect((await recordOf(order))?.attempts).toEqual([
      { at: NIGHT, result: { code: 'sent', message: 'm-1', others: 0 } },
    ]);
  });

  test('that two deliver at the same moment goes once', async () => {
    const order = await ordered('bed-1');
    await Promise.all([deliver([order]), deliver([order]), deliver([order])]);
    expect(texts()).toHaveLength(1);
    expect(await recordOf(order)).toMatchObject({ status: 'sent' });
  });

  test('for an answered incident is withdrawn with the reason, and costs one write', async () => {
    const order = await ordered('bed-1');
    await change(order.incident, { status: 'acknowledged' });
    await deliver([order]);
    expect(ports.publisher.attempts).toEqual([]);
    expect(await ports.mailboxes.load('anna', 'sms')).toBeUndefined();
    expect(await recordOf(order)).toMatchObject({
      status: 'withdrawn',
      attempts: [{ result: { code: 'incident_not_triggered', status: 'acknowledged' } }],
    });
  });

  test('by e-mail has a subject', async () => {
    await deliver([await ordered('bed-1', 'email')]);
    expect(ports.publisher.received('anna', 'email')).toMatchObject([
      { subject: '[CRITICAL] SpO2 low, bed-1, ICU' },
    ]);
  });
});

describe('among many pages', () => {
  test('the first goes at once, those within the window wait and go as one message', async () => {
    const orders = await Promise.all(['bed-1', 'bed-2', 'bed-3', 'bed-4'].map((b) => ordered(b)));
    for (const order of orders) {
      await deliver([order]);
    }
    expect(texts()).toHaveLength(1);
    expect(await ports.pages.dueBefore(now + 10 * SECOND, 10)).toHaveLength(3);
    now += 10 * SECOND;
    await change(orders[3]?.incident ?? '', { status: 'resolved' });
    await deliver(orders.slice(1));
    expect(texts()[1]).toMatch(/^Wardbell: 2 incidents, 2 critical: .*bed-2.*bed-3.*\/i\/\S+$/);
    expect(texts()).toHaveLength(2);
    const records = await ports.pages.load(orders.map((order) => order.id));
    expect(orders.map((order) => records.get(order.id)?.status)).toEqual([
      'sent',
      'sent',
      'sent',
      'withdrawn',
    ]);
    expect(await ports.pages.dueBefore(now + MINUTE, 10)).toEqual([]);
  });

  test('those about one incident are one page', async () => {
    const first = paging(incident([alert('bed-1')]), 'anna');
    const second = paging(first.incident, 'anna', 'sms', {
      id: `${first.incident.id}.2.0.anna.sms`,
      reason: 'severity_raised',
    });
    await ports.incidents.save(second.incident, 0);
    await deliver([first.order, second.order]);
    expect(texts()).toEqual([expect.stringMatching(/^CRITICAL .*\/a\/\S+$/)]);
    expect(await recordOf(first.order)).toMatchObject({ status: 'sent' });
    expect(await recordOf(second.order)).toMatchObject({ status: 'sent' });
  });

  test('five hundred leave as one message', async () => {
    const orders = await Promise.all(Array.from({ length: 500 }, (_, n) => ordered(`bed-${n}`)));
    await deliver(orders);
    expect(texts()).toEqual([expect.stringMatching(/^Wardbell: 500 incidents/)]);
    expect((await ports.pages.load(orders.map((o) => o.id))).size).toBe(500);
  });
});

describe('beside what cannot be read', () => {
  /** Returns ports of which a load that includes one of these ids fails. */
  const unreadable = (...hidden: readonly string[]): Ports => {
    const reading =
      <Value>(load: (ids: readonly string[]) => Promise<ReadonlyMap<string, Value>>) =>
      async (ids: readonly string[]) => {
        const found = ids.find((id) => hidden.includes(id));
        if (found !== undefined) {
          throw new Unreadable(`${found} cannot be read`);
        }
        return load(ids);
      };
    const incidents = { ...ports.incidents, load: reading(ports.incidents.load) };
    return { ...ports, incidents, pages: { ...ports.pages, load: reading(ports.pages.load) } };
  };

  test.each([
    ['an incident', (order: PageOrder) => order.incident],
    ['the record of a page', (order: PageOrder) => order.id],
  ])('%s, the others of a storm go, and it is told and comes again', async (_, hiddenOf) => {
    const orders = await Promise.all(['bed-1', 'bed-2', 'bed-3'].map((bed) => ordered(bed)));
    const [, hidden] = orders;
    if (hidden === undefined) {
      throw new Error('there are three orders');
    }
    const undecided = await deliver(orders, unreadable(hiddenOf(hidden)));
    expect(undecided).toEqual([{ order: hidden, error: expect.any(Unreadable) }]);
    expect(texts()).toEqual([expect.stringMatching(/^Wardbell: 2 incidents.*bed-1.*bed-3/)]);
    expect(await recordOf(hidden)).toBeUndefined();
    now += MINUTE;
    expect(await deliver(orders)).toEqual([]);
    expect(texts()[1]).toMatch(/^CRITICAL .*bed-2/);
  });
});

test('a store that is not there for a moment sends nobody anything, and the message comes again', async () => {
  const order = await ordered('bed-1');
  const incidents = {
    ...ports.incidents,
    load: () => Promise.reject(new Unavailable('throttled')),
  };
  await expect(deliver([order], { ...ports, incidents })).rejects.toThrow('throttled');
  expect(texts()).toEqual([]);
});

describe('failing', () => {
  test('that may pass is tried again four times in all; then the incident is told', async () => {
    const order = await ordered('bed-1');
    ports.publisher.decide(() => THROTTLED);
    for (let ticks = 0; ticks < 30; ticks++) {
      await deliver([order]);
      now += 10 * SECOND;
    }
    expect(ports.publisher.attempts.map((a) => (a.at - NIGHT) / SECOND)).toEqual([0, 10, 40, 100]);
    expect(await recordOf(order)).toMatchObject({ status: 'failed' });
    expect(ports.incidentQueue.waiting()).toMatchObject([
      { kind: 'look', incident: order.incident, why: `page ${order.id} may have reached nobody` },
    ]);
  });

  test('that passes is sent at the second attempt', async () => {
    const order = await ordered('bed-1');
    ports.publisher.decide(({ at }) => (at === NIGHT ? THROTTLED : undefined));
    await deliver([order]);
    expect(await recordOf(order)).toMatchObject({ status: 'retrying' });
    expect(ended).toEqual([]);
    now += 10 * SECOND;
    await deliver([order]);
    expect(await recordOf(order)).toMatchObject({
      status: 'sent',
      attempts: [
        { result: THROTTLED.fault },
        { result: { code: 'sent', message: 'm-2', others: 0 } },
      ],
    });
    expect(ports.incidentQueue.waiting()).toEqual([]);
  });

  test('for good is told to the incident at once', async () => {
    const order = await ordered('bed-1');
    ports.publisher.decide(() => NOT_PERMITTED);
    await deliver([order]);
    expect(await recordOf(order)).toMatchObject({ status: 'failed' });
    expect(ports.incidentQueue.waiting()).toHaveLength(1);
  });
});

describe('after a crash', () => {
  const CALLS = [
    'mailboxes.load',
    'pages.load',
    'incidents.load',
    'links.sign',
    'links.mask',
    'links.subjectCodes',
    'mailboxes.save',
    'publisher.publish',
    'pages.save',
  ];

  test.each(
    CALLS.flatMap((operation) => ['before', 'after'].map((when) => [when, operation] as const)),
  )('%s %s loses nothing, and duplicates at most once', async (when, operation) => {
    const order = await ordered('bed-1');
    const crash = crashing(ports, when, operation);
    await expect(deliver([order], crash)).rejects.toThrow('crash');
    await deliver([order]);
    now += SENDING_LEASE;
    await deliver([order]);
    now += MINUTE;
    await deliver([order]);
    expect(await recordOf(order)).toMatchObject({ status: 'sent' });
    const published = when === 'after' && operation === 'publisher.publish';
    const unrecorded = when === 'before' && operation === 'pages.save';
    expect(texts()).toHaveLength(published || unrecorded ? 2 : 1);
  });

  test.each([
    ['before', 'incidentQueue.send'],
    ['after', 'incidentQueue.send'],
    ['after', 'pages.save'],
  ])(
    '%s %s of a failed page still tells its incident, and the page ends once',
    async (when, operation) => {
      const order = await ordered('bed-1');
      ports.publisher.decide(() => NOT_PERMITTED);
      await expect(deliver([order], crashing(ports, when, operation))).rejects.toThrow('crash');
      await deliver([order]);
      expect(ports.incidentQueue.waiting()).toHaveLength(1);
      expect(ports.publisher.attempts).toHaveLength(1);
      // Whether its outcome was saved is not known where that call's answer was lost.
      expect(ended).toHaveLength(operation === 'pages.save' ? 0 : 1);
    },
  );

  test('an answer that was lost on its way back is a lost race: nothing is sent twice', async () => {
    const order = await ordered('bed-1');
    const retried = observePorts(ports, async (operation, call) => {
      const answer = await call();
      return operation.endsWith('.save') ? call() : answer;
    });
    await deliver([order], retried);
    expect(texts()).toEqual([]);
    now += SENDING_LEASE;
    await deliver([order]);
    expect(texts()).toHaveLength(1);
  });
});

/** Returns ports of which one call crashes the process, before or after it takes effect. */
function crashing(world: MemoryPorts, when: string, operation: string): MemoryPorts {
  return observePorts(world, async (name, call) => {
    if (name !== operation) {
      return call();
    }
    if (when === 'after') {
      await call();
    }
    throw new Error('crash');
  });
}
