import { describe, expect, test } from '@jest/globals';
import type { Incident, IncidentPage } from '#core/incident/incident.ts';
import { standingOf } from '#core/incident/page-still-wanted.ts';
import { bundleDue, decideDelivery, SENDING_LEASE } from '#core/paging/delivery.ts';
import type { Mailbox, PageOrder, PageRecord } from '#core/paging/page.ts';
import { attempted, ended, waiting } from '#core/paging/page-record.ts';
import type { Config } from '#core/team/config.ts';
import { MINUTE, SECOND } from '#core/time/instant.ts';
import { hospital, person } from '../../support/config.ts';
import { alert, incident, NIGHT, paging } from '../../support/incident.ts';
import { NOBODY_SUBSCRIBED, THROTTLED } from '../../support/publish-outcomes.ts';

const now = NIGHT + MINUTE;
const config = hospital();
const { incident: open, order } = paging(incident([alert('bed-1')]), 'anna');

function mailbox(more: Partial<Mailbox>): Mailbox {
  return {
    responder: 'anna',
    channel: 'sms',
    lastSentAt: now - 65 * SECOND,
    sending: ['another'],
    leaseEnds: now - 65 * SECOND + SENDING_LEASE,
    version: 3,
    ...more,
  };
}

function record(status: PageRecord['status'], more: Partial<PageRecord> = {}): PageRecord {
  return { order, status, attempts: [], version: 1, ...more };
}

function page(status: IncidentPage['status']): Incident {
  return { ...open, pages: open.pages.map((p) => ({ ...p, status })) };
}

const without = (id: string): Config => {
  const { [id]: _, ...people } = config.people;
  return { ...config, people };
};

describe('decideDelivery', () => {
  test.each<
    [
      string,
      { record?: PageRecord; incident?: Incident | null; mailbox?: Mailbox; config?: Config },
      object,
    ]
  >([
    ['the first page of a mailbox goes at once', {}, { kind: 'send' }],
    [
      'it goes when the last message is more than a minute old',
      { mailbox: mailbox({}) },
      { kind: 'send' },
    ],
    [
      'it waits for the rest of the window after another message',
      { mailbox: mailbox({ lastSentAt: now - 4 * SECOND }) },
      { kind: 'wait', due: now + 6 * SECOND },
    ],
    [
      'after the window it joins those who wait for the clock',
      { mailbox: mailbox({ lastSentAt: now - 59 * SECOND }) },
      { kind: 'wait', due: now + SECOND },
    ],
    [
      'a minute later it waits no more',
      { mailbox: mailbox({ lastSentAt: now - 60 * SECOND }) },
      { kind: 'send' },
    ],
    [
      'what has waited goes however busy the mailbox is',
      { record: record('waiting', { due: now }), mailbox: mailbox({ lastSentAt: now - 1 }) },
      { kind: 'send' },
    ],
    [
      'what waits until later is left',
      { record: record('waiting', { due: now + 1 }) },
      { kind: 'leave', why: 'not due yet' },
    ],
    [
      'what retries later is left',
      { record: record('retrying', { due: now + 1 }) },
      { kind: 'leave', why: 'not due yet' },
    ],
    [
      'somebody is sending it',
      { mailbox: mailbox({ sending: [order.id], leaseEnds: now + 5 * SECOND }) },
      { kind: 'leave', why: 'being sent' },
    ],
    [
      'whoever was sending it has crashed',
      { mailbox: mailbox({ sending: [order.id], leaseEnds: now }) },
      { kind: 'send' },
    ],
    [
      'that sending has failed and the record says so: the retry need not wait for the lease',
      {
        record: record('retrying', {
          due: now,
          attempts: [{ at: now - 65 * SECOND, result: THROTTLED.fault }],
        }),
        mailbox: mailbox({ sending: [order.id], leaseEnds: now + 5 * SECOND }),
      },
      { kind: 'send' },
    ],
    [
      'an earlier sending failed, a new one is under way',
      {
        record: record('retrying', {
          due: now,
          attempts: [{ at: now - 90 * SECOND, result: THROTTLED.fault }],
        }),
        mailbox: mailbox({ sending: [order.id], leaseEnds: now + 5 * SECOND }),
      },
      { kind: 'leave', why: 'being sent' },
    ],
    ['sent is sent', { record: record('sent') }, { kind: 'leave', why: 'final' }],
    ['withdrawn stays so', { record: record('withdrawn') }, { kind: 'leave', why: 'final' }],
    [
      'the incident may not know of the failure',
      { record: record('failed') },
      { kind: 'tell_again' },
    ],
    [
      'the incident may not know that it was sent to nobody',
      { record: record('sent', { doubtful: NOBODY_SUBSCRIBED }) },
      { kind: 'tell_again' },
    ],
    [
      'the incident knows that',
      { record: record('sent', { doubtful: NOBODY_SUBSCRIBED }), incident: page('sent') },
      { kind: 'leave', why: 'final' },
    ],
    [
      'the incident knows of the failure',
      { record: record('failed'), incident: page('failed') },
      { kind: 'leave', why: 'final' },
    ],
    [
      'the incident is acknowledged',
      { incident: { ...open, status: 'acknowledged' } },
      { kind: 'withdraw', why: { code: 'incident_not_triggered', status: 'acknowledged' } },
    ],
    [
      'the incident is resolved while the page waits',
      {
        incident: { ...open, status: 'resolved' },
        record: record('waiting', { due: now + 1 }),
      },
      { kind: 'withdraw', why: { code: 'incident_not_triggered', status: 'resolved' } },
    ],
    [
      'the incident is silenced',
      { incident: { ...open, silenced: { by: 's1', until: now + 1 } } },
      { kind: 'withdraw', why: { code: 'silenced', silence: 's1' } },
    ],
    [
      'the incident took it back',
      { incident: page('withdrawn') },
      { kind: 'withdraw', why: { code: 'incident_withdrew_it' } },
    ],
    [
      'the incident is unknown',
      { incident: null },
      { kind: 'withdraw', why: { code: 'incident_unknown' } },
    ],
    [
      'the person left',
      { config: without('anna') },
      { kind: 'fail', why: { code: 'left_config', person: 'anna' } },
    ],
    [
      'the person has no such channel any more',
      { config: hospital({ people: [person('anna', ['email'])] }) },
      { kind: 'fail', why: { code: 'channel_gone', person: 'anna', channel: 'sms' } },
    ],
  ])('%s', (_, given, verdict) => {
    const about = given.incident === undefined ? open : given.incident;
    expect(
      decideDelivery(order, {
        now,
        config: given.config ?? config,
        mailbox: given.mailbox,
        records: new Map(given.record ? [[order.id, given.record]] : []),
        standings: new Map([[order.id, standingOf(about ?? undefined, order.id, now)]]),
      }),
    ).toEqual(verdict);
  });
});

describe('the record of a page', () => {
  const passing = THROTTLED;

  test('has failed after four attempts, 10, 30 and 60 seconds apart', () => {
    let current: PageRecord | undefined;
    const seen = [];
    for (const minute of [0, 1, 2, 3]) {
      const at = now + minute * MINUTE;
      current = attempted(order, passing, 0, at)(current);
      seen.push([current?.status, current?.due === undefined ? undefined : current.due - at]);
    }
    expect(seen).toEqual([
      ['retrying', 10 * SECOND],
      ['retrying', 30 * SECOND],
      ['retrying', 60 * SECOND],
      ['failed', undefined],
    ]);
    expect(current).toMatchObject({
      version: 4,
      attempts: Array(4).fill({ result: THROTTLED.fault }),
    });
  });

  test('has failed at once if the failure is permanent', () => {
    const outcome = { ...passing, retryable: false };
    expect(attempted(order, outcome, 0, now)(undefined)).toMatchObject({ status: 'failed' });
  });

  test('is not changed once it is final, whoever comes late', () => {
    const sent = record('sent');
    expect(attempted(order, passing, 0, now)(sent)).toBeUndefined();
    expect(ended(order, 'withdrawn', { code: 'reassigned' }, now)(sent)).toBeUndefined();
    expect(waiting(order, now)(sent)).toBeUndefined();
  });

  test('holds the same attempt once', () => {
    const once = attempted(order, passing, 0, now)(undefined);
    expect(attempted(order, passing, 0, now)(once)).toBeUndefined();
  });
});

describe('bundleDue', () => {
  test('makes one message for each mailbox, oldest order first, without final pages', () => {
    const to = (id: string, responder: string, at: number, status: PageRecord['status']) =>
      record(status, { order: { ...order, id, responder, at } });
    const bundles = bundleDue([
      to('b', 'anna', 2, 'waiting'),
      to('c', 'bo', 1, 'retrying'),
      to('a', 'anna', 1, 'waiting'),
      to('d', 'anna', 0, 'sent'),
    ]);
    expect(bundles.map((b) => [b.responder, b.channel, b.orders.map((o) => o.id)])).toEqual([
      ['anna', 'sms', ['a', 'b']],
      ['bo', 'sms', ['c']],
    ]);
  });

  test('puts at most 500 pages into a message, and loses none', () => {
    const records = Array.from({ length: 1_201 }, (_, n) =>
      record('waiting', { order: { ...order, id: `p${n}` } satisfies PageOrder }),
    );
    const bundles = bundleDue(records);
    expect(bundles.map((b) => b.orders.length)).toEqual([500, 500, 201]);
    expect(new Set(bundles.flatMap((b) => b.orders.map((o) => o.id))).size).toBe(1_201);
  });
});
