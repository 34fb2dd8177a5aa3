import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import {
  AttributeType,
  Billing,
  BillingMode,
  MultiRegionConsistency,
  ProjectionType,
  Table,
  TableEncryption,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { TABLES, type TableDeclaration } from '#deployment/tables.ts';
import type { PlatformAlarms } from './platform-alarms.ts';
import type { RegionsProps } from './regions.ts';
import { suppressFindings } from './suppress-findings.ts';

export interface TablesProps {
  /** The name of the deployment, which is part of the names of global tables. */
  readonly name: string;
  readonly key: IKey;
  readonly removalPolicy: RemovalPolicy;
  readonly watch: PlatformAlarms;
  /**
   * The Regions that share the tables.
   * @default none: the tables are of this Region alone
   */
  readonly regions?: RegionsProps | undefined;
  readonly warmThroughput?: WarmThroughputs | undefined;
}

/** The throughput of a table and of each of its indexes. */
interface Warmth {
  readonly readsPerSecond: number;
  readonly writesPerSecond: number;
}

/**
 * Warm throughput for the tables whose load follows the samples. DynamoDB never lowers it again.
 */
export interface WarmThroughputs {
  readonly subjects?: Warmth | undefined;
  readonly incidents?: Warmth | undefined;
}

/** A table as the functions and their roles know it. */
export interface TableReference {
  readonly tableName: string;
  readonly tableArn: string;
}

type TableKey = keyof typeof TABLES;
type Declaration = (typeof TABLES)[TableKey];

/**
 * The tables whose load follows the samples. The controls and the audit trail are read and written
 * little, and if that fails, requests or messages fail, which have their own alarms. Trends only
 * have gaps then, which are counted.
 */
const BUSY: readonly TableKey[] = ['subjects', 'incidents'];

const TYPES = { S: AttributeType.STRING, N: AttributeType.NUMBER };

/**
 * The tables as they are declared for every platform, with point-in-time recovery of 35 days, and
 * with deletion protection if they are retained. In a deployment of several Regions the primary
 * stack creates them, and the other one only refers to them.
 */
export class Tables extends Construct {
  readonly byKey: Readonly<Record<TableKey, TableReference>>;

  constructor(scope: Construct, id: string, props: TablesProps) {
    super(scope, id);
    const { regions } = props;
    const here = Stack.of(this).region;
    const make = (key: TableKey) => {
      if (regions === undefined || 'perRegion' in TABLES[key]) {
        return this.create(key, props);
      }
      return here === regions.primary
        ? this.createGlobal(key, props, regions)
        : this.replica(key, props);
    };
    this.byKey = {
      subjects: make('subjects'),
      incidents: make('incidents'),
      controls: make('controls'),
      audit: make('audit'),
      trends: make('trends'),
    };
    if (props.watch.throttling) {
      for (const name of BUSY) {
        this.watchThrottles(props.watch, name);
      }
    }
  }

  /**
   * CloudWatch counts the throttles of each index separately: those of a table do not include its
   * indexes.
   */
  private watchThrottles(watch: PlatformAlarms, tableKey: TableKey): void {
    const { tableName: TableName } = this.byKey[tableKey];
    watchThrottles(this, watch, tableKey, { TableName });
    for (const { name } of TABLES[tableKey].indexes) {
      watchThrottles(this, watch, `${tableKey}-${name}`, {
        TableName,
        GlobalSecondaryIndexName: name,
      });
    }
  }

  private create(tableKey: TableKey, props: TablesProps): TableReference {
    const { key, removalPolicy } = props;
    const declared: TableDeclaration = TABLES[tableKey];
    const warm = warmthOf(tableKey, props);
    const table = new Table(this, tableKey, {
      ...keysOf(TABLES[tableKey]),
      ...warm,
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: key,
      ...(declared.expires !== undefined && { timeToLiveAttribute: declared.expires }),
      ...keptBy(removalPolicy),
    });
    for (const index of indexesOf(TABLES[tableKey])) {
      table.addGlobalSecondaryIndex({ ...index, ...warm });
    }
    suppressFindings(table, {
      'HIPAA.Security-DynamoDBInBackupPlan':
        'Point-in-time recovery restores the table to any second of the last 35 days; a team that must keep copies for longer puts it into its own backup plan.',
    });
    return table;
  }

  private createGlobal(
    tableKey: TableKey,
    props: TablesProps,
    { secondary, witness }: RegionsProps,
  ): TableReference {
    const { name, key, removalPolicy } = props;
    const warm = warmthOf(tableKey, props);
    return new TableV2(this, tableKey, {
      ...keysOf(TABLES[tableKey]),
      ...warm,
      globalSecondaryIndexes: indexesOf(TABLES[tableKey]).map((index) => ({ ...index, ...warm })),
      tableName: globalTableName(name, tableKey),
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.customerManagedKey(key, {
        [secondary]: this.keyAliasIn(secondary, name),
      }),
      ...keptBy(removalPolicy),
      // The replica has the same recovery and protection as the primary copy.
      replicas: [{ region: secondary }],
      witnessRegion: witness,
      multiRegionConsistency: MultiRegionConsistency.STRONG,
    });
  }

  private keyAliasIn(region: string, name: string): string {
    return Stack.of(this).formatArn({ service: 'kms', region, resource: `alias/${name}` });
  }

  private replica(tableKey: TableKey, { name }: TablesProps): TableReference {
    const tableName = globalTableName(name, tableKey);
    const tableArn = Stack.of(this).formatArn({
      service: 'dynamodb',
      resource: 'table',
      resourceName: tableName,
    });
    return { tableName, tableArn };
  }
}

/** Some throttled calls are retried and succeed; this many for this long mean late pages. */
function watchThrottles(
  scope: Construct,
  watch: PlatformAlarms,
  name: string,
  dimensionsMap: Readonly<Record<string, string>>,
): void {
  const what = 'GlobalSecondaryIndexName' in dimensionsMap ? 'index' : 'table';
  for (const kind of ['Read', 'Write']) {
    watch.alarm(scope, {
      name: `${name}-${kind.toLowerCase()}s-throttled`,
      metric: new Metric({
        namespace: 'AWS/DynamoDB',
        metricName: `${kind}ThrottleEvents`,
        dimensionsMap,
        statistic: 'Sum',
        period: Duration.minutes(1),
      }),
      threshold: 10,
      periods: 3,
      means: `DynamoDB throttles ${kind.toLowerCase()}s of the ${what} "${name}".`,
      article: 'a-table-is-throttled',
    });
  }
}

function keysOf(declaration: Declaration) {
  const partitionKey = { name: declaration.partitionKey, type: AttributeType.STRING };
  if (!('sortKey' in declaration)) {
    return { partitionKey };
  }
  return { partitionKey, sortKey: { name: declaration.sortKey, type: AttributeType.STRING } };
}

function indexesOf({ indexes }: Declaration) {
  return indexes.map((index) => ({
    indexName: index.name,
    partitionKey: { name: index.partitionKey, type: AttributeType.STRING },
    sortKey: { name: index.sortKey, type: TYPES[index.sortType] },
    projectionType: ProjectionType.KEYS_ONLY,
  }));
}

/**
 * An index gets the throughput of its table: a write to the table waits for those to its indexes.
 */
function warmthOf(tableKey: TableKey, { warmThroughput = {} }: TablesProps) {
  const isBusy = tableKey === 'subjects' || tableKey === 'incidents';
  const warmth = isBusy ? warmThroughput[tableKey] : undefined;
  if (warmth === undefined) {
    return {};
  }
  const { readsPerSecond, writesPerSecond } = warmth;
  return {
    warmThroughput: { readUnitsPerSecond: readsPerSecond, writeUnitsPerSecond: writesPerSecond },
  };
}

function keptBy(removalPolicy: RemovalPolicy) {
  return {
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: removalPolicy === RemovalPolicy.RETAIN,
    removalPolicy,
  };
}

/**
 * A global table has one name in all its Regions, and each stack must know it without asking the
 * other.
 */
function globalTableName(name: string, tableKey: TableKey): string {
  return `${name}-${TABLES[tableKey].name}`;
}
