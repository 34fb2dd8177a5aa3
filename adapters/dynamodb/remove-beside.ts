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
  const keys = await keysBeside(table, beside, limit);
  const { client, name } = table;
  for (let done = 0; done < keys.length; done += AT_ONCE) {
    const some = keys.slice(done, done + AT_ONCE);
    await Promise.all(
      some.map((Key) => client.send(new DeleteItemCommand({ TableName: name, Key }))),
    );
  }
  return keys.length;
}

/** The keys of what lies beside an incident. */
export function keysBeside(
  table: Table,
  beside: Beside,
  limit = Number.POSITIVE_INFINITY,
): Promise<readonly Key[]> {
  return queryItems(table, keysOf(beside), limit);
}

/** Whether there is anything. */
export async function isAnyBeside(table: Table, beside: Beside): Promise<boolean> {
  return (await keysBeside(table, beside, 1)).length > 0;
}

function keysOf({ pk, prefix }: Beside) {
  return {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': { S: pk }, ':prefix': { S: prefix } },
    ProjectionExpression: 'pk, sk',
    ConsistentRead: true,
  };
}
