import { type AwsClients, awsClients, closeClients } from '#adapters/aws-clients.ts';
import { snsContactBook } from '#adapters/sns/contact-book.ts';
import { sqsReceiver } from '#adapters/sqs/receiver.ts';
import type { Config } from '#core/config.ts';
import { type Duration, type Instant, SECOND } from '#core/time/instant.ts';
import { createAlarmsHandler } from '#lambdas/alarms/handler.ts';
import { createClockHandler } from '#lambdas/clock/handler.ts';
import { createContactsHandler } from '#lambdas/contacts/handler.ts';
import { createIncidentHandler } from '#lambdas/incident/handler.ts';
import { createIngestHandler } from '#lambdas/ingest/handler.ts';
import { createPageHandler } from '#lambdas/page/handler.ts';
import { QUEUES } from '#lambdas/resources.ts';
import { createRespondHandler } from '#lambdas/respond/handler.ts';
import { awsPorts } from '#lambdas/support/aws-ports.ts';
import { type Log, logToConsole } from '#lambdas/support/log.ts';
import type { PublishingRuntime } from '#lambdas/support/runtime.ts';
import type { Ports } from '#usecases/ports.ts';
import type { TickReport } from '#usecases/tick.ts';
import { adminKey } from './admin-key.ts';
import { claimFolder } from './claim-folder.ts';
import { startEngines } from './engines.ts';
import { type HttpFront, startHttpFront } from './http-server.ts';
import { PHONES_QUEUE, type ReceivedPage, showPages } from './phones.ts';
import { pollQueue, type Running } from './poll-queue.ts';
import { createResources } from './resources.ts';
import { startTicker } from './ticker.ts';

export interface PlatformOptions {
  readonly config: Config;
  /** 0 takes a free one. */
  readonly port: number;
  /**
   * A folder in which everything is kept over restarts.
   * @default in memory, gone at the end
   */
  readonly data?: string;
  /** @default Date.now */
  readonly clock?: () => Instant;
  /**
   * How often the clock function is called, in real time; null leaves it to `tick`.
   * @default 10 s
   */
  readonly tickEvery?: Duration | null;
  /** @default one JSON line each on the standard output */
  readonly log?: Log;
  /** Called with what each phone and mailbox receives. */
  readonly onPage?: (page: ReceivedPage) => void;
}

/** The whole platform in this process. */
export interface Platform {
  readonly url: string;
  /** A key with the scope `admin`. */
  readonly adminKey: string;
  readonly ports: Ports;
  readonly clients: AwsClients;
  /** The topic that takes in alarms of CloudWatch, and the address of its SNS. */
  readonly alarmInbox: { readonly topicArn: string; readonly endpoint: string };
  /** Calls the clock function now. */
  tick(): Promise<TickReport>;
  /** Finishes what is under way and closes everything. */
  stop(): Promise<void>;
}

/** Runs the deployed functions on one machine, fed as AWS feeds them, on APIs that speak as AWS does. */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const { clock = Date.now } = options;
  // First of all, because the port is what fails most often.
  const front = await startHttpFront(options.port, clock);
  const opened: (() => Promise<void> | void)[] = [];
  const stop = async () => {
    await front.stop();
    for (const close of opened.reverse().splice(0)) await close();
  };
  try {
    return { ...(await open(options, front, opened)), url: front.url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function open(
  { config, data, log = logToConsole, ...options }: PlatformOptions,
  front: HttpFront,
  opened: (() => Promise<void> | void)[],
): Promise<Omit<Platform, 'url' | 'stop'>> {
  const { clock = Date.now, tickEvery = 10 * SECOND, onPage = () => undefined } = options;
  if (data !== undefined) opened.push(claimFolder(data));
  const engines = await startEngines(data);
  opened.push(engines.stop);
  const clients = awsClients(engines.endpoints);
  opened.push(() => closeClients(clients));
  const resources = await createResources(clients, config);
  const ports = awsPorts(clients, resources, clock);
  const runtime: PublishingRuntime = {
    ports,
    config,
    publicUrl: front.url,
    clock,
    log,
    // Nobody looks at metrics on one machine.
    measure: () => undefined,
  };
  const { incidents, pages, alarms } = QUEUES;
  const started: Running[] = [
    poll(incidents, resources.incidentQueueUrl, createIncidentHandler(runtime)),
    poll(pages, resources.pageQueueUrl, createPageHandler(runtime)),
    poll(alarms, resources.alarmQueueUrl, createAlarmsHandler(runtime)),
    poll(PHONES_QUEUE, resources.phonesQueueUrl, showPages(resources.topicPrefix, onPage)),
  ];
  const clockHandler = createClockHandler(runtime);
  const tick = () => clockHandler({ source: 'local' });
  if (tickEvery !== null) started.push(startTicker(tickEvery, tick));
  opened.push(async () => {
    await Promise.all(started.map((running) => running.stop()));
  });
  front.serve({
    ingest: createIngestHandler(runtime),
    respond: createRespondHandler(runtime),
    contacts: createContactsHandler(runtime, snsContactBook(clients.sns, resources.topicPrefix)),
  });
  const alarmInbox = { topicArn: resources.alarmTopicArn, endpoint: engines.endpoints.sns };
  const key = await adminKey(ports.controls, clock(), data);
  return { ports, clients, alarmInbox, tick, adminKey: key };

  function poll(
    { name, batchSize }: { readonly name: string; readonly batchSize: number },
    url: string,
    handle: Parameters<typeof pollQueue>[1],
  ): Running {
    return pollQueue(sqsReceiver(clients.sqs, url), handle, { name, batchSize, log });
  }
}
