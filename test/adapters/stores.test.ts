import { describe, jest, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { noDynamodbLocal, startDynalite, startDynamodbLocal } from '../support/dynamodb-engines.ts';
import { startStores } from '../support/dynamodb-stores.ts';
import { storeContract } from './store-contract.ts';

jest.setTimeout(60_000);

describe('in memory', () => {
  storeContract(async () => ({ stores: memoryPorts(), stop: async () => {} }));
});

describe('dynalite', () => storeContract(() => startStores(startDynalite)));

const missing = noDynamodbLocal();
if (missing === undefined) {
  describe('DynamoDB Local', () => storeContract(() => startStores(startDynamodbLocal)));
} else {
  test.skip(`DynamoDB Local (skipped: ${missing})`, () => {});
}
