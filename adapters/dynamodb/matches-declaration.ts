import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import type { Table } from './conditional-write.ts';
import type { TableDeclaration } from './create-tables.ts';

/**
 * Whether an existing table has the keys and indexes of a declaration: a person has named it, and
 * may have named another one.
 */
export async function matchesDeclaration(
  { client, name }: Table,
  { partitionKey, sortKey, indexes }: Omit<TableDeclaration, 'name'>,
): Promise<boolean> {
  const { Table: found } = await client.send(new DescribeTableCommand({ TableName: name }));
  const names = (list: readonly (string | undefined)[] = []) => list.toSorted().join(' ');
  const keys = names(found?.KeySchema?.map(({ AttributeName }) => AttributeName));
  const has = names(found?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName));
  const declared = [partitionKey, sortKey].filter((key) => key !== undefined);
  return keys === names(declared) && has === names(indexes.map((index) => index.name));
}
