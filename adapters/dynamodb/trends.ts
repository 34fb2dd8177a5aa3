import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { chunks } from '#core/collections/chunks.ts';
import { type Duration, SECOND } from '#core/time/instant.ts';
import { type TrendPoint, trendPlaces } from '#core/trend/point.ts';
import type { OnUnreadable, TrendStore } from '#usecases/ports.ts';
import { storedDocuments } from '../stored/documents.ts';
import { readableOf } from '../stored/readable.ts';
import { TREND_POINT } from '../stored/trend.ts';
import type { Table } from './conditional-write.ts';
import { type Attributes, decodeJson, encodeJson } from './document.ts';
import { trendKey } from './keys.ts';
import { queryItems } from './query.ts';

/** The most keys of one BatchGetItem, and the most items of one BatchWriteItem. */
const KEYS_PER_CALL = 100;
const ITEMS_PER_CALL = 25;

/** How long a sender waits for its points to be stored, retries included. */
const PATIENCE: Duration = SECOND;

/**
 * The table of trends: an item for each point, of far less than 1 KB, so that each costs one write
 * unit, however many a series has. DynamoDB removes what has expired (TTL), for nothing.
 */
export function dynamodbTrends(table: Table, onUnreadable?: OnUnreadable): TrendStore {
  const { client, name } = table;
  const documents = storedDocuments(TREND_POINT);
  const inTime = () => ({ abortSignal: AbortSignal.timeout(PATIENCE) });
  const idOf = ({ pk, sk }: Attributes) => `${pk?.S} ${sk?.S}`;

  function request(point: TrendPoint, keep: Duration): WriteRequest {
    const doc = encodeJson(documents.write(point), TREND_POINT.name);
    const expires = { N: String(Math.ceil((point.at + keep) / SECOND)) };
    return { PutRequest: { Item: { ...trendKey(point), doc, expires } } };
  }

  return {
    async stored(points) {
      const calls = chunks(points, KEYS_PER_CALL).map((some) =>
        client.send(
          new BatchGetItemCommand({
            RequestItems: { [name]: { Keys: some.map(trendKey), ProjectionExpression: 'pk, sk' } },
          }),
          inTime(),
        ),
      );
      // A key that DynamoDB leaves out counts as not stored: its point is written again.
      const answers = await Promise.all(calls);
      const found = new Set(answers.flatMap(({ Responses }) => Responses?.[name]?.map(idOf) ?? []));
      return points.filter((point) => found.has(idOf(trendKey(point))));
    },
    async append(points, keep) {
      const calls = chunks(points, ITEMS_PER_CALL).map((some) =>
        client.send(
          new BatchWriteItemCommand({
            RequestItems: { [name]: some.map((point) => request(point, keep)) },
          }),
          inTime(),
        ),
      );
      const answers = await Promise.all(calls);
      const left = answers.flatMap(({ UnprocessedItems }) => UnprocessedItems?.[name] ?? []);
      const ids = new Set(left.map(({ PutRequest }) => idOf(PutRequest?.Item ?? {})));
      return points.filter((point) => ids.has(idOf(trendKey(point))));
    },
    async between(series, span, limit) {
      const [first, last] = trendPlaces(span);
      // DynamoDB refuses a range that ends before it begins.
      if (first > last) {
        return [];
      }
      const query = {
        KeyConditionExpression: 'pk = :series AND sk BETWEEN :first AND :last',
        ExpressionAttributeValues: {
          ':series': { S: series },
          ':first': { S: first },
          ':last': { S: last },
        },
        ScanIndexForward: false,
      };
      const items = await queryItems(table, query, limit);
      return readableOf(items, {
        kind: 'trends',
        idOf: () => series,
        read: (item) => documents.read(decodeJson(item)),
        onUnreadable,
      });
    },
    removeExpired: async () => 0,
  };
}
