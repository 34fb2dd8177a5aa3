import { join } from 'node:path';
import { closeClients, type MessageClients, messageClients } from '#adapters/aws-clients.ts';
import { snsContactBook } from '#adapters/sns/contact-book.ts';
import { snsPublisher } from '#adapters/sns/publisher.ts';
import { type Database, type DatabaseOptions, openDatabase } from '#adapters/sqlite/database.ts';
import { lockFolder } from '#adapters/sqlite/lock-folder.ts';
import { sqliteStores } from '#adapters/sqlite/stores.ts';
import { sqsDeadLetters } from '#adapters/sqs/dead-letters.ts';
import { sqsReceiver } from '#adapters/sqs/receiver.ts';
import type { Config } from '#core/team/config.ts';
import { type Duration, type Instant, SECOND } from '#core/time/instant.ts';
import { QUEUES } from '#deployment/queues.ts';
import { createAlarmsHandler } from '#lambdas/alarms/handler.ts';
import { createAnswerHandler } from '#lambdas/answer/handler.ts';
import { createClockHandler } from '#lambdas/clock/handler.ts';
import { createConsoleHandler } from '#lambdas/console/handler.ts';
import { createContactsHandler } from '#lambdas/contacts/handler.ts';
import { createIncidentHandler } from '#lambdas/incident/handler.ts';
import { createIngestHandler } from '#lambdas/ingest/handler.ts';
import { createPageHandler } from '#lambdas/page/handler.ts';
import { createReportsHandler } from '#lambdas/reports/handler.ts';
import { createRespondHandler } from '#lambdas/respond/handler.ts';
import { createPorts } from '#lambdas/support/aws-ports.ts';
import { consoleIssuer } from '#lambdas/support/console-issuer.ts';
import { type Log, type LogLine, logToConsole } from '#runtime/log.ts';
import { logUnreadable } from '#runtime/log-unreadable.ts';
import { orLogged } from '#runtime/or-logged.ts';
import type { PublishingRuntime } from '#runtime/runtime.ts';
import type { Ports } from '#usecases/ports.ts';
import { reassertAlerts } from '#usecases/reassert-alerts.ts';
import { sweepAuditDaily } from '#usecases/sweep-audit.ts';
import type { TickReport } from '#usecases/tick.ts';
import { adminKey } from './admin-key.ts';
import { localArchive } from './archive.ts';
import { localAuditor } from './auditor.ts';
import { consoleFiles } from './console-files.ts';
import { localContactBook } from './contact-book.ts';
import { countInProcess } from './count-in-process.ts';
import { countItems, type ItemCounts } from './count-items.ts';
import { type HttpFront, startHttpFront } from './http-server.ts';
import { PHONES_QUEUE, type ReceivedPage, showPages } from './phones.ts';
import { createPhonesHandler, PHONES } from './phones-route.ts';
import { pollQueue, type Running } from './poll-queue.ts';
import { startQueues } from './queues.ts';
import { keepMessages } from './received-messages.ts';
import { createResources } from './resources.ts';
import { withStandIn } from './stand-in/access.ts';
import { standInIssuer } from './stand-in/issuer.ts';
import { watchStore } from './store-watch.ts';
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
  /**
   * The version of Wardbell.
   * @default 'unknown'
   */
  readonly version?: string;
  /** @default Date.now */
  readonly clock?: () => Instant;
  /**
   * How often the clock function is called, in real time; null leaves it to `tick`.
   * @default 1 s
   */
  readonly tickEvery?: Duration | null;
  /** @default one JSON line each on the standard output */
  readonly log?: Log;
  /**
   * Opens the store.
   * @default in the folder, or in memory
   */
  readonly openStore?: (options: DatabaseOptions) => Database;
  /** Called with what each phone and mailbox receives. */
  readonly onPage?: (page: ReceivedPage) => void;
}

/** The whole platform in this process. */
export interface Platform {
  readonly url: string;
  /** A key with the scope `admin`. */
  readonly adminKey: string;
  readonly ports: Ports;
  readonly clients: MessageClients;
  /** The counted accesses to the stores. */
  readonly counts: ItemCounts;
  /** The topic that takes CloudWatch alarms, and the endpoint of its SNS. */
  readonly alarmInbox: { readonly topicArn: string; readonly endpoint: string };
  /** Calls the clock function now. */
  tick(): Promise<TickReport>;
  /** Finishes what is under way and closes everything. */
  stop(): Promise<void>;
}

/**
 * Runs the deployed functions on one machine, with the events that AWS would send, on services that
 * speak the protocols of AWS.
 */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const { clock = Date.now } = options;
  // The port is bound first, because that fails most often.
  const front = await startHttpFront(options.port, clock);
  const opened: (() => Promise<void> | void)[] = [];
  const stop = async () => {
    await front.stop();
    for (const close of opened.reverse().splice(0)) {
      await close();
    }
  };
  try {
    return { ...(await open(options, front, opened)), url: front.url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function open(
  { config: written, data, version, log: logAll = logToConsole, ...options }: PlatformOptions,
  front: HttpFront,
  opened: (() => Promise<void> | void)[],
): Promise<Omit<Platform, 'url' | 'stop'>> {
  const { clock = Date.now, tickEvery = SECOND, onPage = () => undefined } = options;
  const config = withStandIn(written, front.url);
  if (data !== undefined) {
    opened.push(lockFolder(data));
  }
  const { log, onFault } = watchStore(logAll);
  const { openStore = openDatabase } = options;
  const database = openStore({ onFault, ...(data !== undefined && { folder: data }) });
  opened.push(database.close);
  const queues = await startQueues(data === undefined ? undefined : join(data, 'queues'));
  opened.push(queues.stop);
  const clients = messageClients(queues.endpoint);
  opened.push(() => closeClients(clients));
  const resources = await createResources(clients, config);
  const { stores, counts } = countItems(sqliteStores(database, logUnreadable(log)));
  const ports: Ports = {
    ...createPorts(stores, clients.sqs, resources),
    ...localArchive(config, data, log),
    publisher: snsPublisher(clients.sns, resources.topicPrefix, clock),
  };
  if (queues.file?.setAside !== undefined) {
    const told = await reassertAlerts(ports)(clock());
    log({ ...queuesSetAside(queues.file.setAside), ...told });
  }
  const runtime: PublishingRuntime = {
    ports,
    config,
    ...(version !== undefined && { version }),
    publicUrl: front.url,
    clock,
    log,
    ...countInProcess(),
    storeFault: async () => (await database.fault())?.reason,
    showsPhones: true,
  };
  const received = keepMessages(clock);
  const receive = (page: ReceivedPage) => {
    received.keep(page);
    onPage(page);
  };
  const { incidents, pages, alarms } = QUEUES;
  const started: Running[] = [
    poll(incidents, resources.incidentQueueUrl, createIncidentHandler(runtime)),
    poll(pages, resources.pageQueueUrl, createPageHandler(runtime)),
    poll(alarms, resources.alarmQueueUrl, createAlarmsHandler(runtime)),
    poll(PHONES_QUEUE, resources.phonesQueueUrl, showPages(resources.topicPrefix, receive)),
  ];
  const clockHandler = createClockHandler(runtime);
  const sweepTrail = orLogged(
    log,
    'old entries of the audit trail could not be removed',
    sweepAuditDaily(ports, config),
  );
  const audit = localAuditor(runtime, sqsDeadLetters(clients.sqs, resources.deadLetterUrls));
  const tick = async () => {
    const report = await clockHandler({ source: 'local' });
    await sweepTrail(clock());
    await audit(clock());
    return report;
  };
  if (tickEvery !== null) {
    started.push(startTicker(tickEvery, tick));
  }
  opened.push(async () => {
    await Promise.all(started.map((running) => running.stop()));
  });
  const sns = snsContactBook(clients.sns, resources.topicPrefix);
  const contacts = localContactBook(sns, resources.topicPrefix);
  front.serve(
    {
      ingest: createIngestHandler(runtime),
      answer: createAnswerHandler(runtime),
      respond: createRespondHandler(runtime),
      reports: createReportsHandler(runtime),
      contacts: createContactsHandler(runtime, contacts),
      console: createConsoleHandler(runtime, {
        files: consoleFiles,
        issuer: consoleIssuer(config),
      }),
    },
    {
      standIn: standInIssuer({ publicUrl: front.url, access: config.access, config, log }),
      at: { [PHONES]: createPhonesHandler(runtime, received) },
    },
  );
  const alarmInbox = { topicArn: resources.alarmTopicArn, endpoint: queues.endpoint };
  const key = await adminKey(ports.controls, clock(), data);
  return { ports, clients, counts, alarmInbox, tick, adminKey: key };

  function poll(
    { name, batchSize }: { readonly name: string; readonly batchSize: number },
    url: string,
    handle: Parameters<typeof pollQueue>[1],
  ): Running {
    const isReady = async () => (await database.fault()) === undefined;
    return pollQueue(sqsReceiver(clients.sqs, url), handle, { name, batchSize, log, isReady });
  }
}

function queuesSetAside(file: string): LogLine {
  return {
    level: 'error',
    message: 'the file of the queues is damaged and was set aside',
    file,
    lost: 'Contacts that "npx --no-install wardbell contacts" added, alarms of CloudWatch that were not yet taken in, and dead letters. Alerts, ends of alerts and pages that waited are told again from the store.',
  };
}
