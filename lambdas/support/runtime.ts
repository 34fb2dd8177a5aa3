import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type StoreClients, snsClient, storeClients } from '#adapters/aws-clients.ts';
import { snsPublisher } from '#adapters/sns/publisher.ts';
import type { Config } from '#core/config.ts';
import type { Instant } from '#core/time/instant.ts';
import type { Ports } from '#usecases/ports.ts';
import { ENV } from '../env.ts';
import { type StorePorts, storePorts } from './aws-ports.ts';
import type { Family } from './exposition.ts';
import { type Log, logToConsole } from './log.ts';
import { type Measure, measureToConsole } from './measure.ts';
import { readEnv } from './read-env.ts';

/** What a handler is made with; the same on AWS, on one machine and in tests. */
export interface Runtime {
  readonly ports: StorePorts;
  readonly config: Config;
  /** What links in pages begin with, without a slash at the end. */
  readonly publicUrl: string;
  readonly clock: () => Instant;
  readonly log: Log;
  readonly measure: Measure;
  /**
   * Why nothing can be stored now, in words that anybody may read.
   * @default unknown: whoever stores something will see
   */
  readonly storeFault?: () => Promise<string | undefined>;
  /**
   * What this process has counted, where it is the whole platform.
   * @default nothing: one instance of many would tell a part of it
   */
  readonly counters?: () => readonly Family[];
}

/** What a handler is made with that publishes to the responders' topics. */
export interface PublishingRuntime extends Runtime {
  readonly ports: Ports;
}

/**
 * What a deployed function is made with: whatever it needs besides uses the same clients, and so
 * the same connections.
 */
export interface DeployedRuntime extends Runtime {
  readonly clients: StoreClients;
}

/** The runtime of a deployed function, made once for an instance. */
export function runtimeFromEnv(env: NodeJS.ProcessEnv = process.env): DeployedRuntime {
  const read = (name: string) => readEnv(env, name);
  const clock = Date.now;
  const clients = storeClients();
  return {
    clients,
    config: readConfig(resolve(env['LAMBDA_TASK_ROOT'] ?? '', read(ENV.configFile))),
    publicUrl: read(ENV.publicUrl),
    clock,
    log: logToConsole,
    measure: measureToConsole(read(ENV.deployment), clock),
    ports: storePorts(clients, {
      tables: {
        subjects: read(ENV.subjectsTable),
        incidents: read(ENV.incidentsTable),
        controls: read(ENV.controlsTable),
      },
      incidentQueueUrl: read(ENV.incidentQueueUrl),
      pageQueueUrl: read(ENV.pageQueueUrl),
    }),
  };
}

/** The same for a function that publishes. */
export function publishingRuntimeFromEnv(env: NodeJS.ProcessEnv = process.env): PublishingRuntime {
  const runtime = runtimeFromEnv(env);
  const publisher = snsPublisher(snsClient(), readEnv(env, ENV.topicPrefix), runtime.clock);
  return { ...runtime, ports: { ...runtime.ports, publisher } };
}

function readConfig(file: string): Config {
  return JSON.parse(readFileSync(file, 'utf8')) as Config;
}
