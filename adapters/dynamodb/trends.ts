import {
  BatchGetItemCommand,
  PutItemCommand,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import { chunks } from '#core/collections/chunks.ts';
import { trendPlaces } from '#core/trend/point.ts';
import type { OnUnreadable, TrendStore } from '#usecases/ports.ts';
import { inTime } from '../in-time.ts';
import { type TrendRow, trendRows } from '../trend-rows.ts';
import { orConflict, type Table } from './conditional-write.ts';
import { decodeJson } from './document.ts';
import { trendKey } from './keys.ts';
import { itemOf, keyText, putExpiring } from './put-expiring.ts';
import { queryItems } from './query.ts';

/** The most keys of one BatchGetItem. */
const KEYS_PER_CALL = 100;

/**
 * The table of trends: an item for each point, of far less than 1 KB, so that each costs one write
 * unit, however many a series has; and one for each series in the list of its subject. DynamoDB
 * removes what has expired (TTL), for nothing.
 */
export function dynamodbTrends(table: Table, onUnreadable?: OnUnreadable): TrendStore {
  const { client, name } = table;
  const form = trendRows(onUnreadable);
  const put = <Given>(given: readonly Given[], rowOf: (one: Given) => TrendRow) =>
    putExpiring(table, given, rowOf);

  async function rows(query: Omit<QueryCommandInput, 'TableName'>, limit: number) {
    const items = await queryItems(table, query, limit);
    return items.map((item) => ({ place: item['sk']?.S ?? '', doc: () => decodeJson(item) }));
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
      const found = new Set(
        answers.flatMap(({ Responses }) => Responses?.[name]?.map(keyText) ?? []),
      );
      return points.filter((point) => found.has(keyText(trendKey(point))));
    },
    append: (points, keep) => put(points, (point) => form.ofPoint(point, keep)),
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
      return form.pointsOf(series, await rows(query, limit));
    },
    list: (series, until) => put(series, (one) => form.ofSeries(one, until)),
    async listed(list, limit) {
      const query = {
        KeyConditionExpression: 'pk = :list',
        ExpressionAttributeValues: { ':list': { S: list } },
      };
      return form.listOf(list, await rows(query, limit + 1), limit);
    },
    async putSince(since, until) {
      const moment = { N: String(since.since) };
      const write = new PutItemCommand({
        TableName: name,
        Item: { ...itemOf(form.ofSince(since, until)), v: moment },
        ConditionExpression: 'attribute_not_exists(v) OR v < :since',
        ExpressionAttributeValues: { ':since': moment },
      });
      return (await orConflict(client.send(write, inTime()))) === 'saved';
    },
    removeExpired: async () => 0,
  };
}
