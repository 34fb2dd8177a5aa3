import { describe, expect, test } from '@jest/globals';
import { OWN_ENV } from '#deployment/env.ts';
import type { FunctionName } from '#deployment/functions.ts';
import { arnOf, deployed, functionIn, refTo } from './synth.ts';

const { resources } = deployed({ heartbeatUrl: 'https://monitor.example/1' });
const undelivered = resources.one('SQS::Queue', 'undelivereddead');

const CALLS = [
  { rule: 'ClockEachMinute', calls: 'clock', every: 'rate(1 minute)', input: undefined },
  {
    rule: 'AuditorEachMinute',
    calls: 'audit',
    every: 'rate(1 minute)',
    input: { audit: 'platform' },
  },
  { rule: 'AuditorEachDay', calls: 'audit', every: 'rate(1 day)', input: { audit: 'daily' } },
  { rule: 'CanaryRegularly', calls: 'canary', every: 'cron(0/5 * * * ? *)', input: undefined },
] as const;

const functionOf = (name: FunctionName) => functionIn(resources, name);

const aliasOf = (name: FunctionName) => {
  const { id } = functionOf(name);
  const found = resources.of('Lambda::Alias').find((a) => a.Properties.FunctionName.Ref === id);
  if (found === undefined) {
    throw new Error(`no alias of ${name}`);
  }
  return found;
};

describe('the scheduler', () => {
  test('makes these calls and no others', () => {
    expect(resources.of('Events::Rule')).toHaveLength(CALLS.length);
  });

  test.each(CALLS)(
    'has the rule $rule, which calls $calls, $every',
    ({ rule, calls, every, input }) => {
      const { Properties } = resources.one('Events::Rule', rule);
      expect(Properties).toMatchObject({ ScheduleExpression: every, State: 'ENABLED' });
      const [target, ...more] = Properties.Targets;
      expect(more).toEqual([]);
      expect(target).toMatchObject({
        Arn: refTo(aliasOf(calls)),
        DeadLetterConfig: { Arn: arnOf(undelivered) },
        RetryPolicy: { MaximumEventAgeInSeconds: 60 },
      });
      expect(target.Input && JSON.parse(target.Input)).toEqual(input);
    },
  );

  test('may put what it cannot deliver into its dead letters', () => {
    const { Statement } = resources.one('SQS::QueuePolicy', 'undelivereddead').Properties
      .PolicyDocument;
    for (const { rule } of CALLS) {
      expect(Statement).toContainEqual(
        expect.objectContaining({
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Condition: { ArnEquals: { 'aws:SourceArn': arnOf(resources.one('Events::Rule', rule)) } },
        }),
      );
    }
  });
});

describe.each(['clock', 'audit', 'canary'] as const)('a call of %s', (name) => {
  test('that fails is not tried again, for the next is on its way, and is kept', () => {
    const { id, Properties } = functionOf(name);
    expect(Properties.DeadLetterConfig).toEqual({ TargetArn: arnOf(undelivered) });
    const [invoke] = resources
      .of('Lambda::EventInvokeConfig')
      .filter((config) => config.Properties.FunctionName.Ref === id);
    expect(invoke?.Properties).toMatchObject({
      MaximumRetryAttempts: 0,
      MaximumEventAgeInSeconds: 60,
      Qualifier: { 'Fn::Select': [7, { 'Fn::Split': [':', refTo(aliasOf(name))] }] },
    });
  });
});

describe('called by the scheduler', () => {
  const environment = (name: FunctionName) => functionOf(name).Properties.Environment.Variables;

  test('the clock calls itself in between, at once in a deployment of one Region', () => {
    expect(environment('clock')).toMatchObject({
      [OWN_ENV.standbySeconds]: '0',
      [OWN_ENV.tickQueueUrl]: { Ref: expect.stringMatching(/Queuesticks[0-9A-F]{8}$/u) },
    });
  });

  test('the auditor looks at the dead letters that somebody must see to, and pings', () => {
    expect(environment('audit')).toMatchObject({
      [OWN_ENV.heartbeatUrl]: 'https://monitor.example/1',
      [OWN_ENV.deadLetterUrls]: {
        'Fn::Join': [
          '',
          [
            { Ref: expect.stringContaining('incidentsdead') },
            ' ',
            { Ref: expect.stringContaining('pagesdead') },
            ' ',
            { Ref: expect.stringContaining('alarmsdead') },
          ],
        ],
      },
    });
  });

  test('the canary hears its own topic through its own queue, and no other topic gets in', () => {
    const queue = resources.one('SQS::Queue', 'CanaryInbox');
    expect(environment('canary')[OWN_ENV.canaryQueueUrl]).toEqual(refTo(queue));
    const topic = resources.one('SNS::Topic', 'CanaryInbox');
    expect(topic.Properties.TopicName).toMatch(/^ward-to-wardbell-canary-/u);
    expect(resources.one('SNS::Subscription', 'CanaryInbox').Properties).toEqual({
      Protocol: 'sqs',
      TopicArn: refTo(topic),
      Endpoint: arnOf(queue),
    });
    const { Statement } = resources.one('SQS::QueuePolicy', 'CanaryInbox').Properties
      .PolicyDocument;
    expect(
      Statement.filter(({ Effect }: { readonly Effect: string }) => Effect === 'Allow'),
    ).toEqual([
      {
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: arnOf(queue),
        Condition: { ArnEquals: { 'aws:SourceArn': refTo(topic) } },
      },
    ]);
  });
});
