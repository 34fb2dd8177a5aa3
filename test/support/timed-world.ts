import { type MemoryPorts, memoryPorts } from '#adapters/memory/memory-ports.ts';
import { MESSAGE_FORMATS } from '#adapters/stored/messages.ts';
import type { Sample } from '#core/sample/sample.ts';
import type { Config } from '#core/team/config.ts';
import { type Duration, type Instant, MINUTE, SECOND } from '#core/time/instant.ts';
import { createClockHandler } from '#lambdas/clock/handler.ts';
import type { LogLine } from '#runtime/log.ts';
import { withLooks } from '#runtime/with-looks.ts';
import { deliverPages } from '#usecases/deliver-pages.ts';
import { handleIncidentMessage } from '#usecases/handle-incident-message.ts';
import { ingestSamples } from '#usecases/ingest-samples.ts';
import type { DueKind, Ports, SaveOutcome, TickMessage, TickQueue } from '#usecases/ports.ts';
import { NIGHT } from './incident.ts';

export interface TimedOptions {
  /**
   * How long a message of the clock takes beyond its delay.
   * @default 50 ms
   */
  readonly latency?: () => Duration;
  /**
   * How long after the minute EventBridge calls.
   * @default at once
   */
  readonly minuteLate?: () => Duration;
  /** @default none */
  readonly isLost?: (message: TickMessage) => boolean;
  /** How many times a message arrives. @default 1 */
  readonly copies?: number;
}

/** How long something had been due when it was handled. */
interface Handled {
  readonly kind: DueKind;
  readonly late: Duration;
}

/** The platform with its deployed clock, the queue of ticks and EventBridge, in virtual time. */
export interface TimedWorld {
  readonly ports: Ports;
  now(): Instant;
  post(...samples: readonly Sample[]): Promise<void>;
  /** Lets time pass, in which each message comes at its own moment. */
  pass(time: Duration): Promise<void>;
  /** Everything that was due in the future when it was saved, and has been handled since. */
  readonly handled: readonly Handled[];
  /** Messages of the clock that were sent. */
  readonly sent: readonly TickMessage[];
  readonly logged: readonly LogLine[];
  received(): ReturnType<MemoryPorts['publisher']['received']>;
}

/** Creates a world whose EventBridge calls the clock at each minute from `NIGHT` on. */
export function timedWorld(
  config: Config,
  { latency = () => 50, minuteLate = () => 0, isLost = () => false, copies = 1 }: TimedOptions = {},
): TimedWorld {
  let now = NIGHT;
  const clock = () => now;
  const planned: { readonly at: Instant; readonly run: () => Promise<unknown> }[] = [];
  const plan = (at: Instant, run: () => Promise<unknown>) => void planned.push({ at, run });
  const logged: LogLine[] = [];
  const log = (line: LogLine) => void logged.push(line);
  const sent: TickMessage[] = [];
  const ticks = tickQueue((message, delay) => {
    sent.push(message);
    const body = MESSAGE_FORMATS.tick.write(message);
    for (let copy = 0; copy < (isLost(message) ? 0 : copies); copy++) {
      plan(now + delay + latency(), () => callClock({ Records: [{ body }] }));
    }
  });
  const { ports: watched, handled } = watchLateness(memoryPorts(clock), clock);
  const ports = withLooks(watched, ticks, { clock, log });
  const runtime = { ports, config, publicUrl: 'https://w.example', clock, log };
  const callClock = createClockHandler({ ...runtime, measure: () => undefined }, { ticks });
  const take = ingestSamples(ports, config);
  const handle = handleIncidentMessage(ports, config);
  const deliver = deliverPages(ports, config, runtime.publicUrl);
  const eachMinute = (minute: Instant) =>
    plan(minute + minuteLate(), async () => {
      eachMinute(minute + MINUTE);
      await callClock({ source: 'aws.events' });
    });
  eachMinute(NIGHT);

  async function handleAll(): Promise<void> {
    for (;;) {
      const [told] = watched.incidentQueue.receive(1);
      const [ordered] = told === undefined ? watched.pageQueue.receive(1) : [];
      if (told !== undefined) {
        await handle(told.body, now);
      } else if (ordered !== undefined) {
        await deliver(ordered.body, now);
      } else {
        return;
      }
      (told ?? ordered)?.acknowledge();
    }
  }

  return {
    ports,
    handled,
    sent,
    logged,
    now: clock,
    received: () => watched.publisher.received(),
    async post(...samples) {
      await take(samples, now);
      await handleAll();
    },
    async pass(time) {
      const end = now + time;
      for (;;) {
        planned.sort((a, b) => a.at - b.at);
        const [next] = planned;
        if (next === undefined || next.at > end) {
          break;
        }
        planned.shift();
        now = next.at;
        await next.run();
        await handleAll();
      }
      now = end;
    },
  };
}

function tickQueue(send: (message: TickMessage, delay: Duration) => void): TickQueue {
  return {
    async sendAfter(delays) {
      for (const delay of delays) {
        send({ tick: delay / SECOND }, delay);
      }
    },
    async look(looks, now) {
      for (const look of looks) {
        send({ look }, look.at - now);
      }
    },
    async share(shares) {
      for (const share of shares) {
        send({ share }, 0);
      }
    },
  };
}

/** Notes how late each item is saved again that was to be due after it had been saved. */
function watchLateness<World extends Pick<Ports, DueKind>>(ports: World, clock: () => Instant) {
  const handled: Handled[] = [];
  const waiting = new Map<string, Instant>();
  const watch =
    <Item extends { readonly due?: Instant }>(
      kind: DueKind,
      idOf: (item: Item) => string,
      save: (item: Item, expected: number) => Promise<SaveOutcome>,
    ) =>
    async (item: Item, expected: number): Promise<SaveOutcome> => {
      const outcome = await save(item, expected);
      const now = clock();
      const key = `${kind} ${idOf(item)}`;
      const before = waiting.get(key);
      if (before !== undefined && before <= now) {
        handled.push({ kind, late: now - before });
      }
      waiting.delete(key);
      if (item.due !== undefined && item.due > now) {
        waiting.set(key, item.due);
      }
      return outcome;
    };
  const { subjects, incidents, pages } = ports;
  const watched = {
    ...ports,
    subjects: { ...subjects, save: watch('subjects', (s) => s.subject, subjects.save) },
    incidents: { ...incidents, save: watch('incidents', (i) => i.id, incidents.save) },
    pages: { ...pages, save: watch('pages', (p) => p.order.id, pages.save) },
  } satisfies Pick<Ports, DueKind>;
  return { handled, ports: watched };
}
