import { type MemoryPorts, memoryPorts } from '#adapters/memory/memory-ports.ts';
import { observePorts } from '#adapters/memory/observe-ports.ts';
import type { Config } from '#core/team/config.ts';
import { createApiKey } from '#http/api-key.ts';
import type { HttpHandler } from '#http/http-handler.ts';
import { createIngestHandler } from '#lambdas/ingest/handler.ts';
import type { Measured } from '#runtime/measure.ts';
import type { IngestResult } from '#usecases/ingest-samples.ts';
import { hospital } from './config.ts';
import { NIGHT } from './incident.ts';

/** The ingest function on stores in memory, with a stopped clock. */
export interface MemoryIngest {
  readonly handler: HttpHandler;
  readonly ports: MemoryPorts;
  /** A key that may send samples. */
  readonly token: string;
  /** Metrics emitted so far. */
  readonly measured: readonly Measured[];
  /** Operations of stores and queues called so far. */
  readonly calls: string[];
}

/** Makes it; with a fault, reading subjects throws that, or whatever operations are named. */
export async function memoryIngest({
  config = hospital(),
  fault,
  failing = ['subjects.load'],
}: {
  readonly config?: Config;
  readonly fault?: Error | undefined;
  readonly failing?: readonly string[];
} = {}): Promise<MemoryIngest> {
  const measured: Measured[] = [];
  const calls: string[] = [];
  const ports = observePorts(
    memoryPorts(() => NIGHT),
    async (operation, call) => {
      calls.push(operation);
      if (fault !== undefined && failing.includes(operation)) {
        throw fault;
      }
      return call();
    },
  );
  const { token, key } = createApiKey('a test', ['samples'], NIGHT);
  await ports.controls.putKey(key);
  const handler = createIngestHandler({
    ports,
    config,
    publicUrl: 'https://x',
    clock: () => NIGHT,
    log: () => undefined,
    measure: (values) => measured.push(values),
  });
  return { handler, ports, token, measured, calls };
}

/** Sends an empty request. */
export const NOTHING_INGESTED: IngestResult = {
  accepted: 0,
  duplicates: 0,
  outOfOrder: 0,
  passedOver: [],
  transitions: 0,
  rejected: [],
  partlyKept: [],
  displaced: 0,
  unreadSamples: [],
  judged: [],
  heardMetrics: new Set<string>(),
  unread: { count: 0, examples: [] },
  unarchived: { count: 0 },
  untallied: { count: 0 },
  handedOver: { kind: 'sent' },
};
