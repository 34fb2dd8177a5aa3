import type { Incident } from '#core/incident/incident.ts';
import { pageOrigin } from '#core/incident/page-origin.ts';
import { standingOf } from '#core/incident/page-still-wanted.ts';
import type { Contents } from '#core/messages/contents.ts';
import { inboxExpiry, linkTag } from '#core/messages/link.ts';
import { messageText } from '#core/messages/text.ts';
import {
  type DeliveryContext,
  type DeliveryDecision,
  decideDelivery,
  isFinal,
} from '#core/paging/delivery.ts';
import { mayBeMissed, type PageOrder, type PageRecord } from '#core/paging/page.ts';
import { attempted, claimed, ended, type RecordChange, waiting } from '#core/paging/page-record.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import { deliverNotices } from './deliver-notices.ts';
import { allInParallel } from './in-parallel.ts';
import { loadReadable } from './load-readable.ts';
import type { PageMessage, Ports, Unreadable } from './ports.ts';
import { MAX_CONFLICTS } from './relay-outbox.ts';
import { linkPath } from './sign-link.ts';
import { WriteConflict } from './write-conflict.ts';

type DeliveryPorts = Pick<
  Ports,
  'controls' | 'incidents' | 'pages' | 'mailboxes' | 'incidentQueue' | 'publisher' | 'links'
>;

/** A page that nothing can be decided about, since its incident or its record cannot be read. */
export interface UndecidedPage {
  readonly order: PageOrder;
  readonly error: Unreadable;
}

/**
 * Delivers the pages of one mailbox as at most one message: it loads, decides, claims the mailbox,
 * publishes, and records the outcome. A page that leaves at once costs two writes. Throws if a
 * store or the queue fails; the message is then redelivered. `onEnded` is called for each page that
 * this delivery has ended, as soon as its outcome is recorded: a later failure does not undo that,
 * and the redelivery finds the page ended.
 *
 * Returns the pages whose incident or record cannot be read. They hold back none of the others, and
 * need no redelivery, which would keep the mailbox waiting: each is still due where it is stored,
 * and comes again once that can be read.
 */
export function deliverPages(ports: DeliveryPorts, config: Config, publicUrl: string) {
  const compose = composeMessage(ports, config, publicUrl);
  const tell = deliverNotices(ports, config, publicUrl);
  return async (
    message: PageMessage,
    now: Instant,
    onEnded: (record: PageRecord) => void = () => undefined,
  ): Promise<readonly UndecidedPage[]> => {
    await tell(message, message.notices ?? [], now);
    if (message.orders.length === 0) {
      return [];
    }
    const all = [...new Map(message.orders.map((order) => [order.id, order])).values()];
    for (let race = 0; race < MAX_CONFLICTS; race++) {
      const { undecided, orders, ...situation } = await gather(
        ports,
        config,
        { ...message, orders: all },
        now,
      );
      const judged = orders.map((order) => ({ order, verdict: decideDelivery(order, situation) }));
      const sending = judged.flatMap((j) => (j.verdict.kind === 'send' ? [j.order] : []));
      const sent = sending.length === 0 ? NOTHING : await send(sending, message, situation);
      if (sent === 'conflict') {
        continue;
      }
      await allInParallel(judged, PAGES_AT_ONCE, async ({ order, verdict }) => {
        const change = changeOf(order, verdict, now) ?? sent(order);
        const { record, saved } = await putOnRecord(ports, order, situation, change);
        if (saved && record !== undefined && isFinal(record)) {
          onEnded(record);
        }
        // After a crash before this line the message is redelivered, finds the outcome on record,
        // and notifies the incident then (`tell_again`).
        if (record !== undefined && mayBeMissed(record) && verdict.kind !== 'leave') {
          await notifyIncident(ports, order, situation.incidents.get(order.incident));
        }
      });
      return undecided;
    }
    throw new WriteConflict(
      `lost ${MAX_CONFLICTS} races for the ${message.channel} mailbox of ${message.responder}: it will be tried again`,
    );
  };

  /**
   * Publishes one message with all the pages. Returns what to record for each, or that another
   * sender holds the mailbox.
   */
  async function send(
    orders: readonly PageOrder[],
    to: PageMessage,
    situation: Gathered,
  ): Promise<'conflict' | ((order: PageOrder) => RecordChange | undefined)> {
    const { mailbox, now } = situation;
    const contents = await compose(orders, situation);
    // The claim may have been written although its answer was lost. Then this call sees its own
    // lease and leaves the page; once the lease has expired, the incident (or the clock, for a page
    // that had waited) relays it again.
    const claim = claimed(mailbox, to, orders, now);
    if ((await ports.mailboxes.save(claim, mailbox?.version ?? 0)) === 'conflict') {
      return 'conflict';
    }
    // After a crash between here and the record of the outcome, the page is relayed again once the
    // lease has expired. It may then be sent twice, since nobody knows whether the publish
    // succeeded.
    const outcome = await ports.publisher.publish(
      { responder: to.responder, channel: to.channel },
      contents,
    );
    const ids = new Set(claim.sending);
    return (order) =>
      ids.has(order.id) ? attempted(order, outcome, orders.length - 1, now) : undefined;
  }
}

/** The delivery context, and the incidents that it was read from. */
interface Gathered extends DeliveryContext {
  readonly incidents: ReadonlyMap<string, Incident>;
}

/** The pages that can be decided about, and the others. */
interface Readable {
  readonly orders: readonly PageOrder[];
  readonly undecided: readonly UndecidedPage[];
}

/** How many records of a bundle are written at the same time. */
const PAGES_AT_ONCE = 25;

const NOTHING = () => undefined;

/**
 * The mailbox is read first: anything sent through it before is then either on record or still
 * leased to its sender.
 */
async function gather(
  ports: DeliveryPorts,
  config: Config,
  { responder, channel, hasWaited, orders: asked }: PageMessage,
  now: Instant,
): Promise<Gathered & Readable> {
  const mailbox = await ports.mailboxes.load(responder, channel);
  const [records, incidents] = await Promise.all([
    loadReadable(
      ports.pages.load,
      asked.map((order) => order.id),
    ),
    loadReadable(ports.incidents.load, [...new Set(asked.map((order) => order.incident))]),
  ]);
  const undecided = asked.flatMap((order): UndecidedPage[] => {
    const error = incidents.unreadable.get(order.incident) ?? records.unreadable.get(order.id);
    return error === undefined ? [] : [{ order, error }];
  });
  const without = new Set(undecided.map(({ order }) => order));
  const orders = asked.filter((order) => !without.has(order));
  const standings = new Map(
    orders.map((order) => [
      order.id,
      standingOf(incidents.found.get(order.incident), order.id, now),
    ]),
  );
  const read = { records: records.found, incidents: incidents.found };
  return { now, config, mailbox, ...read, standings, hasWaited, orders, undecided };
}

/** Composes one message. Several pages about one incident read as one. */
function composeMessage({ links }: DeliveryPorts, config: Config, publicUrl: string) {
  return async (orders: readonly PageOrder[], { incidents, now }: Gathered) => {
    const about = new Map<Incident, PageOrder>();
    for (const order of orders) {
      const incident = incidents.get(order.incident);
      if (incident !== undefined) {
        about.set(incident, order);
      }
    }
    const [[incident, order] = []] = about;
    if (incident === undefined || order === undefined) {
      throw new Error('a message must be about an incident');
    }
    const target =
      about.size === 1
        ? ({ kind: 'page', incident: incident.id, page: linkTag(order.id) } as const)
        : ({
            kind: 'inbox',
            responder: linkTag(order.responder),
            expiresAt: inboxExpiry(now),
          } as const);
    const link = publicUrl + (await linkPath(links, target));
    const contents: Contents =
      about.size === 1
        ? { kind: 'page', incident, order, link }
        : {
            kind: 'bundle',
            pages: [...about].map(([of, asked]) => ({ incident: of, order: asked })),
            link,
          };
    return messageText(order.channel, contents, {
      config,
      codeOf: await links.subjectCodes(),
      now,
    });
  };
}

function changeOf(
  order: PageOrder,
  verdict: DeliveryDecision,
  now: Instant,
): RecordChange | undefined {
  switch (verdict.kind) {
    case 'wait':
      return waiting(order, verdict.due);
    case 'withdraw':
      return ended(order, 'withdrawn', verdict.why, now);
    case 'fail':
      return ended(order, 'failed', verdict.why, now);
    case 'send':
    case 'tell_again':
    case 'leave':
      return undefined;
  }
}

/**
 * Applies the change to the newest record and saves it; after a lost race it is applied to the
 * winner's record.
 */
async function putOnRecord(
  { pages }: DeliveryPorts,
  order: PageOrder,
  { records, incidents }: Gathered,
  change: RecordChange | undefined,
): Promise<{ readonly record: PageRecord | undefined; readonly saved: boolean }> {
  let current = records.get(order.id);
  const origin = pageOrigin(incidents.get(order.incident), order.id);
  for (let race = 0; race < MAX_CONFLICTS; race++) {
    const changed = change?.(current);
    if (changed === undefined) {
      return { record: current, saved: false };
    }
    const record = { ...changed, ...origin };
    const outcome = await pages.save(record, current?.version ?? 0);
    if (outcome === 'saved') {
      return { record, saved: true };
    }
    current = (await pages.load([order.id])).get(order.id);
  }
  throw new WriteConflict(
    `lost ${MAX_CONFLICTS} races for the record of page ${order.id}: it will be tried again`,
  );
}

/** The incident moves on to the next channel or step at once. */
async function notifyIncident(
  { incidentQueue }: DeliveryPorts,
  order: PageOrder,
  incident: Incident | undefined,
): Promise<void> {
  if (incident === undefined) {
    return;
  }
  await incidentQueue.send([
    {
      body: {
        kind: 'look',
        incident: incident.id,
        why: `page ${order.id} may have reached nobody`,
      },
      deduplication: `failed:${order.id}`,
    },
  ]);
}

/** Merges the orders of several messages for the same mailbox into one. */
export function mergeMessages(messages: readonly PageMessage[]): PageMessage {
  const [first] = messages;
  if (first === undefined) {
    throw new Error('There is no page to deliver.');
  }
  const notices = messages.flatMap((message) => message.notices ?? []);
  return {
    ...first,
    orders: messages.flatMap(({ orders }) => orders),
    ...(notices.length > 0 && { notices }),
  };
}
