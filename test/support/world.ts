import { expect, test } from '@jest/globals';
import { type MemoryPorts, memoryPorts } from '#adapters/memory/memory-ports.ts';
import type { Config } from '#core/config.ts';
import type { Action } from '#core/incident/action.ts';
import type { Incident } from '#core/incident/incident.ts';
import type { Sample } from '#core/sample/sample.ts';
import { type Duration, type Instant, SECOND } from '#core/time/instant.ts';
import { actOnIncident } from '#usecases/act-on-incident.ts';
import { deliverPages } from '#usecases/deliver-pages.ts';
import { handleIncidentMessage } from '#usecases/handle-incident-message.ts';
import { ingest } from '#usecases/ingest.ts';
import { tick } from '#usecases/tick.ts';

/** Monday, 09:00 UTC. */
export const START: Instant = Date.UTC(2026, 5, 1, 9, 0, 0);

const TICK: Duration = 10 * SECOND;

/** What a story can do and see. People's phones are strict: a page that the story did not expect fails it. */
export interface World {
  readonly ports: MemoryPorts;
  now(): Instant;
  /** Posts samples at this moment, and lets everything that follows happen. */
  post(...samples: readonly Sample[]): Promise<void>;
  /** Lets time pass, with a tick each ten seconds. */
  pass(time: Duration): Promise<void>;
  /** One tick of the clock. */
  tick(): Promise<void>;
  /** Handles messages until the queues are empty. */
  run(): Promise<void>;
  act(incident: string, action: Action): Promise<string>;
  open(): Promise<readonly Incident[]>;
  /** The only open incident. */
  incident(): Promise<Incident>;
  /** The oldest page that nobody expected yet must be this one. */
  expectPage(responder: string, channel: 'sms' | 'email', text?: RegExp): void;
  expectNoPage(): void;
  /** Deploys another config. */
  deploy(config: Config): void;
}

/** One sample, measured when the world says it is posted unless a time is given. */
export function sample(subject: string, metric: string, value: number, at: Instant): Sample {
  return { subject, metric, value, at, labels: {} };
}

/** A test that tells a story in a world of its own, and fails on any page that the story did not expect. */
export function story(name: string, config: Config, tell: (world: World) => Promise<void>): void {
  test(name, async () => {
    const world = createWorld(config);
    await tell(world);
    world.expectNoPage();
  });
}

export function createWorld(
  first: Config,
  start: Instant = START,
  wrap: (ports: MemoryPorts) => MemoryPorts = (ports) => ports,
): World {
  let now = start;
  let config = first;
  const ports = wrap(memoryPorts(() => now));
  let seen = 0;
  const world: World = {
    ports,
    now: () => now,
    async post(...samples) {
      await ingest(ports, config)(samples, now);
      await world.run();
    },
    async pass(time) {
      const end = now + time;
      while (now < end) {
        now = Math.min(end, now + TICK);
        await world.tick();
        await world.run();
      }
    },
    async tick() {
      const { failures } = await tick(ports, config)(now);
      if (failures.length > 0) throw new Error(failures.join('; '));
    },
    async run() {
      while (await handleOne(ports, config, now));
    },
    async act(incident, action) {
      const outcome = await actOnIncident(ports, config)(incident, action, now);
      await world.run();
      return `${outcome.kind}: ${outcome.text}`;
    },
    open: () => ports.incidents.open(),
    async incident() {
      const open = await ports.incidents.open();
      expect(open.map((i) => i.groupKey)).toHaveLength(1);
      return open[0] as Incident;
    },
    expectPage(responder, channel, text = /./) {
      const page = ports.publisher.received()[seen];
      expect(page && { responder: page.responder, channel: page.channel }).toEqual({
        responder,
        channel,
      });
      expect(page?.text).toMatch(text);
      seen += 1;
    },
    expectNoPage() {
      const extra = ports.publisher.received().slice(seen);
      expect(extra.map((p) => `${p.responder} ${p.channel}: ${p.text}`)).toEqual([]);
    },
    deploy(next) {
      config = next;
    },
  };
  return world;
}

async function handleOne(ports: MemoryPorts, config: Config, now: Instant): Promise<boolean> {
  const [told] = ports.incidentQueue.receive(1);
  if (told !== undefined)
    return settleMessage(told, handleIncidentMessage(ports, config)(told.body, now));
  const [page] = ports.pageQueue.receive(1);
  if (page === undefined) return false;
  return settleMessage(page, deliverPages(ports, config, 'https://w.example')(page.body, now));
}

/** As the Lambda poller does: a message that was handled is deleted, one whose handler failed comes again. */
async function settleMessage(
  message: { acknowledge(): void; giveBack(): void },
  handled: Promise<unknown>,
): Promise<true> {
  try {
    await handled;
  } catch (error) {
    message.giveBack();
    throw error;
  }
  message.acknowledge();
  return true;
}
