import { QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import type { Instant } from '#core/time/instant.ts';
import type { Due } from '#usecases/ports.ts';
import type { Table } from './conditional-write.ts';
import type { Attributes } from './document.ts';
import { DUE_LANES, type DueKind, dueIndexEntry, idOf, laneKey } from './keys.ts';

/** Returns every item of a query, or the first `limit` of them. */
export async function queryItems(
  { client, name }: Table,
  query: Omit<QueryCommandInput, 'TableName' | 'Limit' | 'ExclusiveStartKey'>,
  limit = Number.POSITIVE_INFINITY,
): Promise<Attributes[]> {
  const found: Attributes[] = [];
  if (limit < 1) {
    return found;
  }
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
 * The due index of a kind. It is eventually consistent: an entry may be gone or changed when it is
 * used, and a new one may be missed until the next query.
 */
export function dynamodbDue(table: Table, kind: DueKind) {
  const inLane = (lane: number, at: Instant, limit: number, after?: Due) =>
    queryLane(table, { kind, lane, at, limit, after });
  return {
    dueLanes: DUE_LANES,
    dueInLane: inLane,
    async dueBefore(at: Instant, limit: number): Promise<readonly Due[]> {
      const lanes = Array.from({ length: DUE_LANES }, (_, lane) => inLane(lane, at, limit));
      const due = (await Promise.all(lanes)).flat();
      return due.sort((a, b) => a.due - b.due).slice(0, limit);
    },
  };
}

interface LaneQuery {
  readonly kind: DueKind;
  readonly lane: number;
  readonly at: Instant;
  readonly limit: number;
  readonly after: Due | undefined;
}

async function queryLane(
  table: Table,
  { kind, lane, at, limit, after }: LaneQuery,
): Promise<readonly Due[]> {
  const query = {
    IndexName: 'due',
    KeyConditionExpression: '#lane = :lane AND #due BETWEEN :from AND :to',
    ExpressionAttributeNames: { '#lane': 'lane', '#due': 'due' },
    ExpressionAttributeValues: {
      ':lane': { S: laneKey(kind, lane) },
      ':from': {
        N: after === undefined ? '0' : `${after.due}.${dueIndexEntry(kind, after.id).decimals}`,
      },
      // Covers every entry within the last millisecond that counts.
      ':to': { N: `${Math.floor(at)}.9999999999999` },
    },
  };
  // The item after which it continues is found once more.
  const entries = await queryItems(table, query, after === undefined ? limit : limit + 1);
  return entries
    .map((entry) => ({ id: idOf(kind, entry), due: Math.floor(Number(entry['due']?.N)) }))
    .filter(({ id }) => id !== after?.id)
    .slice(0, limit);
}
