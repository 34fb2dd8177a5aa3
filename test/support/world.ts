import { expect } from '@jest/globals';
import type { MemoryPorts } from '#adapters/memory/memory-ports.ts';
import type { AlertEvent, ExternalAlert } from '#core/alert/external-alert.ts';
import type { Ping, PingOutcome } from '#core/evaluation/heartbeat/apply-pings.ts';
import type { Action } from '#core/incident/action.ts';
import type { Incident } from '#core/incident/incident.ts';
import type { Channel } from '#core/responder/channel.ts';
import type { Sample } from '#core/sample/sample.ts';
import { OWN_ITEMS } from '#core/sample/validate-sample.ts';
import type { Config } from '#core/team/config.ts';
import { type Duration, type Instant, MINUTE, SECOND } from '#core/time/instant.ts';
import type { ReceivedPage } from '#local/phones.ts';
import type { IncidentMessage, PageMessage, Ports } from '#usecases/ports.ts';
import { memoryStage } from './memory-stage.ts';
import { CURRENT_CODE, type PlatformCode } from './platform-code.ts';

/** Monday, 09:00 UTC. */
export const START: Instant = Date.UTC(2026, 5, 1, 9, 0, 0);

const TICK: Duration = 10 * SECOND;

/** What a story can do and observe. Phones are strict: an unexpected page fails the story. */
export interface World<P extends Ports = MemoryPorts> {
  readonly ports: P;
  now(): Instant;
  /** Posts samples now, and runs everything that follows. */
  post(...samples: readonly Sample[]): Promise<void>;
  /** Sends external alerts, and runs everything that follows. */
  send(...events: readonly AlertEvent[]): Promise<void>;
  /** Pings a heartbeat, and runs everything that follows. */
  ping(heartbeat: string, ping?: Ping, create?: boolean): Promise<PingOutcome>;
  /** Acknowledges an alert at its sender, and runs everything that follows. */
  acknowledge(alert: ExternalAlert): Promise<void>;
  /** Advances time, with a tick every ten seconds. */
  pass(time: Duration): Promise<void>;
  /** Sets the platform's clock forward, or back. */
  setClock(by: Duration): void;
  /** Restarts the process, which forgets what it knew of its clock. */
  restart(): void;
  /** Advances time without a tick. */
  moment(time: Duration): void;
  /** One tick of the clock. */
  tick(): Promise<void>;
  /** Handles messages until the queues are empty. */
  run(): Promise<void>;
  act(incident: string, action: Action): Promise<string>;
  open(): Promise<readonly Incident[]>;
  /** The items of subjects in which something will be due, without the days of reports. */
  dueSubjects(): Promise<readonly string[]>;
  /** The only open incident. */
  incident(): Promise<Incident>;
  /** Everything that phones and mailboxes have received, oldest first. */
  received(): readonly ReceivedPage[];
  /** Expects this page as the oldest one not expected yet. */
  expectPage(responder: string, channel: Channel, text?: RegExp): void;
  expectNoPage(): void;
  /** Deploys another config. */
  deploy(config: Config): Promise<void>;
}

/** Where a world's platform runs: its ports, and the role of AWS around it. */
export interface Stage<P extends Ports = Ports> {
  readonly ports: P;
  /** Delivers some waiting messages to the platform; returns false if none waited. */
  deliver(to: Handlers): Promise<boolean>;
  received(): readonly ReceivedPage[];
  deploy(config: Config): Promise<void>;
  /**
   * Whether ticks that would find nothing due are left out: they change nothing, and each costs a
   * dozen requests.
   */
  readonly skipsIdleTicks: boolean;
}

/** Handlers of the queues' messages. */
export interface Handlers {
  /** Messages of one group, in order. */
  incident(messages: readonly IncidentMessage[]): Promise<unknown>;
  page(message: PageMessage): Promise<unknown>;
}

/** One sample, measured when the world says it is posted unless a time is given. */
export function sample(subject: string, metric: string, value: number, at: Instant): Sample {
  return { subject, metric, value, at, labels: {} };
}

/** Creates a world in memory, for thousands of runs, crashes at every call, and storms. */
export function createWorld(
  config: Config,
  start: Instant = START,
  wrap: (ports: MemoryPorts) => MemoryPorts = (ports) => ports,
  code: PlatformCode = CURRENT_CODE,
): World {
  return worldOn((clock) => memoryStage(clock, wrap), config, start, code);
}

/** Creates a world on a stage, whose clock stands at `start` until the story advances it. */
export function worldOn<P extends Ports>(
  stageWith: (clock: () => Instant) => Stage<P>,
  first: Config,
  start: Instant,
  code: PlatformCode = CURRENT_CODE,
): World<P> {
  let now = start;
  let config = first;
  const stage = stageWith(() => now);
  const { ports } = stage;
  let follow = code.followConfig(ports, config);
  let isNew = true;
  // Recording each tick costs nothing in memory.
  const noteEvery = stage.skipsIdleTicks ? MINUTE : 0;
  let timeKeeper = code.tick(ports, config, { noteEvery });
  const world: World<P> = {
    ports,
    now: () => now,
    async post(...samples) {
      await code.takeSamples(ports, config)(samples, now);
      await world.run();
    },
    async send(...events) {
      const { rejected } = await code.takeAlerts(ports, config)(events, now);
      expect(rejected).toEqual([]);
      await world.run();
    },
    async acknowledge({ fingerprint }) {
      await code.acknowledge(ports)({ fingerprint, by: 'key monitor' }, now);
      await world.run();
    },
    async ping(heartbeat, ping = { kind: 'success' }, create = false) {
      const { outcome } = await code.takePing(ports, config)({ heartbeat, ping, create }, now);
      await world.run();
      return outcome;
    },
    moment(time) {
      now += time;
    },
    setClock(by) {
      now += by;
    },
    restart() {
      timeKeeper = code.tick(ports, config, { noteEvery });
    },
    async pass(time) {
      const end = now + time;
      while (now < end) {
        now =
          stage.skipsIdleTicks && !isNew
            ? await nextBusyTick(ports, config, now, end)
            : Math.min(end, now + TICK);
        await world.tick();
        await world.run();
      }
    },
    async tick() {
      const { failures, judged } = await timeKeeper(now);
      // The version released last judges and keeps nothing.
      const { unjudged = [], unkept = [] } = (await judged) ?? {};
      await follow(now);
      isNew = false;
      const undone = [...failures, ...unjudged, ...unkept];
      if (undone.length > 0) {
        throw new Error(undone.join('; '));
      }
    },
    async run() {
      const handleRun = code.takeIncidentMessages(ports, config);
      const handlePages = code.deliver(ports, config, 'https://w.example');
      const handlers: Handlers = {
        async incident(messages) {
          for (const run of code.messageRuns(messages)) {
            await handleRun(run, now);
          }
        },
        page: (message) => handlePages(message, now),
      };
      while (await stage.deliver(handlers)) {}
    },
    async act(incident, action) {
      const outcome = await code.act(ports, config)(incident, action, now);
      await world.run();
      return `${outcome.kind}: ${outcome.text}`;
    },
    open: () => ports.incidents.open(),
    async dueSubjects() {
      const due = await ports.subjects.dueBefore(Number.MAX_SAFE_INTEGER, 100);
      return due.map(({ id }) => id).filter((id) => !id.startsWith(`${OWN_ITEMS}report:`));
    },
    async incident() {
      const open = await ports.incidents.open();
      expect(open.map((i) => i.groupKey)).toHaveLength(1);
      return open[0] as Incident;
    },
    ...strictPhones(() => stage.received()),
    async deploy(next) {
      await stage.deploy(next);
      config = next;
      follow = code.followConfig(ports, config);
      isNew = true;
      timeKeeper = code.tick(ports, config, { noteEvery });
    },
  };
  return world;
}

/** Phones that fail on every page that was not announced to them. */
function strictPhones(
  received: () => readonly ReceivedPage[],
): Pick<World, 'received' | 'expectPage' | 'expectNoPage'> {
  let seen = 0;
  return {
    received,
    expectPage(responder, channel, text = /./) {
      const page = received()[seen];
      expect(page && { responder: page.responder, channel: page.channel }).toEqual({
        responder,
        channel,
      });
      expect(page?.text).toMatch(text);
      seen += 1;
    },
    expectNoPage() {
      const extra = received().slice(seen);
      expect(extra.map((p) => `${p.responder} ${p.channel}: ${p.text}`)).toEqual([]);
    },
  };
}

/**
 * Returns the first tick from now on at which something is due, or objectives are judged, or `end`
 * if nothing is before.
 */
async function nextBusyTick(
  ports: Ports,
  { objectives = [] }: Config,
  now: Instant,
  end: Instant,
): Promise<Instant> {
  const found = await Promise.all(
    [ports.subjects, ports.incidents, ports.pages].map((store) => store.dueBefore(end, 1)),
  );
  const minute = (Math.floor(now / MINUTE) + 1) * MINUTE;
  const judged = objectives.length > 0 ? minute : end;
  const due = Math.min(end, judged, ...found.flat().map((item) => item.due));
  return Math.min(end, now + Math.max(1, Math.ceil((due - now) / TICK)) * TICK);
}
