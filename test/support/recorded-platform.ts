import { PublishCommand } from '@aws-sdk/client-sns';
import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import { firehoseArchive, firehoseClient } from '#adapters/archive/firehose.ts';
import { type AwsClients, closeClients } from '#adapters/aws-clients.ts';
import { type RolloutClients, rolloutClients } from '#adapters/rollout-clients.ts';
import { secretReader, secretsClient } from '#adapters/secrets-manager/secret.ts';
import { snsContactBook } from '#adapters/sns/contact-book.ts';
import { createTopics } from '#adapters/sns/create-topics.ts';
import { createQueue } from '#adapters/sqs/create-queues.ts';
import { sqsDeadLetters } from '#adapters/sqs/dead-letters.ts';
import { type Receiver, sqsReceiver } from '#adapters/sqs/receiver.ts';
import { sqsTicks } from '#adapters/sqs/ticks.ts';
import { CANARY, REHEARSAL, REHEARSED, type Rehearsed } from '#core/canary/canary.ts';
import type { Config } from '#core/team/config.ts';
import { type Duration, type Instant, SECOND } from '#core/time/instant.ts';
import { OWN_ENV } from '#deployment/env.ts';
import { FUNCTIONS, type FunctionName } from '#deployment/functions.ts';
import { PERMISSIONS, type PermissionTarget } from '#deployment/permissions.ts';
import { QUEUES } from '#deployment/queues.ts';
import { createApiKey } from '#http/api-key.ts';
import { asDeclared } from '#http/gathered-routes.ts';
import type { HttpEvent } from '#http/http.ts';
import type { HttpHandler } from '#http/http-handler.ts';
import { createAlarmsHandler } from '#lambdas/alarms/handler.ts';
import { createAnswerHandler } from '#lambdas/answer/handler.ts';
import { createAuditHandler } from '#lambdas/audit/handler.ts';
import { createCanaryHandler } from '#lambdas/canary/handler.ts';
import { createClockHandler } from '#lambdas/clock/handler.ts';
import { createConsoleHandler } from '#lambdas/console/handler.ts';
import { createContactsHandler } from '#lambdas/contacts/handler.ts';
import { createIncidentHandler } from '#lambdas/incident/handler.ts';
import { createIngestHandler } from '#lambdas/ingest/handler.ts';
import { createPageHandler } from '#lambdas/page/handler.ts';
import { createProbeHandler } from '#lambdas/probe/handler.ts';
import { createRehearsalHandler } from '#lambdas/rehearsal/handler.ts';
import { createReportsHandler } from '#lambdas/reports/handler.ts';
import { createRespondHandler } from '#lambdas/respond/handler.ts';
import { awsPorts } from '#lambdas/support/aws-ports.ts';
import { consoleIssuer } from '#lambdas/support/console-issuer.ts';
import { rehearsalDependenciesFromEnv } from '#lambdas/support/rehearsal-dependencies.ts';
import type { HttpFunction } from '#local/gateway-event.ts';
import { type HttpFront, startHttpFront } from '#local/http-server.ts';
import { readPage } from '#local/phones.ts';
import { STAND_IN_CLIENT, withStandIn } from '#local/stand-in/access.ts';
import { type StandIn, standInIssuer } from '#local/stand-in/issuer.ts';
import type { QueueHandler } from '#runtime/fifo-batch.ts';
import type { PublishingRuntime } from '#runtime/runtime.ts';
import { withLooks } from '#runtime/with-looks.ts';
import type { Ports } from '#usecases/ports.ts';
import { createDeployment, type Engines, startEngines } from './aws-engines.ts';
import { CONSOLE_FILES } from './console-files.ts';
import { recordCalls } from './record-calls.ts';
import { type RolloutAnswers, type RolloutAws, startRolloutAws } from './rollout-aws.ts';
import { type SnsFaults, snsFaults } from './sns-faults.ts';
import { START } from './world.ts';

type Sent = Readonly<Record<string, string>>;

/**
 * All deployed functions on real engines, each with clients of its own that record what it calls.
 * Nothing happens unless it is asked for.
 */
export interface RecordedPlatform {
  /** The base of its addresses. */
  readonly url: string;
  readonly calls: Readonly<Record<FunctionName, ReadonlySet<string>>>;
  /** Routes that have answered a request successfully. */
  readonly answered: ReadonlySet<string>;
  readonly clientsOf: Readonly<Record<FunctionName, AwsClients>>;
  /** Stores for direct access by the test, attributed to no function. */
  readonly stored: Omit<Ports, 'publisher'>;
  /** Faults between the page function and SNS. */
  readonly sns: SnsFaults;
  /**
   * Asks with an administrator's key, or the cookie that is given, and then lets everything that
   * follows happen. Throws where the answer is no success.
   */
  // biome-ignore lint/suspicious/noExplicitAny: a test says by its use what it expects.
  call(method: string, path: string, body?: object | string, headers?: Sent): Promise<any>;
  /** The platform's clock. */
  now(): Instant;
  /** Sends this many requests, each with another key that does not exist. */
  guess(method: string, path: string, times: number): Promise<void>;
  /** Advances the clock, with one tick at the end, and runs everything that follows. */
  later(time: Duration): Promise<void>;
  /** Publishes to the alarms topic, and runs everything that follows. */
  notify(message: object): Promise<void>;
  audit(name: 'platform' | 'daily'): Promise<void>;
  canary(): Promise<void>;
  probe(): Promise<void>;
  /** Rehearses a new version of the function; rejects if it may not take over. */
  rehearse(name: Rehearsed): Promise<void>;
  /** The path of the newest link that a phone or mailbox has received. */
  newestLink(kind: 'a' | 'i'): string;
  stop(): Promise<void>;
}

/** Creates what a deployment has, on engines of its own, and every function as its entry does. */
export async function startRecordedPlatform(given: Config): Promise<RecordedPlatform> {
  let now = START;
  const clock = () => now;
  const engines = await startEngines();
  const front = await startHttpFront(0, clock);
  const config = withStandIn(given, front.url);
  const rest = await createRest(engines, config);
  const rollout = await startRolloutAws(() => functions.answers());
  const { functions, calls, clientsOf } = recordFunctions(engines, { front, rollout }, rest, {
    config,
    clock,
  });
  const { log } = SILENT;
  const standIn = standInIssuer({ publicUrl: front.url, access: config.access, config, log });
  const answered = serve(front, functions, standIn);
  const received: string[] = [];
  const run = poller(rest, received, functions);
  const canary = functions.canaryWaitingBy(run);
  const later = async (time: Duration) => {
    now += time;
    const { failures } = await functions.clock({ source: 'aws.events' });
    if (failures.length > 0) {
      throw new Error(failures.join('; '));
    }
    await run();
  };
  const { token, key } = createApiKey('administrator', ['admin'], now);
  const stored = awsPorts(rest.clients, rest.whereabouts, clock);
  await stored.controls.putKey(key);
  return {
    url: front.url,
    calls,
    answered,
    clientsOf,
    stored,
    sns: snsFaults(clientsOf.page.sns, rest.whereabouts.topicPrefix),
    async call(method, path, body, headers) {
      const answer = await ask(front.url + path, method, token, {
        ...(body !== undefined && { body }),
        ...(headers !== undefined && { headers }),
      });
      await run();
      return answer;
    },
    now: clock,
    async guess(method, path, times) {
      for (let n = 0; n < times; n++) {
        const none = `wb_${n.toString(16).padStart(12, '0')}_${'A'.repeat(43)}`;
        await fetch(front.url + path, { method, headers: { authorization: `Bearer ${none}` } });
      }
    },
    later,
    async notify(message) {
      const Message = JSON.stringify(message);
      await rest.clients.sns.send(new PublishCommand({ TopicArn: rest.alarmTopicArn, Message }));
      await run();
    },
    audit: (name) => functions.audit({ audit: name }),
    canary: () => canary({}),
    probe: () => functions.probe({}),
    rehearse: (name) => functions.rehearse(name, later),
    newestLink(kind) {
      const links = received.flatMap((text) => text.split(`${front.url}/${kind}/`).slice(1));
      return `/${kind}/${links.at(-1)?.split(/\s/)[0]}`;
    },
    async stop() {
      await front.stop();
      functions.stop();
      for (const clients of [rest.clients, ...Object.values(clientsOf)]) {
        closeClients(clients);
      }
      await engines.stop();
    },
  };
}

/**
 * Returns the resources, with clients for whatever is no function of ours: Lambda's poller, and
 * whoever looks at the phones.
 */
async function createRest(engines: Engines, config: Config) {
  const clients = engines.clients();
  const { phonesQueueUrl, alarmTopicArn, ...whereabouts } = await createDeployment(clients, config);
  const ticks = await createQueue(clients.sqs, QUEUES.ticks);
  const canary = await createQueue(clients.sqs, { ...QUEUES.ticks, name: 'canary' });
  const topic = { responder: CANARY.id, channel: CANARY.channel };
  await createTopics(clients.sns, 'wardbell-', [topic], canary.arn);
  const rehearsals = await createRehearsalQueues(clients);
  const queues = new Map<string, PermissionTarget>([
    [whereabouts.incidentQueueUrl, 'incidentQueue'],
    [whereabouts.pageQueueUrl, 'pageQueue'],
    [whereabouts.alarmQueueUrl, 'alarmQueue'],
    [ticks.url, 'tickQueue'],
    [canary.url, 'canaryQueue'],
    ...Object.values(rehearsals).map((url) => [url, 'rehearsalQueues'] as const),
    [ticks.deadLetters.url, 'deadLetters'],
  ]);
  const urls = { canaryUrl: canary.url, ticksUrl: ticks.url, lostUrl: ticks.deadLetters.url };
  return { clients, whereabouts, phonesQueueUrl, alarmTopicArn, queues, rehearsals, ...urls };
}

/** Returns the queues of rehearsals' pages, each subscribed as the stack does it. */
async function createRehearsalQueues({ sqs, sns }: AwsClients) {
  const create = async (name: Rehearsed) => {
    const { url, arn } = await createQueue(sqs, { ...QUEUES.ticks, name: `rehearsal-${name}` });
    const responder = name === 'page' ? REHEARSAL.id : CANARY.id;
    await createTopics(sns, 'wardbell-', [{ responder, channel: CANARY.channel }], arn);
    return url;
  };
  return {
    ingest: await create('ingest'),
    incident: await create('incident'),
    page: await create('page'),
  };
}

type Rest = Awaited<ReturnType<typeof createRest>>;

const SILENT = { log: () => undefined, measure: () => undefined };

interface Fronts {
  readonly front: HttpFront;
  readonly rollout: RolloutAws;
}

/** Returns the functions, each with clients of its own and all that its entry gives it. */
function recordFunctions(
  engines: Engines,
  { front: { url: publicUrl }, rollout }: Fronts,
  { whereabouts, queues, rehearsals, ticksUrl, canaryUrl, lostUrl }: Rest,
  { config, clock }: Pick<PublishingRuntime, 'config' | 'clock'>,
) {
  const clientsOf: Record<FunctionName, AwsClients> = ofEach(() => engines.clients());
  const rolloutClientsOfRehearsal = rolloutClients(rollout.endpoint);
  const secretsmanager = secretsClient(rollout.endpoint);
  const firehose = firehoseClient(rollout.endpoint.endpoint);
  const places = { ...whereabouts, queues };
  const calls = ofEach((name) => {
    const more = {
      ...(name === 'rehearsal' && rolloutClientsOfRehearsal),
      ...(name === 'console' && { secretsmanager }),
      ...(name === 'ingest' && { firehose }),
    };
    return recordCalls({ ...clientsOf[name], ...more }, places);
  });
  const { log, measure } = SILENT;
  const runtimes = ofEach((name): PublishingRuntime => {
    const own = {
      ...awsPorts(clientsOf[name], whereabouts, clock),
      ...(name === 'ingest' && { archive: firehoseArchive(firehose, 'archive') }),
    };
    const ticks = sqsTicks(clientsOf[name].sqs, ticksUrl);
    const ports = 'tickQueue' in PERMISSIONS[name] ? withLooks(own, ticks, { clock, log }) : own;
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
    answer: createAnswerHandler(runtimes.answer),
    respond: createRespondHandler(runtimes.respond),
    reports: createReportsHandler(runtimes.reports),
    contacts: createContactsHandler(runtimes.contacts, contactsOf(clientsOf.contacts)),
    console: createConsoleHandler(runtimes.console, {
      files: () => CONSOLE_FILES,
      issuer: consoleIssuer(config, {
        issuer: `${publicUrl}/issuer`,
        clientId: STAND_IN_CLIENT,
        alwaysMfa: false,
        secret: secretReader(secretsmanager, 'the secret of the console'),
      }),
    }),
    audit: createAuditHandler(runtimes.audit, {
      deadLetters: sqsDeadLetters(clientsOf.audit.sqs, [lostUrl]),
      contacts: contactsOf(clientsOf.audit),
      place: 'here',
      beat: async () => undefined,
    }),
    probe: createProbeHandler(runtimes.probe, {
      place: 'here',
      probe: async () => ({ took: 5 }),
    }),
    /** Instead of waiting for its page, it runs everything that leads to one. */
    canaryWaitingBy(run: () => Promise<void>) {
      const inbox = sqsReceiver(clientsOf.canary.sqs, canaryUrl);
      const receive = (max: number) => run().then(() => inbox.receive(max, 0));
      return createCanaryHandler(runtimes.canary, { inbox: { ...inbox, receive }, place: 'here' });
    },
  };
  const rehearsal = recordRehearsal({
    runtime: runtimes.rehearsal,
    sqs: clientsOf.rehearsal.sqs,
    queues: rehearsals,
    rollout,
    clients: rolloutClientsOfRehearsal,
    versions: functions,
  });
  return { functions: { ...functions, ...rehearsal }, calls, clientsOf };
}

interface RecordedRehearsal {
  readonly runtime: PublishingRuntime;
  readonly sqs: AwsClients['sqs'];
  readonly queues: Readonly<Record<Rehearsed, string>>;
  readonly rollout: RolloutAws;
  readonly clients: RolloutClients;
  readonly versions: {
    readonly ingest: HttpHandler;
    readonly incident: QueueHandler;
    readonly page: QueueHandler;
  };
}

/** Returns the rehearsal, invoked as CodeDeploy does, about the only existing version. */
function recordRehearsal({ runtime, sqs, queues, rollout, clients, versions }: RecordedRehearsal) {
  let about: Rehearsed = 'ingest';
  const settings = REHEARSED.map((name) => [name, { functionName: name, queueUrl: queues[name] }]);
  const env = { [OWN_ENV.rehearsals]: JSON.stringify(Object.fromEntries(settings)) };
  const parts = rehearsalDependenciesFromEnv({ sqs }, env, clients);
  /**
   * Instead of waiting for its page, it advances the clock and runs everything that leads to one.
   */
  const waitingBy = (name: Rehearsed, later: RecordedPlatform['later']) => {
    const { functionName, inbox } = parts.stages[name];
    const receive = async (max: number, waitSeconds: number) => {
      await later(waitSeconds * SECOND);
      return inbox.receive(max, 0);
    };
    return { functionName, inbox: { ...inbox, receive } };
  };
  return {
    answers: (): RolloutAnswers => ({
      deploymentInfo: { revision: { string: { content: appSpec(about) } } },
      invoke: (event) =>
        about === 'ingest'
          ? versions.ingest(event as HttpEvent, {} as Context)
          : versions[about](event as SQSEvent),
    }),
    async rehearse(name: Rehearsed, later: RecordedPlatform['later']) {
      about = name;
      const stages = {
        ingest: waitingBy('ingest', later),
        incident: waitingBy('incident', later),
        page: waitingBy('page', later),
      };
      const handle = createRehearsalHandler(runtime, { ...parts, stages });
      const event = { DeploymentId: `d-${name}`, LifecycleEventHookExecutionId: 'h' };
      await handle(event, { getRemainingTimeInMillis: () => 60_000 });
      await later(SECOND);
      const [, , status] = rollout.told.at(-1) as readonly unknown[];
      if (status !== 'Succeeded') {
        throw new Error(`The new version of ${name} has ${status}.`);
      }
    },
    stop() {
      for (const client of Object.values(clients)) {
        client.destroy();
      }
      rollout.stop();
    },
  };
}

function appSpec(name: Rehearsed): string {
  const Properties = { Name: name, TargetVersion: '8' };
  return JSON.stringify({ Resources: [{ [name]: { Properties } }] });
}

function ofEach<T>(make: (name: FunctionName) => T): Record<FunctionName, T> {
  const names = Object.keys(FUNCTIONS) as FunctionName[];
  return Object.fromEntries(names.map((name) => [name, make(name)])) as Record<FunctionName, T>;
}

/** Serves requests; returns the routes that have been answered successfully. */
function serve(
  front: HttpFront,
  {
    ingest,
    answer,
    respond,
    reports,
    contacts,
    console,
  }: Readonly<Record<HttpFunction, HttpHandler>>,
  standIn: StandIn,
): ReadonlySet<string> {
  const answered = new Set<string>();
  const noted = (handle: HttpHandler): HttpHandler =>
    asDeclared(async (event, context) => {
      const response = await handle(event, context);
      if (Number(response.statusCode) < 300) {
        answered.add(event.routeKey);
      }
      return response;
    });
  front.serve(
    {
      ingest: noted(ingest),
      answer: noted(answer),
      respond: noted(respond),
      reports: noted(reports),
      contacts: noted(contacts),
      console: noted(console),
    },
    { standIn },
  );
  return answered;
}

/** Acts as Lambda's poller until the queues are empty, and keeps received pages. */
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
    for (const { body } of Records) {
      received.push(readPage(body, whereabouts.topicPrefix)?.text ?? '');
    }
    return { batchItemFailures: [] };
  };
  return async () => {
    while (
      (await take(alarms, functions.alarms)) ||
      (await take(incidents, functions.incident)) ||
      (await take(pages, functions.page)) ||
      (await take(phones, look))
    ) {}
  };
}

async function take(receiver: Receiver, handle: QueueHandler): Promise<boolean> {
  const messages = await receiver.receive(10, 0);
  if (messages.length === 0) {
    return false;
  }
  const { batchItemFailures } = await handle({ Records: messages as unknown as SQSRecord[] });
  if (batchItemFailures.length > 0) {
    throw new Error('A function failed on a message.');
  }
  await receiver.remove(messages);
  return true;
}

async function ask(
  url: string,
  method: string,
  key: string,
  { body, headers: more = {} }: { readonly body?: object | string; readonly headers?: Sent },
): Promise<unknown> {
  const asItIs =
    typeof body === 'string' || body instanceof URLSearchParams || body instanceof Uint8Array;
  const headers = {
    ...(more['cookie'] === undefined && { authorization: `Bearer ${key}` }),
    ...(body && !asItIs && { 'content-type': 'application/json' }),
    ...more,
  };
  const sent = asItIs ? body : JSON.stringify(body);
  const response = await fetch(url, { method, headers, ...(sent !== undefined && { body: sent }) });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`${method} ${url} was answered ${response.status}: ${text}`);
  }
  return response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
}
