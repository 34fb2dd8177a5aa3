import { PublishCommand } from '@aws-sdk/client-sns';
import type { SQSRecord } from 'aws-lambda';
import { type AwsClients, awsClients, closeClients } from '#adapters/aws-clients.ts';
import { snsContactBook } from '#adapters/sns/contact-book.ts';
import { createTopics } from '#adapters/sns/create-topics.ts';
import { createQueue } from '#adapters/sqs/create-queues.ts';
import { sqsDeadLetters } from '#adapters/sqs/dead-letters.ts';
import { type Receiver, sqsReceiver } from '#adapters/sqs/receiver.ts';
import { sqsTicks } from '#adapters/sqs/ticks.ts';
import { CANARY } from '#core/canary.ts';
import type { Config } from '#core/config.ts';
import type { Duration } from '#core/time/instant.ts';
import { createAlarmsHandler } from '#lambdas/alarms/handler.ts';
import { createAuditHandler } from '#lambdas/audit/handler.ts';
import { createCanaryHandler } from '#lambdas/canary/handler.ts';
import { createClockHandler } from '#lambdas/clock/handler.ts';
import { createContactsHandler } from '#lambdas/contacts/handler.ts';
import { createIncidentHandler } from '#lambdas/incident/handler.ts';
import { createIngestHandler } from '#lambdas/ingest/handler.ts';
import { createPageHandler } from '#lambdas/page/handler.ts';
import type { PermissionTarget } from '#lambdas/permissions.ts';
import { FUNCTIONS, type FunctionName, QUEUES } from '#lambdas/resources.ts';
import { createRespondHandler } from '#lambdas/respond/handler.ts';
import { createApiKey } from '#lambdas/support/api-key.ts';
import { awsPorts } from '#lambdas/support/aws-ports.ts';
import type { QueueHandler } from '#lambdas/support/fifo-batch.ts';
import type { HttpHandler } from '#lambdas/support/http-handler.ts';
import type { PublishingRuntime } from '#lambdas/support/runtime.ts';
import type { HttpFunction } from '#local/gateway-event.ts';
import { type HttpFront, startHttpFront } from '#local/http-server.ts';
import { readPage } from '#local/phones.ts';
import { createDeployment, type Engines, startEngines } from './aws-engines.ts';
import { recordCalls } from './record-calls.ts';
import { type SnsFaults, snsFaults } from './sns-faults.ts';
import { START } from './world.ts';

type Sent = Readonly<Record<string, string>>;

/** All deployed functions on real engines, each with clients of its own that record what it calls. Nothing happens unless it is asked for. */
export interface RecordedPlatform {
  readonly calls: Readonly<Record<FunctionName, ReadonlySet<string>>>;
  /** The routes that have answered a request with success. */
  readonly answered: ReadonlySet<string>;
  readonly clientsOf: Readonly<Record<FunctionName, AwsClients>>;
  /** What stands between the page function and SNS. */
  readonly sns: SnsFaults;
  /** Asks with an administrator's key, and then lets everything that follows happen. Throws where the answer is no success. */
  // biome-ignore lint/suspicious/noExplicitAny: a test says by its use what it expects.
  call(method: string, path: string, body?: object, headers?: Sent): Promise<any>;
  /** Lets so much time pass, with one tick of a minute's beginning at its end and all that follows. */
  later(time: Duration): Promise<void>;
  /** Publishes to the topic of alarms, and lets everything that follows happen. */
  notify(message: object): Promise<void>;
  audit(name: 'platform' | 'contacts'): Promise<void>;
  canary(): Promise<void>;
  /** The newest link that a phone or mailbox has received, from its path on. */
  newestLink(kind: 'a' | 'i'): string;
  stop(): Promise<void>;
}

/** Creates what a deployment has, on engines of its own, and every function as its entry does. */
export async function startRecordedPlatform(config: Config): Promise<RecordedPlatform> {
  let now = START;
  const clock = () => now;
  const engines = await startEngines();
  const front = await startHttpFront(0, clock);
  const rest = await createRest(engines, config);
  const { functions, calls, clientsOf } = recordFunctions(engines, front, rest, config, clock);
  const answered = serve(front, functions);
  const received: string[] = [];
  const run = poller(rest, received, functions);
  const canary = functions.canaryWaitingBy(run);
  const { token, key } = createApiKey('administrator', ['admin'], now);
  await awsPorts(rest.clients, rest.whereabouts, clock).controls.putKey(key);
  return {
    calls,
    answered,
    clientsOf,
    sns: snsFaults(clientsOf.page.sns, rest.whereabouts.topicPrefix),
    async call(method, path, body, headers) {
      const answer = await ask(front.url + path, method, token, body, headers);
      await run();
      return answer;
    },
    async later(time) {
      now += time;
      const { failures } = await functions.clock({ source: 'aws.events' });
      if (failures.length > 0) throw new Error(failures.join('; '));
      await run();
    },
    async notify(message) {
      const Message = JSON.stringify(message);
      await rest.clients.sns.send(new PublishCommand({ TopicArn: rest.alarmTopicArn, Message }));
      await run();
    },
    audit: (name) => functions.audit({ audit: name }),
    canary: () => canary({}),
    newestLink(kind) {
      const links = received.flatMap((text) => text.split(`${front.url}/${kind}/`).slice(1));
      return `/${kind}/${links.at(-1)?.split(/\s/)[0]}`;
    },
    async stop() {
      await front.stop();
      for (const clients of [rest.clients, ...Object.values(clientsOf)]) closeClients(clients);
      await engines.stop();
    },
  };
}

/** The resources, with clients for whatever is no function of ours: Lambda's poller, and whoever looks at the phones. */
async function createRest({ endpoints }: Engines, config: Config) {
  const clients = awsClients(endpoints);
  const { phonesQueueUrl, alarmTopicArn, ...whereabouts } = await createDeployment(clients, config);
  const ticks = await createQueue(clients.sqs, QUEUES.ticks);
  const canary = await createQueue(clients.sqs, { ...QUEUES.ticks, name: 'canary' });
  const topic = { responder: CANARY.id, channel: CANARY.channel };
  await createTopics(clients.sns, 'wardbell-', [topic], canary.arn);
  const queues = new Map<string, PermissionTarget>([
    [whereabouts.incidentQueueUrl, 'incidentQueue'],
    [whereabouts.pageQueueUrl, 'pageQueue'],
    [whereabouts.alarmQueueUrl, 'alarmQueue'],
    [ticks.url, 'tickQueue'],
    [canary.url, 'canaryQueue'],
    [ticks.deadLetters.url, 'deadLetters'],
  ]);
  const urls = { canaryUrl: canary.url, ticksUrl: ticks.url, lostUrl: ticks.deadLetters.url };
  return { clients, whereabouts, phonesQueueUrl, alarmTopicArn, queues, ...urls };
}

type Rest = Awaited<ReturnType<typeof createRest>>;

/** The functions, each with clients of its own and all that its entry gives it. */
function recordFunctions(
  { endpoints }: Engines,
  { url: publicUrl }: HttpFront,
  { whereabouts, queues, ticksUrl, canaryUrl, lostUrl }: Rest,
  config: Config,
  clock: PublishingRuntime['clock'],
) {
  const clientsOf: Record<FunctionName, AwsClients> = ofEach(() => awsClients(endpoints));
  const calls = ofEach((name) => recordCalls(clientsOf[name], { ...whereabouts, queues }));
  const [log, measure] = [() => undefined, () => undefined];
  const runtimes = ofEach((name): PublishingRuntime => {
    const ports = awsPorts(clientsOf[name], whereabouts, clock);
    return { ports, config, publicUrl, clock, log, measure };
  });
  const contactsOf = ({ sns }: AwsClients) => snsContactBook(sns, whereabouts.topicPrefix);
  const functions = {
    ingest: createIngestHandler(runtimes.ingest),
    alarms: createAlarmsHandler(runtimes.alarms),
    incident: createIncidentHandler(runtimes.incident),
    page: createPageHandler(runtimes.page),
    clock: createClockHandler(runtimes.clock, {
      ticks: sqsTicks(clientsOf.clock.sqs, ticksUrl),
      standby: 0,
    }),
    respond: createRespondHandler(runtimes.respond),
    contacts: createContactsHandler(runtimes.contacts, contactsOf(clientsOf.contacts)),
    audit: createAuditHandler(runtimes.audit, {
      deadLetters: sqsDeadLetters(clientsOf.audit.sqs, [lostUrl]),
      contacts: contactsOf(clientsOf.audit),
      beat: async () => undefined,
    }),
    /** Where it would wait for its page, everything that leads to one happens. */
    canaryWaitingBy(run: () => Promise<void>) {
      const inbox = sqsReceiver(clientsOf.canary.sqs, canaryUrl);
      const receive = (max: number) => run().then(() => inbox.receive(max, 0));
      return createCanaryHandler(runtimes.canary, { ...inbox, receive });
    },
  };
  return { functions, calls, clientsOf };
}

function ofEach<T>(make: (name: FunctionName) => T): Record<FunctionName, T> {
  const names = Object.keys(FUNCTIONS) as FunctionName[];
  return Object.fromEntries(names.map((name) => [name, make(name)])) as Record<FunctionName, T>;
}

/** Answers requests from now on; returns the routes that have been answered with success. */
function serve(
  front: HttpFront,
  { ingest, respond, contacts }: Readonly<Record<HttpFunction, HttpHandler>>,
): ReadonlySet<string> {
  const answered = new Set<string>();
  const noted =
    (handle: HttpHandler): HttpHandler =>
    async (event, context) => {
      const answer = await handle(event, context);
      if (Number(answer.statusCode) < 300) answered.add(event.routeKey);
      return answer;
    };
  front.serve({ ingest: noted(ingest), respond: noted(respond), contacts: noted(contacts) });
  return answered;
}

/** Plays the part of Lambda's poller until the queues are empty, and keeps what phones and mailboxes received. */
function poller(
  { clients: { sqs }, whereabouts, phonesQueueUrl }: Rest,
  received: string[],
  functions: Readonly<Record<'alarms' | 'incident' | 'page', QueueHandler>>,
): () => Promise<void> {
  const incidents = sqsReceiver(sqs, whereabouts.incidentQueueUrl);
  const pages = sqsReceiver(sqs, whereabouts.pageQueueUrl);
  const alarms = sqsReceiver(sqs, whereabouts.alarmQueueUrl);
  const phones = sqsReceiver(sqs, phonesQueueUrl);
  const look: QueueHandler = async ({ Records }) => {
    for (const { body } of Records)
      received.push(readPage(body, whereabouts.topicPrefix)?.text ?? '');
    return { batchItemFailures: [] };
  };
  return async () => {
    while (
      (await take(alarms, functions.alarms)) ||
      (await take(incidents, functions.incident)) ||
      (await take(pages, functions.page)) ||
      (await take(phones, look))
    );
  };
}

async function take(receiver: Receiver, handle: QueueHandler): Promise<boolean> {
  const messages = await receiver.receive(10, 0);
  if (messages.length === 0) return false;
  const { batchItemFailures } = await handle({ Records: messages as unknown as SQSRecord[] });
  if (batchItemFailures.length > 0) throw new Error('A function failed on a message.');
  await receiver.remove(messages);
  return true;
}

async function ask(
  url: string,
  method: string,
  key: string,
  body?: object,
  more: Sent = {},
): Promise<unknown> {
  const asItIs = body instanceof URLSearchParams || body instanceof Uint8Array;
  const headers = {
    authorization: `Bearer ${key}`,
    ...(body && !asItIs && { 'content-type': 'application/json' }),
    ...more,
  };
  const sent = asItIs ? body : JSON.stringify(body);
  const response = await fetch(url, { method, headers, ...(sent && { body: sent }) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url} was answered ${response.status}: ${text}`);
  return response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
}
