import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type StoreClients, snsClient, storeClients } from '#adapters/aws-clients.ts';
import { snsPublisher } from '#adapters/sns/publisher.ts';
import { sqsTicks } from '#adapters/sqs/ticks.ts';
import type { Config } from '#core/team/config.ts';
import { ENV, OWN_ENV } from '#deployment/env.ts';
import { logToConsole } from '#runtime/log.ts';
import { measureToConsole } from '#runtime/measure.ts';
import { readEnv } from '#runtime/read-env.ts';
import type { PublishingRuntime, Runtime } from '#runtime/runtime.ts';
import { withLooks } from '#runtime/with-looks.ts';
import { storePorts } from './aws-ports.ts';

/**
 * The runtime of a deployed function, and the clients that its further dependencies share, so that
 * they share connections.
 */
export interface DeployedRuntime extends Runtime {
  readonly clients: StoreClients;
}

/** Creates the runtime of a deployed function, once for each instance. */
export function runtimeFromEnv(env: NodeJS.ProcessEnv = process.env): DeployedRuntime {
  const read = (name: string) => readEnv(env, name);
  const clock = Date.now;
  const clients = storeClients();
  const looks = env[OWN_ENV.tickQueueUrl];
  const ports = storePorts(clients, {
    tables: {
      subjects: read(ENV.subjectsTable),
      incidents: read(ENV.incidentsTable),
      controls: read(ENV.controlsTable),
      audit: read(ENV.auditTable),
      trends: read(ENV.trendsTable),
    },
    incidentQueueUrl: read(ENV.incidentQueueUrl),
    pageQueueUrl: read(ENV.pageQueueUrl),
  });
  return {
    clients,
    config: readConfig(resolve(env['LAMBDA_TASK_ROOT'] ?? '', read(ENV.configFile))),
    version: read(ENV.version),
    publicUrl: read(ENV.publicUrl),
    clock,
    log: logToConsole,
    measure: measureToConsole(read(ENV.deployment), clock),
    ports:
      looks === undefined
        ? ports
        : withLooks(ports, sqsTicks(clients.sqs, looks), { clock, log: logToConsole }),
  };
}

/** Creates the runtime of a function that publishes. */
export function publishingRuntimeFromEnv(env: NodeJS.ProcessEnv = process.env): PublishingRuntime {
  const runtime = runtimeFromEnv(env);
  const publisher = snsPublisher(snsClient(), readEnv(env, ENV.topicPrefix), runtime.clock);
  return { ...runtime, ports: { ...runtime.ports, publisher } };
}

function readConfig(file: string): Config {
  return JSON.parse(readFileSync(file, 'utf8')) as Config;
}
