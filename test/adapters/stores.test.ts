import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, jest, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { noDynamodbLocal, startDynalite, startDynamodbLocal } from '../support/dynamodb-engines.ts';
import { startStores } from '../support/dynamodb-stores.ts';
import { startSqliteStores } from '../support/sqlite-stores.ts';
import { storeContract } from './store-contract.ts';

jest.setTimeout(60_000);

describe('in memory', () => {
  storeContract(async () => ({ stores: memoryPorts(), stop: async () => {} }));
});

describe('SQLite in memory', () => storeContract(() => startSqliteStores()));

describe('SQLite in a folder', () => {
  storeContract(() => startSqliteStores(mkdtempSync(join(tmpdir(), 'wardbell-'))));
});

describe('dynalite', () => storeContract(() => startStores(startDynalite)));

const missing = noDynamodbLocal();
if (missing === undefined) {
  describe('DynamoDB Local', () => storeContract(() => startStores(startDynamodbLocal)));
} else {
  test.skip(`DynamoDB Local (skipped: ${missing})`, () => {});
}
