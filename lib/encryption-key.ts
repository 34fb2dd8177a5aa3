import { type RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

export interface EncryptionKeyProps {
  /** The alias of the key, in the console and for replicas in another Region: `alias/<name>`. */
  readonly name: string;
  readonly removalPolicy: RemovalPolicy;
}

/**
 * The actions of everybody who reads and writes encrypted data: named one by one, because a
 * wildcard would grant future actions too.
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

/** The actions of a service that puts messages into an encrypted queue or topic. */
const WRITE_WITH_KEY = ['kms:Decrypt', 'kms:GenerateDataKey'];

/**
 * The only key of a deployment: it encrypts tables, queues, topics and logs. It is rotated once a
 * year.
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
    // EventBridge names neither account nor rule to the key; the queue's own policy says that only
    // our rules may use it.
    this.letServiceUse('events.amazonaws.com', WRITE_WITH_KEY);
    // CloudWatch sends alarms to their topic, and SNS sends pages to the canary's queue, each in
    // its own name.
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
        // In a key's own policy this means the key, and nothing else.
        resources: ['*'],
        conditions,
      }),
    );
  }
}
