import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type AwsClients, awsClients } from '#adapters/aws-clients.ts';
import type { Config } from '#core/config.ts';
import type { Instant } from '#core/time/instant.ts';
import type { Ports } from '#usecases/ports.ts';
import { ENV } from '../env.ts';
import { awsPorts } from './aws-ports.ts';
import { type Log, logToConsole } from './log.ts';
import { type Measure, measureToConsole } from './measure.ts';
import { readEnv } from './read-env.ts';

/** What a handler is made with; the same on AWS, on one machine and in tests. */
export interface Runtime {
  readonly ports: Ports;
  readonly config: Config;
  /** What links in pages begin with, without a slash at the end. */
  readonly publicUrl: string;
  readonly clock: () => Instant;
  readonly log: Log;
  readonly measure: Measure;
}

/** What a deployed function is made with: whatever it needs besides uses the same clients, and so the same connections. */
export interface DeployedRuntime extends Runtime {
  readonly clients: AwsClients;
}

/** The runtime of a deployed function, made once for an instance. */
export function runtimeFromEnv(env: NodeJS.ProcessEnv = process.env): DeployedRuntime {
  const read = (name: string) => readEnv(env, name);
  const clock = Date.now;
  const clients = awsClients();
  return {
    clients,
    config: readConfig(resolve(env['LAMBDA_TASK_ROOT'] ?? '', read(ENV.configFile))),
    publicUrl: read(ENV.publicUrl),
    clock,
    log: logToConsole,
    measure: measureToConsole(read(ENV.deployment), clock),
    ports: awsPorts(
      clients,
      {
        tables: {
          subjects: read(ENV.subjectsTable),
          incidents: read(ENV.incidentsTable),
          controls: read(ENV.controlsTable),
        },
        incidentQueueUrl: read(ENV.incidentQueueUrl),
        pageQueueUrl: read(ENV.pageQueueUrl),
        topicPrefix: read(ENV.topicPrefix),
      },
      clock,
    ),
  };
}

function readConfig(file: string): Config {
  return JSON.parse(readFileSync(file, 'utf8')) as Config;
}
