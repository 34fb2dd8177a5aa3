import { closeClients } from '#adapters/aws-clients.ts';
import { dynamodbStores } from '#adapters/dynamodb/stores.ts';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { openDatabase } from '#adapters/sqlite/database.ts';
import { sqliteStores } from '#adapters/sqlite/stores.ts';
import type { Stores } from '#usecases/ports.ts';
import { createStageTableNames, createStageTables } from './aws-stage.ts';
import { clientsOf, startDynalite } from './dynamodb-engines.ts';
import type { Release } from './last-release.ts';
import { startSqliteStores } from './sqlite-stores.ts';

/** An engine of one kind that gives out empty stores. */
interface StoreEngine {
  /** Runs some work on empty stores of its own. */
  use<Done>(work: (stores: Stores) => Promise<Done>): Promise<Done>;
  stop(): Promise<void>;
}

/** Engines for crash histories. Each call of dynalite is a request. */
export const STORE_ENGINES = {
  memory: async (): Promise<StoreEngine> => ({
    use: (work) => work(memoryPorts()),
    stop: async () => undefined,
  }),
  SQLite: async (): Promise<StoreEngine> => ({
    async use(work) {
      const { stores, stop } = await startSqliteStores();
      return work(stores).finally(stop);
    },
    stop: async () => undefined,
  }),
  DynamoDB: async (): Promise<StoreEngine> => {
    const engine = await startDynalite();
    const clients = clientsOf(engine);
    let used = 0;
    return {
      use: async (work) => work(await createStageTables(clients.dynamodb, `run${used++}`)),
      async stop() {
        closeClients(clients);
        await engine.stop();
      },
    };
  },
};

export type StoreEngineName = keyof typeof STORE_ENGINES;

/** An engine on which two versions store side by side. */
export interface MixedEngine {
  use<Done>(work: (mine: Stores, theirs: Stores) => Promise<Done>): Promise<Done>;
  stop(): Promise<void>;
}

/** Engines on which a released version and this one run side by side. */
export const MIXED_ENGINES = {
  SQLite: async (released: Release): Promise<MixedEngine> => ({
    async use(work) {
      const database = openDatabase({});
      const stores = [sqliteStores(database), released.sqliteStores(database)] as const;
      return work(...stores).finally(() => database.close());
    },
    stop: async () => undefined,
  }),
  DynamoDB: async (released: Release): Promise<MixedEngine> => {
    const engine = await startDynalite();
    const clients = clientsOf(engine);
    let used = 0;
    return {
      async use(work) {
        const names = await createStageTableNames(clients.dynamodb, `run${used++}`);
        return work(
          dynamodbStores(clients.dynamodb, names),
          released.dynamodbStores(clients.dynamodb, names),
        );
      },
      async stop() {
        closeClients(clients);
        await engine.stop();
      },
    };
  },
};
