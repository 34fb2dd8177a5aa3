import { QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import type { Instant } from '#core/time/instant.ts';
import type { Due } from '#usecases/ports.ts';
import type { Table } from './conditional-write.ts';
import type { Attributes } from './document.ts';
import { type DueKind, idOf, lanesOf } from './keys.ts';

/** Every item that a query finds, or the first `limit` of them. */
export async function queryItems(
  { client, name }: Table,
  query: Omit<QueryCommandInput, 'TableName' | 'Limit' | 'ExclusiveStartKey'>,
  limit = Number.POSITIVE_INFINITY,
): Promise<Attributes[]> {
  const found: Attributes[] = [];
  if (limit < 1) return found;
  let from: Attributes | undefined;
  do {
    const left = limit - found.length;
    const page = await client.send(
      new QueryCommand({
        ...query,
        TableName: name,
        ExclusiveStartKey: from,
        ...(Number.isFinite(left) && { Limit: left }),
      }),
    );
    found.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from !== undefined && found.length < limit);
  return found;
}

/**
 * What is due of a kind at or before a moment, oldest first, at most `limit`. The index follows the table a little later: an entry
 * may be gone or changed by the time it is used, and a new one may be missed until the next look.
 */
export async function queryDue(
  table: Table,
  kind: DueKind,
  at: Instant,
  limit: number,
): Promise<Due[]> {
  const lanes = await Promise.all(
    lanesOf(kind).map((lane) =>
      queryItems(
        table,
        {
          IndexName: 'due',
          KeyConditionExpression: '#lane = :lane AND #due < :after',
          ExpressionAttributeNames: { '#lane': 'lane', '#due': 'due' },
          ExpressionAttributeValues: {
            ':lane': { S: lane },
            ':after': { N: String(Math.floor(at) + 1) },
          },
        },
        limit,
      ),
    ),
  );
  return lanes
    .flat()
    .map((entry) => ({ id: idOf(kind, entry), due: Math.floor(Number(entry['due']?.N)) }))
    .sort((a, b) => a.due - b.due)
    .slice(0, limit);
}
