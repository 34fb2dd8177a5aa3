import { CfnOutput, Duration, NestedStack, type RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { OWN_ENV } from '#deployment/env.ts';
import { METRICS } from '#deployment/metrics.ts';
import type { checkedConfig } from './checked-config.ts';
import type { Target } from './function-context.ts';
import type { MetricFactory } from './metric-factory.ts';
import type { PlatformAlarms } from './platform-alarms.ts';
import { suppressFindings, wildcardFinding } from './suppress-findings.ts';

export interface ArchiveProps {
  readonly key: IKey;
  readonly removalPolicy: RemovalPolicy;
  readonly watch: PlatformAlarms;
  readonly measured: MetricFactory;
  /** For how long samples are archived; undefined: there is no archive. */
  readonly archive: ReturnType<typeof checkedConfig>['archive'];
}

/** An object holds what came in so many seconds, or so many MB: the most that Firehose takes. */
const OBJECT = { intervalInSeconds: 900, sizeInMBs: 128 } as const;

/** The use of the key that S3 makes in the name of Firehose. */
const WRITE_WITH_KEY = ['kms:Decrypt', 'kms:GenerateDataKey'];

/**
 * Where samples are archived, if the config says so: a stream of Firehose that ingest writes to,
 * and a bucket of this Region into which it puts them by UTC day. It lies in a nested stack: a
 * deployment to two Regions has nearly as many resources as a stack may have.
 */
export class Archive extends Construct {
  /** What ingest is told of it. */
  readonly environment: Readonly<Record<string, string>> = {};
  /** The stream; undefined where there is none. */
  readonly target: Target | undefined;

  constructor(scope: Construct, id: string, props: ArchiveProps) {
    super(scope, id);
    const { archive } = props;
    if (archive === undefined) {
      return;
    }
    const stack = new NestedStack(this, 'Stack');
    const bucket = createBucket(stack, props, archive.keep);
    const stream = createStream(stack, bucket, props.key);
    watchArchive(stack, stream, props);
    this.environment = { [OWN_ENV.archiveStream]: stream.ref };
    this.target = { arns: [stream.attrArn] };
    new CfnOutput(this, 'Bucket', {
      value: bucket.bucketName,
      description: 'Where samples are archived; patient data: aws s3 sync',
    });
  }
}

function createBucket(
  scope: Construct,
  { key, removalPolicy }: ArchiveProps,
  keep: number | null,
): Bucket {
  const bucket = new Bucket(scope, 'Bucket', {
    encryption: BucketEncryption.KMS,
    encryptionKey: key,
    // S3 asks for the key once in a while, and not for each object.
    bucketKeyEnabled: true,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    lifecycleRules: [
      {
        abortIncompleteMultipartUploadAfter: Duration.days(1),
        ...(keep !== null && {
          expiration: Duration.days(Math.ceil(Duration.millis(keep).toDays({ integral: false }))),
        }),
      },
    ],
    removalPolicy,
  });
  suppressFindings(bucket, NAG_OF_BUCKET);
  return bucket;
}

const WHO_READS =
  "Who reads objects is in CloudTrail, where the account records data events of buckets; a bucket's own access log would need another bucket, and name no less.";

const NAG_OF_BUCKET = {
  'AwsSolutions-S1': WHO_READS,
  'HIPAA.Security-S3BucketLoggingEnabled': WHO_READS,
  'HIPAA.Security-S3BucketVersioningEnabled':
    'Firehose writes each object once, under a name of its own, and no function may write or remove any: there are no versions, and what is too old is to be gone.',
  'HIPAA.Security-S3BucketReplicationEnabled':
    'S3 keeps each object in three zones. What pages people is in the tables, and nobody is paged by the archive.',
};

function createStream(scope: Construct, bucket: Bucket, key: IKey): CfnDeliveryStream {
  const objects = bucket.arnForObjects('*');
  const policy = new ManagedPolicy(scope, 'Policy', {
    description: "What Firehose may do for Wardbell's archive",
    statements: [
      new PolicyStatement({
        actions: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
        resources: [bucket.bucketArn],
      }),
      new PolicyStatement({
        actions: ['s3:AbortMultipartUpload', 's3:PutObject'],
        resources: [objects],
      }),
      new PolicyStatement({ actions: WRITE_WITH_KEY, resources: [key.keyArn] }),
    ],
  });
  suppressFindings(policy, {
    [wildcardFinding(scope, objects)]: 'The objects of the archive have no names before they come.',
  });
  const { account } = Stack.of(scope);
  const role = new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('firehose.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': account } },
    }),
    managedPolicies: [policy],
  });
  return new CfnDeliveryStream(scope, 'Stream', {
    deliveryStreamType: 'DirectPut',
    deliveryStreamEncryptionConfigurationInput: {
      keyType: 'CUSTOMER_MANAGED_CMK',
      keyArn: key.keyArn,
    },
    extendedS3DestinationConfiguration: {
      bucketArn: bucket.bucketArn,
      roleArn: role.roleArn,
      // Firehose names the object by when its oldest record came, in UTC.
      prefix: 'samples/!{timestamp:yyyy-MM-dd}/',
      errorOutputPrefix: 'failed/!{firehose:error-output-type}/!{timestamp:yyyy-MM-dd}/',
      // What it is given is compressed, and is so when it is put together.
      compressionFormat: 'UNCOMPRESSED',
      fileExtension: '.jsonl.gz',
      bufferingHints: OBJECT,
      encryptionConfiguration: { kmsEncryptionConfig: { awskmsKeyArn: key.keyArn } },
    },
  });
}

function watchArchive(
  scope: Construct,
  stream: CfnDeliveryStream,
  { watch, measured }: ArchiveProps,
): void {
  watch.alarm(scope, {
    name: 'samples-unarchived',
    metric: measured(METRICS.samplesUnarchived, 'Sum', Duration.minutes(5)),
    threshold: 1,
    periods: 2,
    of: 3,
    means: 'Samples are taken in and judged, and do not get into the archive.',
    article: 'samples-are-not-archived',
  });
  watch.alarm(scope, {
    name: 'archive-late',
    metric: new Metric({
      namespace: 'AWS/Firehose',
      metricName: 'DeliveryToS3.DataFreshness',
      dimensionsMap: { DeliveryStreamName: stream.ref },
      statistic: 'Maximum',
      period: Duration.minutes(5),
    }),
    threshold: Duration.hours(1).toSeconds(),
    periods: 3,
    means: 'Firehose cannot put samples into the archive, and drops them after a day.',
    article: 'samples-are-not-archived',
  });
}
