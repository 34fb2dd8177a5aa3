import { type RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

export interface EncryptionKeyProps {
  /** What the key is called in the console and to replicas in another Region: `alias/<name>`. */
  readonly name: string;
  readonly removalPolicy: RemovalPolicy;
}

/**
 * What whoever writes and reads encrypted things needs: named one by one, because a wildcard would
 * grant what is added later.
 */
export const USE_KEY = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

/** What a service needs that puts messages into an encrypted queue or topic. */
const WRITE_WITH_KEY = ['kms:Decrypt', 'kms:GenerateDataKey'];

/**
 * The one key of a deployment: tables, queues, topics and logs are encrypted with it. It turns once
 * a year.
 */
export class EncryptionKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string, { name, removalPolicy }: EncryptionKeyProps) {
    super(scope, id);
    const { account, region, partition } = Stack.of(this);
    this.key = new Key(this, 'Key', {
      alias: name,
      description: `Everything that Wardbell's deployment ${name} keeps`,
      enableKeyRotation: true,
      removalPolicy,
    });
    this.letServiceUse(`logs.${region}.amazonaws.com`, USE_KEY, {
      ArnLike: {
        'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${account}:*`,
      },
    });
    // EventBridge names neither account nor rule to the key; that only our rules use the queue
    // stands in the queue's own policy.
    this.letServiceUse('events.amazonaws.com', WRITE_WITH_KEY);
    // Alarms to their topic, and pages to the canary's queue: each service publishes in its own
    // name.
    for (const service of ['cloudwatch', 'sns']) {
      this.letServiceUse(`${service}.amazonaws.com`, WRITE_WITH_KEY, {
        StringEquals: { 'aws:SourceAccount': account },
      });
    }
  }

  private letServiceUse(
    service: string,
    actions: string[],
    conditions: Record<string, Record<string, string>> = {},
  ): void {
    this.key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal(service)],
        actions,
        // In a key's own policy this is the key, and nothing else.
        resources: ['*'],
        conditions,
      }),
    );
  }
}
