import {
  type AttributeDefinition,
  CreateTableCommand,
  type CreateTableCommandInput,
  type DynamoDBClient,
  type KeySchemaElement,
  ResourceInUseException,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';

/**
 * A table with its indexes, which hold keys only. All keys are strings, except the sort keys of
 * indexes that say otherwise.
 */
export interface TableDeclaration {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey?: string;
  readonly indexes: readonly {
    readonly name: string;
    readonly partitionKey: string;
    readonly sortKey: string;
    readonly sortType: 'N' | 'S';
  }[];
}

/**
 * Creates missing tables and waits until all can be used. It is for one machine; a stack declares
 * its own.
 */
export async function createTables(
  client: DynamoDBClient,
  tables: readonly TableDeclaration[],
): Promise<void> {
  await Promise.all(
    tables.map(async (table) => {
      await client.send(new CreateTableCommand(tableInput(table))).catch((error: unknown) => {
        if (!(error instanceof ResourceInUseException)) {
          throw error;
        }
      });
      await waitUntilTableExists(
        { client, maxWaitTime: 30, minDelay: 1, maxDelay: 1 },
        { TableName: table.name },
      );
    }),
  );
}

function tableInput(table: TableDeclaration): CreateTableCommandInput {
  const { name, indexes } = table;
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: attributes(table),
    KeySchema: keySchema(table.partitionKey, table.sortKey),
    ...(indexes.length > 0 && {
      GlobalSecondaryIndexes: indexes.map((index) => ({
        IndexName: index.name,
        KeySchema: keySchema(index.partitionKey, index.sortKey),
        Projection: { ProjectionType: 'KEYS_ONLY' },
      })),
    }),
  };
}

function keySchema(partitionKey: string, sortKey?: string): KeySchemaElement[] {
  const partition: KeySchemaElement = { AttributeName: partitionKey, KeyType: 'HASH' };
  return sortKey === undefined
    ? [partition]
    : [partition, { AttributeName: sortKey, KeyType: 'RANGE' }];
}

function attributes(table: TableDeclaration): AttributeDefinition[] {
  const types = new Map<string, 'N' | 'S'>([[table.partitionKey, 'S']]);
  if (table.sortKey !== undefined) {
    types.set(table.sortKey, 'S');
  }
  for (const { partitionKey, sortKey, sortType } of table.indexes) {
    types.set(partitionKey, 'S').set(sortKey, sortType);
  }
  return [...types].map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }));
}
