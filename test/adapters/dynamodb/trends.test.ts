import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBServiceException, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { awsClients, closeClients } from '#adapters/aws-clients.ts';
import { countOperations } from '#adapters/dynamodb/count-operations.ts';
import { dynamodbTrends } from '#adapters/dynamodb/trends.ts';
import { DAY, SECOND } from '#core/time/instant.ts';
import type { TrendPoint } from '#core/trend/point.ts';
import { listedSeries, seriesListOf } from '#core/trend/series-list.ts';
import { startDynalite } from '../../support/dynamodb-engines.ts';
import { startStores } from '../../support/dynamodb-stores.ts';
import { NOON } from '../sample-states.ts';

let started: Awaited<ReturnType<typeof startStores>>;
beforeAll(async () => {
  started = await startStores(startDynalite);
});
afterAll(() => started.stop());

const points: readonly TrendPoint[] = Array.from({ length: 60 }, (_, n) => ({
  series: 'f'.repeat(16),
  at: NOON + n * SECOND,
  value: -123.456789012345,
  slot: NOON + n * SECOND,
}));

test('a point costs one write unit, however many its series has', async () => {
  const counts = countOperations(started.clients.dynamodb);
  for (let times = 1; times <= 3; times++) {
    await started.stores.trends.append(points, DAY);
  }
  const writes = counts.list().find(({ operation }) => operation === 'BatchWriteItem');
  expect(writes).toMatchObject({ calls: 9, items: 180, capacityUnits: 180 });
  started.clients.dynamodb.middlewareStack.remove('countOperations');
});

test('an item says in which second it may be removed, and is a fraction of a kilobyte', async () => {
  await started.stores.trends.append([{ ...points[0], at: NOON + 1 } as TrendPoint], DAY);
  const { Items = [] } = await started.clients.dynamodb.send(
    new ScanCommand({ TableName: 'trends' }),
  );
  const ends = Items.map(({ expires }) => Number(expires?.N));
  expect(Math.min(...ends)).toBe((NOON + DAY) / SECOND + 1);
  expect(Math.max(...Items.map((item) => JSON.stringify(item).length))).toBeLessThan(300);
});

/** A table that answers every call so. */
function answering(answer: () => object) {
  const client = { send: async () => answer() };
  return dynamodbTrends({ client: client as never, name: 'trends' });
}

test('points that DynamoDB leaves out are told, and the call is not repeated', async () => {
  const [left, taken] = points as [TrendPoint, TrendPoint];
  const Item = { pk: { S: left.series }, sk: { S: `${String(left.slot).padStart(15, '0')}~` } };
  let calls = 0;
  const trends = answering(() => {
    calls += 1;
    return { UnprocessedItems: { trends: [{ PutRequest: { Item } }] } };
  });
  expect(await trends.append([left, taken], DAY)).toEqual([left]);
  expect(calls).toBe(1);
});

test('a series that DynamoDB leaves out is told', async () => {
  const series = ['spo2', 'pulse'].map((metric) =>
    listedSeries({ subject: 'bed-1', metric, labels: {} }),
  );
  const [{ list } = { list: '' }] = series;
  const left = (sk = '') => ({ PutRequest: { Item: { pk: { S: list }, sk: { S: sk } } } });
  const trends = answering(() => ({
    UnprocessedItems: { trends: [left(series[1]?.series)] },
  }));
  expect(await trends.list(series, NOON)).toEqual(series.slice(1));
});

test('a refusal to note since when values count is thrown', async () => {
  const trends = answering(() => {
    throw new DynamoDBServiceException({ name: 'X', $fault: 'server', $metadata: {} });
  });
  const since = { list: seriesListOf('bed-1'), since: NOON };
  await expect(trends.putSince(since, NOON)).rejects.toThrow(DynamoDBServiceException);
});

test('a table that does not answer is waited for a second, whatever is asked of it', async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
  const { port } = silent.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}`;
  const clients = awsClients({ dynamodb: endpoint, sqs: endpoint, sns: endpoint });
  const trends = dynamodbTrends({ client: clients.dynamodb, name: 'trends' });
  const answers = await Promise.allSettled([trends.append(points, DAY), trends.stored(points)]);
  closeClients(clients);
  silent.closeAllConnections();
  silent.close();
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
}, 3_000);

test('a refusal of all is thrown', async () => {
  const trends = answering(() => {
    throw new DynamoDBServiceException({
      name: 'ProvisionedThroughputExceededException',
      $fault: 'client',
      $metadata: {},
    });
  });
  await expect(trends.append(points, DAY)).rejects.toThrow(DynamoDBServiceException);
});
