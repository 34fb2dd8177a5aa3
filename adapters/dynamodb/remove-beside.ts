import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import type { Table } from './conditional-write.ts';
import type { Beside, Key } from './keys.ts';
import { queryItems } from './query.ts';

/** So many items are removed at once. */
const AT_ONCE = 25;

/**
 * Removes what lies beside an incident, at most `limit` items, and tells how many; only their keys
 * are sent for.
 */
export async function removeBeside(table: Table, beside: Beside, limit: number): Promise<number> {
  const keys = await itemsBeside(table, beside, KEY, limit);
  const { client, name } = table;
  for (let done = 0; done < keys.length; done += AT_ONCE) {
    const some = keys.slice(done, done + AT_ONCE);
    await Promise.all(
      some.map((Key) => client.send(new DeleteItemCommand({ TableName: name, Key }))),
    );
  }
  return keys.length;
}

/** The attributes of a key. */
const KEY = 'pk, sk';

/** Returns what lies beside an incident, of each item these attributes, at most `limit` items. */
export function itemsBeside(
  table: Table,
  { pk, prefix }: Beside,
  attributes: string,
  limit = Number.POSITIVE_INFINITY,
): Promise<readonly Key[]> {
  const query = {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': { S: pk }, ':prefix': { S: prefix } },
    ProjectionExpression: attributes,
    ConsistentRead: true,
  };
  return queryItems(table, query, limit);
}

/** Whether there is anything. */
export async function isAnyBeside(table: Table, beside: Beside): Promise<boolean> {
  return (await itemsBeside(table, beside, KEY, 1)).length > 0;
}
