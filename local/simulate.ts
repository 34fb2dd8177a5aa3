import type { MemoryPorts } from '#adapters/memory/memory-ports.ts';
import type { EscalationPath } from '#core/escalation/escalation-path.ts';
import { seriesKind } from '#core/evaluation/kinds.ts';
import { deferredUntil } from '#core/incident/incident.ts';
import type { TimelineCode } from '#core/incident/timeline.ts';
import type { PageReason } from '#core/paging/page.ts';
import { type Channel, channelKind } from '#core/responder/channel.ts';
import { metricsOf } from '#core/rule/rule.ts';
import type { Sample } from '#core/sample/sample.ts';
import type { Config } from '#core/team/config.ts';
import { DAY, type Duration, type Instant } from '#core/time/instant.ts';
import { createSimulatedWorld, type SimulatedWorld, TICK } from './simulated-world.ts';

/** A page as it would have been sent. */
interface SimulatedPage {
  readonly at: Instant;
  readonly responder: string;
  readonly channel: Channel;
  /** The subject of the message, or its text if it has none. */
  readonly what: string;
  /** Why each incident of the message paged, without duplicates. */
  readonly why: readonly PageReason[];
  /** The step, schedule and layer that led to it, without duplicates. */
  readonly ways: readonly EscalationPath[];
}

export interface Simulation {
  readonly pages: readonly SimulatedPage[];
  readonly samples: {
    readonly accepted: number;
    readonly rejected: number;
    /** The accepted samples that no rule reads, and a few of them in words. */
    readonly unread: number;
    readonly unreadExamples: readonly string[];
  };
  readonly transitions: number;
  readonly incidents: number;
  /** How many incidents were held open because of flapping. */
  readonly flapping: number;
  /** How many incidents waited for the hours of their service. */
  readonly deferred: number;
  /**
   * When it ended: nothing more would have happened without new samples or an answer, or `until`
   * was reached.
   */
  readonly endedAt: Instant;
}

/**
 * Without an explicit end it stops at the latest this long after every no-data decision is known,
 * and after the hours have begun for which an incident waits then.
 */
const MAX_WAIT: Duration = DAY;

/**
 * What the platform would do with the samples if nobody answered. The real use cases run on a clock
 * that jumps; nothing is sent.
 * @param until the moment to which it goes on, beyond the last sample and the end of an escalation
 * too; samples after it are left out
 * @default it ends when nothing new would happen: a day after all is known, and after the hours of
 * services have begun, at the latest
 */
export async function simulate(
  config: Config,
  samples: readonly Sample[],
  until?: Instant,
): Promise<Simulation> {
  const byTime = Map.groupBy(samples, (sample) => sample.at);
  const times = [...byTime.keys()].sort((a, b) => a - b);
  const [first = 0] = times;
  const last = times.at(-1) ?? first;
  const decidedBy = last + longestWait(config, samples);
  const limit = until ?? decidedBy + MAX_WAIT;
  const world = createSimulatedWorld(config, first);
  const counts = { accepted: 0, rejected: 0, unread: 0, transitions: 0 };
  const unread = new Set<string>();
  for (const time of times.filter((t) => t <= limit)) {
    await world.passUntil(time);
    const result = await world.post(byTime.get(time) ?? []);
    counts.accepted += result.accepted + result.duplicates + result.outOfOrder;
    counts.rejected += result.rejected.length;
    counts.transitions += result.transitions;
    counts.unread += result.unread.count;
    for (const example of result.unread.examples) {
      if (unread.size < 10) {
        unread.add(example);
      }
    }
  }
  const isQuiet = quietness(world.ports);
  const isOver = async () => world.now() >= decidedBy && (await isQuiet());
  await world.passUntil(limit, until === undefined ? isOver : undefined);
  const hours = until === undefined ? await lastHours(world.ports) : undefined;
  if (hours !== undefined) {
    await world.passUntil(hours + MAX_WAIT, isOver);
  }
  return {
    pages: await pagesSent(world),
    samples: { ...counts, unreadExamples: [...unread] },
    transitions: counts.transitions,
    incidents: world.incidents.size,
    flapping: await countTelling(world, 'flapping.began'),
    deferred: await countTelling(world, 'escalation.deferred'),
    endedAt: world.now(),
  };
}

/** Returns how long after the last sample all no-data decisions of the matching rules are known. */
function longestWait({ rules }: Config, samples: readonly Sample[]): Duration {
  const metrics = new Set(samples.map((sample) => sample.metric));
  const times = rules.map((rule) =>
    metricsOf(rule).some((metric) => metrics.has(metric))
      ? seriesKind(rule).longestSilence(rule)
      : 0,
  );
  return Math.max(0, ...times) + TICK;
}

/**
 * Whether every open incident has gone through its escalation once: what follows repeats itself.
 */
function quietness({ incidents, pages }: MemoryPorts): () => Promise<boolean> {
  const through = new Set<string>();
  return async () => {
    const open = await incidents.open();
    for (const { id, escalation } of open) {
      if (['exhausted', 'nobody', 'unpaged'].includes(escalation.phase)) {
        through.add(id);
      }
    }
    const waiting = await pages.dueBefore(Number.MAX_SAFE_INTEGER, 1);
    return waiting.length === 0 && open.every(({ id }) => through.has(id));
  };
}

/** Returns when the last hours begin for which an incident waits; undefined if none does. */
async function lastHours({ incidents }: MemoryPorts): Promise<Instant | undefined> {
  const ends = (await incidents.open()).flatMap((incident) => deferredUntil(incident) ?? []);
  return ends.length === 0 ? undefined : Math.max(...ends);
}

/** Counts the incidents whose timeline tells something. */
async function countTelling({ ports, incidents }: SimulatedWorld, told: TimelineCode) {
  const found = [...(await ports.incidents.load([...incidents])).values()];
  return found.filter(({ timeline }) => timeline.some(({ code }) => code === told)).length;
}

async function pagesSent({ ports, incidents }: SimulatedWorld): Promise<readonly SimulatedPage[]> {
  const found = await ports.incidents.load([...incidents]);
  const planned = new Map(
    [...found.values()].flatMap(({ pages }) => pages.map((page) => [page.id, page] as const)),
  );
  const records = [...(await ports.pages.load([...planned.keys()])).values()];
  return ports.publisher.received().map(({ at, responder, channel, subject, text, outcome }) => {
    const carried = records.filter(
      (record) => outcome.kind === 'sent' && record.messageId === outcome.messageId,
    );
    const { hasSubject } = channelKind(channel);
    const what = hasSubject ? subject : text.replace(/ ?https?:\S+$/, '');
    const why = [...new Set(carried.map((record) => record.order.reason))];
    const ways = carried.flatMap(({ order }) => planned.get(order.id)?.via ?? []);
    const once = new Map(ways.map((way) => [JSON.stringify(way), way]));
    return { at, responder, channel, what, why, ways: [...once.values()] };
  });
}
