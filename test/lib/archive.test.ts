import { describe, expect, test } from '@jest/globals';
import type { Stack } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks } from 'cdk-nag';
import { OWN_ENV } from '#deployment/env.ts';
import type { WardbellProps } from '../../lib/wardbell.ts';
import {
  deployed,
  deployedIn,
  exampleWith,
  functionIn,
  nestedIn,
  REGIONS,
  type Resources,
  resourcesOf,
} from './synth.ts';

const ARCHIVED = exampleWith((text) => `${text}\narchive:\n  keep: 30d\n`);

/** The stack that holds the archive, and what is in it. */
function archiveIn(stack: Stack) {
  const found = nestedIn(stack).filter(({ node }) => node.path.includes('Archive'));
  return { found, resources: found.map(resourcesOf)[0] as Resources };
}

function archived(props: Partial<WardbellProps> = {}) {
  const { stack, resources } = deployed({ config: ARCHIVED, ...props });
  return { stack, whole: resources, ...archiveIn(stack) };
}

describe('without an archive in the config', () => {
  const { stack, resources } = deployed();

  test('there is no bucket and no stream, and ingest is told of none and may write to none', () => {
    expect(archiveIn(stack).found).toEqual([]);
    const all = [resources, ...nestedIn(stack).map(resourcesOf)].flatMap((one) => one.all);
    expect(all.filter(({ Type }) => /S3|Firehose/u.test(Type))).toEqual([]);
    expect(JSON.stringify(all)).not.toContain('firehose');
    const { Variables } = functionIn(resources, 'ingest').Properties.Environment;
    expect(Variables).not.toHaveProperty(OWN_ENV.archiveStream);
  });
});

describe('an archive', () => {
  const { whole, resources } = archived();
  const bucket = resources.one('S3::Bucket');
  const stream = resources.one('KinesisFirehose::DeliveryStream');
  const destination = stream.Properties.ExtendedS3DestinationConfiguration;

  test('is put into a bucket by UTC day, in files of gzip, as it was compressed before', () => {
    expect(stream.Properties.DeliveryStreamType).toBe('DirectPut');
    expect(destination).toMatchObject({
      BucketARN: { 'Fn::GetAtt': [bucket.id, 'Arn'] },
      CompressionFormat: 'UNCOMPRESSED',
      FileExtension: '.jsonl.gz',
      Prefix: 'samples/!{timestamp:yyyy-MM-dd}/',
    });
  });

  test('is encrypted with the key of the deployment, on its way and where it lies', () => {
    const { KeyType, KeyARN } = stream.Properties.DeliveryStreamEncryptionConfigurationInput;
    expect(KeyType).toBe('CUSTOMER_MANAGED_CMK');
    expect(KeyARN.Ref).toMatch(/EncryptionKey/u);
    expect(destination.EncryptionConfiguration.KMSEncryptionConfig.AWSKMSKeyARN).toEqual(KeyARN);
    expect(bucket.Properties.BucketEncryption.ServerSideEncryptionConfiguration).toMatchObject([
      {
        BucketKeyEnabled: true,
        ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KeyARN },
      },
    ]);
  });

  test('is open to nobody else, and to nobody without TLS', () => {
    expect(bucket.Properties.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    const { Statement } = resources.one('S3::BucketPolicy').Properties.PolicyDocument;
    const effects = Statement.map(({ Effect }: { readonly Effect: string }) => Effect);
    expect(new Set(effects)).toEqual(new Set(['Deny']));
    expect(JSON.stringify(Statement)).toContain('"aws:SecureTransport":"false"');
    expect(JSON.stringify(Statement)).toContain('"s3:TlsVersion":1.2');
  });

  test('is written by Firehose alone, which may do nothing else, and for this account only', () => {
    const { Statement } = resources.one('IAM::ManagedPolicy').Properties.PolicyDocument;
    const actions = Statement.flatMap(({ Action }: { readonly Action: unknown }) => Action);
    expect(actions.toSorted()).toEqual([
      'kms:Decrypt',
      'kms:GenerateDataKey',
      's3:AbortMultipartUpload',
      's3:GetBucketLocation',
      's3:ListBucket',
      's3:ListBucketMultipartUploads',
      's3:PutObject',
    ]);
    const [trust] = resources.one('IAM::Role').Properties.AssumeRolePolicyDocument.Statement;
    expect(trust.Principal).toEqual({ Service: 'firehose.amazonaws.com' });
    expect(trust.Condition).toEqual({
      StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
    });
  });

  test('takes records of ingest, which knows its name and may call nothing else of Firehose', () => {
    const { Role, Environment } = functionIn(whole, 'ingest').Properties;
    expect(Environment.Variables[OWN_ENV.archiveStream]).toBeDefined();
    const role = whole.one('IAM::Role', Role['Fn::GetAtt'][0]);
    const policy = whole.one('IAM::ManagedPolicy', role.Properties.ManagedPolicyArns[0].Ref);
    const { Statement } = policy.Properties.PolicyDocument;
    const its = Statement.filter((one: object) => JSON.stringify(one).includes('firehose:'));
    expect(its).toHaveLength(1);
    expect(its[0]).toMatchObject({ Effect: 'Allow', Action: 'firehose:PutRecord' });
    expect(JSON.stringify(its[0].Resource)).toMatch(/Archive.*Stream/u);
    const others = whole.of('IAM::ManagedPolicy').filter(({ id }) => id !== policy.id);
    expect(JSON.stringify(others)).not.toContain('firehose');
  });

  test.each([
    ['30d', 'keep: 30d', 30],
    ['36 hours', 'keep: 36h', 2],
    ['as long as the file does not say', '{}', 90],
  ])('removes objects after %s', (_, keep, days) => {
    const config = exampleWith((text) =>
      keep === '{}' ? `${text}\narchive: {}\n` : `${text}\narchive:\n  ${keep}\n`,
    );
    const [rule] = archived({ config }).resources.one('S3::Bucket').Properties
      .LifecycleConfiguration.Rules;
    expect(rule).toMatchObject({ ExpirationInDays: days, Status: 'Enabled' });
  });

  test('that is kept forever removes none', () => {
    const config = exampleWith((text) => `${text}\narchive:\n  keep: forever\n`);
    const [rule] = archived({ config }).resources.one('S3::Bucket').Properties
      .LifecycleConfiguration.Rules;
    expect(rule).not.toHaveProperty('ExpirationInDays');
  });

  test('stays when the stack is deleted, as tables do', () => {
    expect(bucket).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  test('has alarms where samples do not get into it', () => {
    const names = resources.of('CloudWatch::Alarm').map(({ Properties }) => Properties.AlarmName);
    expect(names.toSorted()).toEqual(['ward-archive-late', 'ward-samples-unarchived']);
  });
});

describe.each([REGIONS.primary, REGIONS.secondary])('of two Regions %s', (region) => {
  const { stack, resources } = deployedIn(region, {
    config: ARCHIVED,
    concurrency: { quota: 1_000 },
  });

  test('has an archive of its own, within the resources that a stack may have', () => {
    expect(archiveIn(stack).found).toHaveLength(1);
    expect(resources.all.length).toBeLessThanOrEqual(500);
  });
});

test('the rules of cdk-nag find nothing in an archive without a reason', () => {
  const { found, stack } = archived();
  const violations = [stack, ...found].flatMap((one) =>
    [new AwsSolutionsChecks(), new HIPAASecurityChecks()].flatMap((pack) =>
      pack.validateScope(one).violations.map(({ ruleName }) => ruleName),
    ),
  );
  expect(violations).toEqual([]);
});
