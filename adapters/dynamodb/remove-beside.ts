import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import type { Table } from './conditional-write.ts';
import type { Beside } from './keys.ts';
import { queryItems } from './query.ts';

/** So many items are removed at once. */
const AT_ONCE = 25;

/**
 * Removes what lies beside an incident, at most `limit` items, and tells how many; only their keys
 * are sent for.
 */
export async function removeBeside(table: Table, beside: Beside, limit: number): Promise<number> {
  const keys = await queryItems(table, keysOf(beside), limit);
  const { client, name } = table;
  for (let done = 0; done < keys.length; done += AT_ONCE) {
    const some = keys.slice(done, done + AT_ONCE);
    await Promise.all(
      some.map(({ pk: hash, sk }) =>
        client.send(
          new DeleteItemCommand({
            TableName: name,
            Key: { ...(hash !== undefined && { pk: hash }), ...(sk !== undefined && { sk }) },
          }),
        ),
      ),
    );
  }
  return keys.length;
}

/** Whether there is anything. */
export async function isAnyBeside(table: Table, beside: Beside): Promise<boolean> {
  return (await queryItems(table, keysOf(beside), 1)).length > 0;
}

function keysOf({ pk, prefix }: Beside) {
  return {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': { S: pk }, ':prefix': { S: prefix } },
    ProjectionExpression: 'pk, sk',
    ConsistentRead: true,
  };
}
