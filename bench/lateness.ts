import { setTimeout as wait } from 'node:timers/promises';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { createClockHandler } from '#lambdas/clock/handler.ts';
import type { Due, DueShard, Ports } from '#usecases/ports.ts';
import { bedsideConfig } from './bedside.ts';

const DUE = 50_000;
const LANES = 4;

/** Assumed latency of an SQS call, which takes ten messages, and of a DynamoDB query. */
const SQS_MS = 10;
const QUERY_MS = 5;

/** One function sends with this many concurrent calls (adapters/sqs/queue.ts). */
const STREAMS = 4;

/**
 * Measures how long the clock takes to enqueue all of 50,000 incidents that fall due at one moment.
 * AWS calls are replaced by fixed waits; our own work runs on one core, where Lambda would run
 * several functions concurrently.
 */
export async function lateness() {
  const now = Date.now();
  const lanes = Array.from({ length: LANES }, (_, lane) =>
    Array.from(
      { length: DUE / LANES },
      (_, n): Due => ({ id: `${lane}${String(n).padStart(15, '0')}-1`, due: now }),
    ),
  );
  const asked = new Set<string>();
  const ports = withDue(lanes, asked);
  const shares: Promise<unknown>[] = [];
  const ticks = {
    sendAfter: async () => undefined,
    look: async () => undefined,
    async share(all: readonly DueShard[]) {
      await wait(SQS_MS);
      for (const share of all) {
        shares.push(clock({ Records: [{ body: JSON.stringify({ share }) }] }));
      }
    },
  };
  const runtime = {
    config: bedsideConfig(1),
    publicUrl: '',
    clock: Date.now,
    log: () => undefined,
  };
  const clock = createClockHandler({ ports, ...runtime, measure: () => undefined }, { ticks });
  const began = performance.now();
  await clock(null);
  const first = asked.size;
  await Promise.all(shares);
  if (asked.size !== DUE) {
    throw new Error(`${asked.size} of ${DUE} were looked at.`);
  }
  return {
    due: DUE,
    byTheTickItself: first,
    lastAfterMs: Math.round(performance.now() - began),
  };
}

function withDue(lanes: readonly (readonly Due[])[], asked: Set<string>): Ports {
  const ports = memoryPorts();
  return {
    ...ports,
    incidents: {
      ...ports.incidents,
      dueLanes: LANES,
      async dueInLane(lane, _at, limit, after) {
        await wait(QUERY_MS);
        const all = lanes[lane] ?? [];
        const from = after === undefined ? 0 : all.findIndex(({ id }) => id === after.id) + 1;
        return all.slice(from, from + limit);
      },
    },
    incidentQueue: {
      async send(messages) {
        await wait(SQS_MS * Math.ceil(messages.length / 10 / STREAMS));
        for (const { body } of messages) {
          if (body.kind === 'look') {
            asked.add(body.incident);
          }
        }
      },
    },
  };
}
