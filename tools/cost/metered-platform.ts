import { type AwsClients, closeClients } from '#adapters/aws-clients.ts';
import { snsContactBook } from '#adapters/sns/contact-book.ts';
import { sqsDeadLetters } from '#adapters/sqs/dead-letters.ts';
import { type Receiver, sqsReceiver } from '#adapters/sqs/receiver.ts';
import { sqsTicks } from '#adapters/sqs/ticks.ts';
import { deployable, probeConfig } from '#config/deployable.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import { PROBE_MS } from '#deployment/capacity/assumptions.ts';
import type { HttpHandler } from '#http/http-handler.ts';
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
import { createReportsHandler } from '#lambdas/reports/handler.ts';
import { createRespondHandler } from '#lambdas/respond/handler.ts';
import { awsPorts } from '#lambdas/support/aws-ports.ts';
import { adminKey } from '#local/admin-key.ts';
import type { HttpFunction } from '#local/gateway-event.ts';
import { startHttpFront } from '#local/http-server.ts';
import type { PublishingRuntime } from '#runtime/runtime.ts';
import { withLooks } from '#runtime/with-looks.ts';
import type { Look, TickQueue } from '#usecases/ports.ts';
import { startEngines } from '../../test/support/aws-engines.ts';
import { deliverQueue } from './deliver-queue.ts';
import { type Invocations, meterInvocations } from './invocations.ts';
import { type Meter, meter } from './meter.ts';
import { createResources, storedBytes } from './resources.ts';

/**
 * The deployed functions on engines in this process, with a clock that stands still until it is
 * set, and everything that they cost metered.
 */
export interface MeteredPlatform {
  readonly url: string;
  readonly key: string;
  readonly meter: Meter;
  readonly invocations: Invocations;
  /** The bytes that a table holds, or all of them; of one partition, if that is given. */
  stored(table?: string, partition?: string): Promise<number>;
  /**
   * Each does all that follows from it, queues included. `minute` is the tick that EventBridge
   * sends.
   */
  tick(minute: boolean): Promise<void>;
  /** Lets time pass until then: looks that the clock was asked for come, each at its moment. */
  passUntil(end: Instant): Promise<void>;
  audit(which: 'platform' | 'daily'): Promise<void>;
  canary(): Promise<void>;
  /** Every probe succeeds, and takes `PROBE_MS`, which are not metered. */
  probe(): Promise<void>;
  now(): Instant;
  setClock(now: Instant): void;
  stop(): Promise<void>;
}

interface Parts {
  readonly runtime: PublishingRuntime;
  /** What a team wrote. */
  readonly written: Config;
  readonly clients: AwsClients;
  readonly resources: Awaited<ReturnType<typeof createResources>>;
  readonly meter: Meter;
  readonly invocations: Invocations;
  readonly ticks: HeldTicks;
}

/** The queue of ticks, and the looks that wait in it. */
interface HeldTicks extends TickQueue {
  readonly looks: Look[];
}

/** The engine delays by the real clock, so looks are held here for when theirs has come. */
function holdLooks(queue: TickQueue): HeldTicks {
  const looks: Look[] = [];
  return {
    ...queue,
    looks,
    look(asked, now) {
      looks.push(...asked);
      return queue.look(asked, now);
    },
  };
}

/**
 * Starts it with a team's config, as it would be deployed. Nothing is metered but what the
 * functions call and what Lambda does for them.
 */
export async function startMeteredPlatform(
  config: Config,
  start: Instant,
): Promise<MeteredPlatform> {
  let now = start;
  const clock = () => now;
  const engines = await startEngines();
  const [own, clients] = [engines.clients(), engines.clients()];
  const front = await startHttpFront(0, clock);
  const resources = await createResources(own, config);
  const gauge = meter(clients);
  const invocations = meterInvocations(gauge, clock);
  const ticks = holdLooks(sqsTicks(clients.sqs, resources.tickQueueUrl));
  const { log } = invocations;
  const runtime: PublishingRuntime = {
    ports: withLooks(awsPorts(clients, resources, clock), ticks, { clock, log }),
    config: deployable(config),
    publicUrl: front.url,
    clock,
    log,
    measure: invocations.measure,
  };
  const parts: Parts = {
    ...{ runtime, written: config, clients, resources },
    ...{ meter: gauge, invocations, ticks },
  };
  const settle = settleQueues(parts, own);
  front.serve(httpFunctions(parts, settle));
  const setClock = (at: Instant) => {
    now = at;
  };
  return {
    ...calledFunctions(parts, settle, setClock),
    url: front.url,
    key: await adminKey(awsPorts(own, resources, clock).controls, now),
    meter: gauge,
    invocations,
    stored: (table, partition) => storedBytes(own, table, partition),
    now: clock,
    setClock,
    async stop() {
      await front.stop();
      closeClients(own);
      closeClients(clients);
      await engines.stop();
    },
  };
}

type Settle = () => Promise<void>;

/**
 * Lets the functions behind queues handle what was sent since the last time, and what they send.
 */
function settleQueues({ runtime, resources, meter, invocations }: Parts, own: AwsClients): Settle {
  const incident = invocations.of('incident', createIncidentHandler(runtime));
  const page = invocations.of('page', createPageHandler(runtime));
  const [incidents, pages] = [resources.incidentQueueUrl, resources.pageQueueUrl].map((url) =>
    sqsReceiver(own.sqs, url),
  ) as [Receiver, Receiver];
  let settled = 0;
  return async () => {
    while (meter.sent !== settled) {
      settled = meter.sent;
      await deliverQueue(incidents, incident, meter);
      await deliverQueue(pages, page, meter);
    }
  };
}

function httpFunctions({ runtime, clients, resources, invocations }: Parts, settle: Settle) {
  const thenSettle = (name: HttpFunction, handler: HttpHandler) => {
    const answer = invocations.ofHttp(name, handler);
    return async (...request: Parameters<HttpHandler>) => {
      const response = await answer(...request);
      await settle();
      return response;
    };
  };
  const contacts = snsContactBook(clients.sns, resources.topicPrefix);
  return {
    ingest: thenSettle('ingest', createIngestHandler(runtime)),
    answer: thenSettle('answer', createAnswerHandler(runtime)),
    respond: thenSettle('respond', createRespondHandler(runtime)),
    reports: thenSettle('reports', createReportsHandler(runtime)),
    contacts: thenSettle('contacts', createContactsHandler(runtime, contacts)),
    console: thenSettle(
      'console',
      createConsoleHandler(runtime, { files: () => [], issuer: undefined }),
    ),
  };
}

/** Returns those that a schedule calls. */
function calledFunctions(
  { runtime, written, clients, resources, meter, invocations, ticks }: Parts,
  settle: Settle,
  setClock: (now: Instant) => void,
): Pick<MeteredPlatform, 'tick' | 'passUntil' | 'audit' | 'canary' | 'probe'> {
  const clock = invocations.of('clock', createClockHandler(runtime, { ticks, standby: 0 }));
  const parts = {
    deadLetters: sqsDeadLetters(clients.sqs, resources.deadLetterUrls),
    contacts: snsContactBook(clients.sns, resources.topicPrefix),
    place: 'here',
    beat: async () => undefined,
  };
  const audit = invocations.of('audit', createAuditHandler(runtime, parts));
  const inbox = sqsReceiver(clients.sqs, resources.inboxUrl);
  const canary = invocations.of('canary', createCanaryHandler(runtime, { inbox, place: 'here' }));
  const config = { ...runtime.config, ...probeConfig(written.checks) };
  const probe = invocations.of(
    'probe',
    createProbeHandler(
      { ...runtime, config },
      { place: 'here', probe: async () => ({ took: PROBE_MS }) },
    ),
  );
  const byQueue = async (body: string) => {
    await clock({ Records: [{ body }] });
    // Lambda's poller takes the message out of its queue and removes it.
    meter.add({ sqsStandard: 2 });
    await settle();
  };
  return {
    async tick(minute) {
      if (!minute) {
        return byQueue(runtime.ports.formats.tick.write({ tick: 0 }));
      }
      await clock({ source: 'aws.events' });
      await settle();
    },
    async passUntil(end) {
      for (;;) {
        const [next] = ticks.looks.sort((a, b) => a.at - b.at);
        if (next === undefined || next.at > end) {
          return setClock(end);
        }
        ticks.looks.shift();
        setClock(next.at);
        await byQueue(runtime.ports.formats.tick.write({ look: next }));
      }
    },
    audit: (which) => audit({ audit: which }),
    canary: () => canary({}),
    probe: () => probe({}),
  };
}
