import { type AwsClients, closeClients } from '#adapters/aws-clients.ts';
import { createTables } from '#adapters/dynamodb/create-tables.ts';
import { dynamodbStores } from '#adapters/dynamodb/stores.ts';
import { TABLES } from '#deployment/tables.ts';
import { clientsOf, type Engine } from './dynamodb-engines.ts';

/** Returns stores on the declared tables, on their own engine. */
export async function startStores(startEngine: () => Promise<Engine>): Promise<{
  readonly stores: ReturnType<typeof dynamodbStores>;
  readonly clients: AwsClients;
  stop(): Promise<void>;
}> {
  const engine = await startEngine();
  const clients = clientsOf(engine);
  await createTables(clients.dynamodb, Object.values(TABLES));
  const names = {
    subjects: 'subjects',
    incidents: 'incidents',
    controls: 'controls',
    audit: 'audit',
    trends: 'trends',
  };
  return {
    stores: dynamodbStores(clients.dynamodb, names),
    clients,
    async stop() {
      closeClients(clients);
      await engine.stop();
    },
  };
}
