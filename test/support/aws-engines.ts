import {
  type AwsClients,
  awsClients,
  closeClients,
  type LocalEndpoints,
} from '#adapters/aws-clients.ts';
import { createTables } from '#adapters/dynamodb/create-tables.ts';
import type { Config } from '#core/team/config.ts';
import { TABLES } from '#deployment/tables.ts';
import { startQueues } from '#local/queues.ts';
import { createResources } from '#local/resources.ts';
import { clientsOf, startDynalite } from './dynamodb-engines.ts';

/** A DynamoDB, an SQS and an SNS API in this process, in memory. */
export interface Engines {
  readonly endpoints: LocalEndpoints;
  /** Returns clients of their own. */
  clients(): AwsClients;
  stop(): Promise<void>;
}

/**
 * An emulator of AWS that runs already and stands in for them all; `npm run test:moto` sets it.
 */
const EMULATOR = process.env['WARDBELL_TEST_EMULATOR'];

/** Starts the engines on free ports. */
export async function startEngines(): Promise<Engines> {
  if (EMULATOR !== undefined) {
    return emulated(EMULATOR);
  }
  const [dynamodb, queues] = await Promise.all([startDynalite(), startQueues()]);
  const { endpoint } = queues;
  return {
    endpoints: { dynamodb: dynamodb.endpoint, sqs: endpoint, sns: endpoint },
    clients: () => clientsOf(dynamodb, endpoint),
    async stop() {
      await queues.stop();
      await dynamodb.stop();
    },
  };
}

/** Returns the emulator in its initial state, for exclusive use. */
async function emulated(url: string): Promise<Engines> {
  const forgotten = await fetch(`${url}/moto-api/reset`, { method: 'POST' });
  if (!forgotten.ok) {
    throw new Error(`The emulator at ${url} cannot be reset.`);
  }
  const endpoints = { dynamodb: url, sqs: url, sns: url };
  return {
    endpoints,
    clients: () => awsClients(endpoints),
    stop: async () => undefined,
  };
}

/** Creates everything that a stack would, tables included. */
export async function createDeployment(clients: AwsClients, config: Config) {
  const { subjects, incidents, controls, audit, trends } = TABLES;
  await createTables(clients.dynamodb, Object.values(TABLES));
  const tables = {
    subjects: subjects.name,
    incidents: incidents.name,
    controls: controls.name,
    audit: audit.name,
    trends: trends.name,
  };
  return { tables, ...(await createResources(clients, config)) };
}

/** Clients of an SQS and SNS API in this process. Whatever they ask of DynamoDB fails. */
export async function startQueuesAndTopics(): Promise<{
  readonly clients: AwsClients;
  readonly endpoint: string;
  stop(): Promise<void>;
}> {
  const queues = await startQueues();
  const { endpoint } = queues;
  const clients = awsClients({ dynamodb: 'http://127.0.0.1:1', sqs: endpoint, sns: endpoint });
  return {
    clients,
    endpoint,
    async stop() {
      closeClients(clients);
      await queues.stop();
    },
  };
}
