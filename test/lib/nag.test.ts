import { describe, expect, test } from '@jest/globals';
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { AwsSolutionsChecks, HIPAASecurityChecks } from 'cdk-nag';
import { deployed, deployedIn, nestedIn, REGIONS, testApp } from './synth.ts';

/** Returns what the rules find that nobody has given a reason for. */
function findings(stack: Stack): readonly string[] {
  return [new AwsSolutionsChecks(), new HIPAASecurityChecks()].flatMap((pack) =>
    pack
      .validateScope(stack)
      .violations.flatMap(({ ruleName, violatingResources }) =>
        violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`),
      ),
  );
}

describe('the rules of cdk-nag for AWS solutions and for HIPAA find nothing without a reason', () => {
  test.each([
    ['as it is deployed for use', () => deployed({ alarmEmails: ['it@hospital.example'] })],
    [
      'as it is deployed for trying out',
      () => deployed({ rollout: 'at-once', removalPolicy: RemovalPolicy.DESTROY }),
    ],
    ['where the account has the usual quota', () => deployed({ concurrency: { quota: 1_000 } })],
    [
      'behind CloudFront',
      () =>
        deployedIn(REGIONS.primary, {
          regions: undefined,
          cloudFront: { certificateArn: 'arn:aws:acm:us-east-1:111111111111:certificate/1' },
        }),
    ],
    ['in the first of two Regions', () => deployedIn(REGIONS.primary)],
    ['in the second of two Regions', () => deployedIn(REGIONS.secondary)],
  ])('%s', (_, deploy) => {
    const { stack } = deploy();
    expect(nestedIn(stack).length).toBeGreaterThan(1);
    expect([stack, ...nestedIn(stack)].flatMap(findings)).toEqual([]);
  });

  test('where they look at all', () => {
    const stack = new Stack(testApp(), 'Test');
    new Topic(stack, 'Topic');
    expect(findings(stack)).toEqual([
      'AwsSolutions-SNS3 Test/Topic/Resource',
      'HIPAA.Security-SNSEncryptedKMS Test/Topic/Resource',
    ]);
  });
});
