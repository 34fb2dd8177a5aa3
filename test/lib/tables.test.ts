import { describe, expect, test } from '@jest/globals';
import { RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { TABLES } from '#deployment/tables.ts';
import { deployed, deployedIn, REGIONS, type Resources } from './synth.ts';

/** What holds something that a team may still want when the stack is gone. */
const HOLDING = ['DynamoDB::Table', 'SQS::Queue', 'Logs::LogGroup', 'KMS::Key'];

/** Whether the queue belongs to the canary or to rehearsals, and so holds no personal data. */
function policiesIn({ of }: Resources): readonly string[] {
  return HOLDING.flatMap(of)
    .filter(({ id }) => !/CanaryInbox|RehearsalPages/u.test(id))
    .flatMap(({ DeletionPolicy = 'none', UpdateReplacePolicy = 'none' }) => [
      DeletionPolicy,
      UpdateReplacePolicy,
    ]);
}

describe('if data is kept', () => {
  const { resources } = deployed();

  test.each(Object.entries(TABLES))(
    'the table %s has its declared keys and indexes',
    (id, declared) => {
      const { Properties } = resources.one('DynamoDB::Table', `Tables${id}`);
      const keys =
        'sortKey' in declared ? [declared.partitionKey, declared.sortKey] : [declared.partitionKey];
      const named = (schema: readonly { readonly AttributeName: string }[]) =>
        schema.map(({ AttributeName }) => AttributeName);
      expect(named(Properties.KeySchema)).toEqual(keys);
      const indexes = Properties.GlobalSecondaryIndexes ?? [];
      expect(indexes).toHaveLength(declared.indexes.length);
      for (const [at, index] of declared.indexes.entries()) {
        expect(indexes[at]).toMatchObject({
          IndexName: index.name,
          Projection: { ProjectionType: 'KEYS_ONLY' },
        });
        expect(named(indexes[at].KeySchema)).toEqual([index.partitionKey, index.sortKey]);
        expect(Properties.AttributeDefinitions).toContainEqual({
          AttributeName: index.sortKey,
          AttributeType: index.sortType,
        });
      }
    },
  );

  test('tables can be restored to any second, cannot be deleted, and are paid for as used', () => {
    const tables = resources.of('DynamoDB::Table');
    expect(tables).toHaveLength(Object.keys(TABLES).length);
    for (const { Properties } of tables) {
      expect(Properties).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      });
    }
  });

  test('only points of trends are removed by DynamoDB itself', () => {
    const expiring = resources
      .of('DynamoDB::Table')
      .filter(({ Properties }) => Properties.TimeToLiveSpecification !== undefined);
    expect(expiring.map(({ id }) => /Tables([a-z]+)/u.exec(id)?.[1])).toEqual(['trends']);
    expect(expiring[0]?.Properties.TimeToLiveSpecification).toEqual({
      AttributeName: TABLES.trends.expires,
      Enabled: true,
    });
  });

  test('tables and their indexes are warmed as asked, and otherwise as DynamoDB makes them', () => {
    const warmThroughput = { subjects: { readsPerSecond: 40_000, writesPerSecond: 20_000 } };
    const warm = { ReadUnitsPerSecond: 40_000, WriteUnitsPerSecond: 20_000 };
    const { one } = deployed({ warmThroughput }).resources;
    const { Properties } = one('DynamoDB::Table', 'subjects');
    expect(Properties.WarmThroughput).toEqual(warm);
    for (const index of Properties.GlobalSecondaryIndexes) {
      expect(index.WarmThroughput).toEqual(warm);
    }
    expect(one('DynamoDB::Table', 'incidents').Properties).not.toHaveProperty('WarmThroughput');
    const { resources: global } = deployedIn(REGIONS.primary, { warmThroughput });
    const made = global.one('DynamoDB::GlobalTable', 'subjects').Properties;
    expect(made.WarmThroughput).toEqual(warm);
    for (const index of made.GlobalSecondaryIndexes) {
      expect(index.WarmThroughput).toEqual(warm);
    }
  });

  test('tables, queues, logs and the key outlive the stack', () => {
    expect(new Set(policiesIn(resources))).toEqual(new Set(['Retain']));
  });

  test('logs are kept for a year', () => {
    const kept = resources.of('Logs::LogGroup').map(({ Properties }) => Properties.RetentionInDays);
    expect(new Set(kept)).toEqual(new Set([365]));
  });
});

describe('if nothing is kept', () => {
  const { resources } = deployed({
    removalPolicy: RemovalPolicy.DESTROY,
    logRetention: RetentionDays.ONE_WEEK,
  });

  test('all goes with the stack, and until then can be restored all the same', () => {
    expect(new Set(policiesIn(resources))).toEqual(new Set(['Delete']));
    for (const { Properties } of resources.of('DynamoDB::Table')) {
      expect(Properties).toMatchObject({
        DeletionProtectionEnabled: false,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      });
    }
  });

  test('logs are kept as long as the team says', () => {
    const kept = resources.of('Logs::LogGroup').map(({ Properties }) => Properties.RetentionInDays);
    expect(new Set(kept)).toEqual(new Set([7]));
  });
});
