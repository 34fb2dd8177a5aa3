import { describe, expect, test } from '@jest/globals';
import type { Stack } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks } from 'cdk-nag';
import { ENV } from '#deployment/env.ts';
import {
  deployed,
  deployedIn,
  exampleWith,
  functionIn,
  nestedIn,
  REGIONS,
  type Resources,
  resourcesOf,
  sorted,
} from './synth.ts';

const CHECK = 'title: The lab, service: icu, tcp: "lab.example.org:2575"';
const checked = (places: string, more = '') =>
  exampleWith((text) => `${text}\nchecks: [{ name: lab, ${CHECK}, places: ${places} }]\n${more}`);

/** The stack that holds the probe, and what is in it. */
function probeIn(stack: Stack) {
  const found = nestedIn(stack).filter(({ node }) => node.path.includes('Probes'));
  return { found, resources: found.map(resourcesOf)[0] as Resources };
}

test('a check that is not probed from the account makes nothing in it', () => {
  const { stack } = deployed({ config: checked('[ward-7]') });
  expect(probeIn(stack).found).toEqual([]);
});

describe('a check that is probed from the account', () => {
  const { stack, resources: whole } = deployed({ config: checked('[aws, ward-7]') });
  const { found, resources } = probeIn(stack);
  const probe = functionIn(resources, 'probe');

  test('makes a function, which is called by the minute and told that', () => {
    const [rule, ...more] = resources.of('Events::Rule');
    expect(more).toEqual([]);
    expect(rule?.Properties).toMatchObject({
      ScheduleExpression: 'cron(* * * * ? *)',
      State: 'ENABLED',
      Targets: [
        {
          Arn: { Ref: resources.one('Lambda::Alias').id },
          RetryPolicy: { MaximumEventAgeInSeconds: 60 },
        },
      ],
    });
    expect(rule?.Properties.Targets[0]).not.toHaveProperty('Input');
  });

  test('lets it make its key, use that of the deployment, log and report what it could not do, and nothing else', () => {
    const { Statement } = resources.one('IAM::ManagedPolicy').Properties.PolicyDocument;
    const actions = Statement.flatMap(({ Action }: { readonly Action: unknown }) => Action);
    expect(sorted(actions.filter((action: string) => !action.startsWith('kms:')))).toEqual([
      'dynamodb:GetItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:PutItem',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'sqs:SendMessage',
    ]);
    const keys = Statement.flatMap(
      ({ Condition }: { readonly Condition?: { readonly [test: string]: unknown } }) =>
        Condition?.['ForAllValues:StringEquals'] ?? [],
    );
    expect(keys).toEqual([
      { 'dynamodb:LeadingKeys': ['keys'] },
      { 'dynamodb:LeadingKeys': ['link'] },
    ]);
  });

  test('has an alarm where it cannot be probed, and a rollout like that of others', () => {
    const alarms = resources.of('CloudWatch::Alarm').map(({ Properties }) => Properties.AlarmName);
    expect(alarms).toEqual(['ward-probe-errors']);
    expect(resources.of('CodeDeploy::DeploymentGroup')).toHaveLength(1);
  });

  test('looks many names up at once, and takes of what is left of the account', () => {
    expect(probe.Properties.Environment.Variables['UV_THREADPOOL_SIZE']).toBe('64');
    expect(probe.Properties).not.toHaveProperty('ReservedConcurrentExecutions');
    const { stack: large } = deployed({
      config: checked('[aws]'),
      concurrency: { quota: 1_000 },
    });
    const { Properties } = functionIn(probeIn(large).resources, 'probe');
    expect(Properties).not.toHaveProperty('ReservedConcurrentExecutions');
  });

  test('adds nothing to the stack itself but the nested one', () => {
    const without = deployed({ config: checked('[ward-7]') }).resources;
    const added = whole.all.length - without.all.length;
    expect(added).toBe(1);
  });

  test('is deployed with a reason for all that cdk-nag finds', () => {
    const violations = [stack, ...found].flatMap((one) =>
      [new AwsSolutionsChecks(), new HIPAASecurityChecks()].flatMap((pack) =>
        pack.validateScope(one).violations.map(({ ruleName }) => ruleName),
      ),
    );
    expect(violations).toEqual([]);
  });
});

describe.each([REGIONS.primary, REGIONS.secondary])('of two Regions %s', (region) => {
  const { stack, resources } = deployedIn(region, {
    config: checked('[aws]', 'archive: {}\n'),
    concurrency: { quota: 1_000 },
  });

  test('probes too, and posts to its own API, within the resources that a stack may have', () => {
    const { Variables } = functionIn(probeIn(stack).resources, 'probe').Properties.Environment;
    expect(JSON.stringify(Variables[ENV.publicUrl])).toMatch(/ApiEndpoint/u);
    expect(resources.all.length).toBeLessThanOrEqual(500);
  });
});
