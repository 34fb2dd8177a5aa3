import { pagingRehearsals, REHEARSAL, rehearsalSubject } from '#core/canary/canary.ts';
import { pageResultText } from '#core/messages/page-result-text.ts';
import { BY_ID } from '#core/responder/reader.ts';
import type { Sample } from '#core/sample/sample.ts';
import type { Config } from '#core/team/config.ts';
import { type Duration, type Instant, SECOND } from '#core/time/instant.ts';
import {
  awaitPage,
  breachAndEnd,
  type CanaryInbox,
  CLOCK_TOLERANCE,
  PAGE_TIMEOUT,
  removeOldPages,
} from './canary-inbox.ts';
import { handleIncidentMessage } from './handle-incident-message.ts';
import { ingestSamples } from './ingest-samples.ts';
import type {
  Hand,
  IncidentMessage,
  NewVersion,
  PageMessage,
  Ports,
  PostSamples,
  Queue,
} from './ports.ts';

type RehearsalPorts = Pick<Ports, 'subjects' | 'incidents' | 'pages' | 'controls'>;

/**
 * The dependencies of a rehearsal. It has its own queues, so its decisions reach only the new
 * version.
 */
export interface RehearsalDependencies<Message extends { readonly body: string }> {
  readonly ports: RehearsalPorts;
  readonly config: Config;
  readonly inbox: CanaryInbox<Message>;
  readonly clock: () => Instant;
}

/**
 * Breaches a rule so that the new version of one function must do its part for a page to arrive,
 * and waits for the page. Returns how long it took. Everything before that function runs here, by
 * the same use cases; everything after it is done by the live versions. The breach is ended
 * whatever happens. Throws the reason if no page arrives.
 */
export async function rehearse<Message extends { readonly body: string }>(
  parts: RehearsalDependencies<Message>,
  version: NewVersion,
): Promise<Duration> {
  const { inbox, clock } = parts;
  const take = takerOf(parts, version);
  const subject = rehearsalSubject(version.name);
  await removeOldPages(inbox);
  return breachAndEnd(
    () => breachUntilPaged(parts, version, take),
    () => take([sample(subject, 0, clock())]),
  );
}

async function breachUntilPaged<Message extends { readonly body: string }>(
  { inbox, clock }: RehearsalDependencies<Message>,
  { name }: NewVersion,
  take: PostSamples,
): Promise<Duration> {
  const subject = rehearsalSubject(name);
  const startedAt = clock();
  await take([sample(subject, 0, startedAt - 1), sample(subject, 1, startedAt)]);
  const took = await awaitPage(inbox, { subject, startedAt, clock });
  if (took !== undefined) {
    return took;
  }
  throw new Error(
    `no page came within ${PAGE_TIMEOUT / SECOND} s of a breach that the new version of "${name}" had taken`,
  );
}

/** Returns the function that brings samples to the new version through the functions before it. */
function takerOf(
  { ports, config, clock }: Omit<RehearsalDependencies<never>, 'inbox'>,
  version: NewVersion,
): PostSamples {
  switch (version.name) {
    case 'ingest':
      return version.hand;
    case 'incident':
      return evaluated(ports, config, clock, version.hand);
    case 'page':
      return evaluated(ports, config, clock, decided(ports, config, clock, version.hand));
  }
}

/** Evaluates samples as the ingest function does, and passes on the transitions. */
function evaluated(
  { subjects }: RehearsalPorts,
  config: Config,
  clock: () => Instant,
  hand: Hand<IncidentMessage>,
): PostSamples {
  return async (samples) => {
    const incidentQueue = new Caught<IncidentMessage>();
    await ingestSamples({ subjects, incidentQueue }, config)(samples, clock());
    await hand(incidentQueue.messages);
  };
}

/** Folds transitions into an incident as the incident function does, and passes on the pages. */
function decided(
  ports: RehearsalPorts,
  config: Config,
  clock: () => Instant,
  hand: Hand<PageMessage>,
): Hand<IncidentMessage> {
  return async (messages) => {
    const pageQueue = new Caught<PageMessage>();
    const queues = { pageQueue, incidentQueue: new Caught<IncidentMessage>() };
    const handle = handleIncidentMessage({ ...ports, ...queues }, pagingRehearsals(config));
    for (const message of messages) {
      await handle(message, clock());
    }
    await hand(pageQueue.messages);
    await checkSent(ports, pageQueue.messages);
  };
}

/**
 * Only the new version knows of these pages: its page record shows what it did, or why it did not.
 */
async function checkSent({ pages }: RehearsalPorts, messages: readonly PageMessage[]) {
  const ids = messages.flatMap(({ orders }) => orders.map(({ id }) => id));
  const records = await pages.load(ids);
  for (const id of ids) {
    const record = records.get(id);
    if (record?.status === 'sent') {
      continue;
    }
    const last = record?.attempts.at(-1)?.result;
    const why = last === undefined ? '' : `: ${pageResultText(last, BY_ID)}`;
    throw new Error(
      `the new version of "page" took a page and did not send it; on record it is ${record?.status ?? 'not there'}${why}`,
    );
  }
}

/** A queue that keeps its messages in memory. */
class Caught<Message> implements Queue<Message> {
  readonly messages: Message[] = [];

  async send(messages: readonly { readonly body: Message }[]): Promise<void> {
    this.messages.push(...messages.map(({ body }) => body));
  }
}

function sample(subject: string, value: number, now: Instant): Sample {
  return { subject, metric: REHEARSAL.metric, value, at: now - CLOCK_TOLERANCE, labels: {} };
}
