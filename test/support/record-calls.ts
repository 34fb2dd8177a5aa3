import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { FirehoseClient } from '@aws-sdk/client-firehose';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { AwsClients } from '#adapters/aws-clients.ts';
import type { TableNames } from '#adapters/dynamodb/stores.ts';
import type { RolloutClients } from '#adapters/rollout-clients.ts';
import type { PermissionTarget } from '#deployment/permissions.ts';

/** Names of the deployment's resources, by which calls are attributed as IAM would. */
interface Places {
  readonly tables: TableNames;
  /** What a queue is, by its URL. */
  readonly queues: ReadonlyMap<string, PermissionTarget>;
  readonly topicPrefix: string;
}

interface Input {
  readonly TableName?: string;
  readonly IndexName?: string;
  readonly RequestItems?: Readonly<Record<string, unknown>>;
  readonly QueueUrl?: string;
  readonly TopicArn?: string;
  readonly Protocol?: string;
  readonly FunctionName?: string;
  readonly SecretId?: string;
  readonly DeliveryStreamName?: string;
  readonly deploymentId?: string;
  readonly Key?: Item;
  readonly Item?: Item;
  readonly ExpressionAttributeValues?: { readonly ':kind'?: { readonly S: string } };
}

interface Item {
  readonly pk: { readonly S: string };
}

/**
 * Returns what these clients call from now on, as IAM would judge it: `incidents/due
 * dynamodb:Query`. Calls that the service refuses are there too, and `a stranger` stands for what
 * is no part of the deployment.
 */
export function recordCalls(
  clients: AwsClients &
    Partial<RolloutClients> & {
      readonly secretsmanager?: SecretsManagerClient;
      readonly firehose?: FirehoseClient;
    },
  places: Places,
): ReadonlySet<string> {
  const calls = new Set<string>();
  // The middleware stacks differ only in the types of their commands.
  for (const [service, client] of Object.entries(clients)) {
    (client as DynamoDBClient).middlewareStack.add(
      (next, { commandName = '' }) =>
        async (args) => {
          for (const target of targetsOf(args.input as Input, places)) {
            calls.add(`${target} ${service}:${actionOf(commandName)}`);
          }
          return next(args);
        },
      // This runs before any middleware that a test adds.
      { step: 'initialize', name: 'recordCalls', priority: 'high' },
    );
  }
  return calls;
}

/**
 * Returns the IAM action of a call. An SQS batch needs the permission for a single message;
 * BatchGetItem is its own action.
 */
function actionOf(commandName: string): string {
  if (commandName === 'InvokeCommand') {
    return 'InvokeFunction';
  }
  return commandName.replace(/Command$/, '').replace(/^(.*Message.*)Batch$/, '$1');
}

/** IAM has no resource for subscriptions or phone numbers. */
function targetsOf(input: Input, { tables, queues, topicPrefix }: Places): readonly string[] {
  const { TableName, RequestItems, IndexName, QueueUrl, TopicArn } = input;
  const tableNames = TableName === undefined ? Object.keys(RequestItems ?? {}) : [TableName];
  if (input.SecretId !== undefined) {
    return ['clientSecret'];
  }
  if (input.DeliveryStreamName !== undefined) {
    return ['archive'];
  }
  if (input.FunctionName !== undefined) {
    return ['newVersions'];
  }
  if (input.deploymentId !== undefined) {
    return ['deploymentGroups'];
  }
  const found: (string | undefined)[] = tableNames.map((name) => {
    const [table] = Object.entries(tables).find(([, known]) => known === name) ?? [];
    if (table === 'controls') {
      return `controls#${partitionOf(input)}`;
    }
    return table && (IndexName === undefined ? table : `${table}/${IndexName}`);
  });
  if (QueueUrl !== undefined) {
    found.push(queues.get(QueueUrl));
  }
  if (TopicArn !== undefined) {
    found.push(TopicArn.startsWith(topicPrefix) ? topicsOf(input) : undefined);
  }
  return found.length === 0 ? ['any'] : found.map((target) => target ?? 'a stranger');
}

/** Returns the leading key, in IAM's sense. */
function partitionOf({ Key, Item, ExpressionAttributeValues }: Input): string {
  return (Key ?? Item)?.pk.S ?? ExpressionAttributeValues?.[':kind']?.S ?? 'unknown';
}

function topicsOf({ Protocol = '' }: Input): string {
  return ['sms', 'email'].includes(Protocol) ? 'topics#contacts' : 'topics';
}
