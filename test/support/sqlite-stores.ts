import { openDatabase } from '#adapters/sqlite/database.ts';
import { sqliteStores } from '#adapters/sqlite/stores.ts';

/** Returns the stores on SQLite, in memory or in a folder. */
export async function startSqliteStores(folder?: string) {
  const database = openDatabase({ ...(folder !== undefined && { folder }) });
  return { stores: sqliteStores(database), stop: async () => database.close() };
}
