import { describe, expect, test } from '@jest/globals';
import { Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { QUEUES } from '#deployment/queues.ts';
import { TABLES } from '#deployment/tables.ts';
import { Wardbell } from '../../lib/wardbell.ts';
import { DEPLOYED, deployed, EXAMPLE, refTo, resourcesOf, sorted, testApp } from './synth.ts';

const { stack, resources } = deployed();
const alarms = resources.of('CloudWatch::Alarm').map(({ Properties }) => Properties);
const named = (pattern: RegExp) =>
  alarms.filter(({ AlarmName }) => pattern.test(AlarmName)).map(({ AlarmName }) => AlarmName);
const topic = resources.one('SNS::Topic', 'Watch');

describe('every alarm', () => {
  test('tells when it goes off and when it is over', () => {
    expect(alarms.length).toBeGreaterThan(15);
    for (const alarm of alarms) {
      expect(alarm).toMatchObject({ AlarmActions: [refTo(topic)], OKActions: [refTo(topic)] });
    }
  });

  test('says what is wrong and where the runbook tells what to do', () => {
    for (const { AlarmDescription } of alarms) {
      expect(AlarmDescription).toMatch(/^[A-Z].*\. What to do: docs\/runbook\.md#[a-z-]+$/u);
    }
  });
});

describe('there is an alarm', () => {
  test('for calls that Lambda throttles, whichever function of the account they are for', () => {
    const [throttled, ...more] = alarms.filter(({ MetricName }) => MetricName === 'Throttles');
    expect(more).toEqual([]);
    expect(throttled).toMatchObject({ AlarmName: 'ward-calls-throttled', Namespace: 'AWS/Lambda' });
    expect(throttled).not.toHaveProperty('Dimensions');
  });

  test('for throttled reads and writes of each busy table, and of each of its indexes', () => {
    const dimensions = alarms
      .filter(({ Namespace }) => Namespace === 'AWS/DynamoDB')
      .map(({ MetricName, Dimensions }) =>
        [
          MetricName,
          ...Dimensions.map(({ Value }: { readonly Value: string | { readonly Ref: string } }) =>
            typeof Value === 'string' ? Value : Value.Ref.replace(/^.*Tables|[0-9A-F]{8}$/gu, ''),
          ).toReversed(),
        ].join(' '),
      );
    const expected = (['subjects', 'incidents'] as const).flatMap((table) =>
      [table, ...TABLES[table].indexes.map(({ name }) => `${table} ${name}`)].flatMap((where) => [
        `ReadThrottleEvents ${where}`,
        `WriteThrottleEvents ${where}`,
      ]),
    );
    expect(sorted(dimensions)).toEqual(sorted(expected));
  });

  test('for requests that are answered with 429, as the access log has them, and with any 4xx', () => {
    const filter = resources.one('Logs::MetricFilter').Properties;
    expect(filter.FilterPattern).toBe('{ ($.status = "429") && ($.route != "$default") }');
    const [{ MetricNamespace, MetricName }] = filter.MetricTransformations;
    const limited = alarms.find(({ AlarmName }) => AlarmName === 'ward-requests-limited');
    expect(limited).toMatchObject({ Namespace: MetricNamespace, MetricName });
    const refused = alarms.find(({ AlarmName }) => AlarmName === 'ward-requests-refused');
    expect(refused).toMatchObject({ Namespace: 'AWS/ApiGateway', MetricName: '4xx' });
  });

  test('for no throttling where a team does not want those', () => {
    const { of } = deployed({ throttleAlarms: false }).resources;
    const names = of('CloudWatch::Alarm').map(({ Properties }) => Properties.AlarmName);
    const left = names.filter((name) => name.endsWith('-throttled'));
    expect({ left, others: names.length }).toEqual({ left: [], others: alarms.length - 12 });
  });

  test('for each function that fails, but for that whose caller sees it', () => {
    const expected = DEPLOYED.filter((name) => !['reports', 'contacts'].includes(name)).map(
      (name) => `ward-${name}-errors`,
    );
    expect(sorted(named(/-errors$/u))).toEqual(sorted(expected));
  });

  test('for each queue whose messages wait', () => {
    const expected = Object.keys(QUEUES).map((name) => `ward-${name}-wait`);
    expect(sorted(named(/-wait$/u))).toEqual(sorted(expected));
  });

  test('for each queue of dead letters, when it has one', () => {
    const watched = alarms
      .filter(({ AlarmName }) => AlarmName.endsWith('-dead-letters'))
      .map((alarm) => {
        expect(alarm).toMatchObject({
          MetricName: 'ApproximateNumberOfMessagesVisible',
          Threshold: 1,
          EvaluationPeriods: 1,
          ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        });
        return alarm.Dimensions[0].Value['Fn::GetAtt'][0];
      });
    const dead = resources.of('SQS::Queue').filter(({ id }) => /dead[0-9A-F]{8}$/u.test(id));
    expect(dead).toHaveLength(Object.keys(QUEUES).length + 1);
    expect(sorted(watched)).toEqual(sorted(dead.map(({ id }) => id)));
  });

  test('for the API, for pages, and for what is looked at each day', () => {
    expect(named(/requests-fail|pages-fail|daily-findings/u)).toHaveLength(3);
  });

  test('if the clock, the auditor or the canary stops reporting', () => {
    const silent = alarms.filter(({ TreatMissingData }) => TreatMissingData === 'breaching');
    expect(sorted(silent.map(({ AlarmName }) => AlarmName))).toEqual([
      'ward-clock-silent',
      'ward-platform-findings',
      'ward-time-to-page',
    ]);
  });

  test('on metrics of this deployment only', () => {
    const own = alarms.filter(({ Namespace }) => Namespace === 'Wardbell');
    expect(own.length).toBeGreaterThan(3);
    for (const { Dimensions } of own) {
      expect(Dimensions).toEqual([{ Name: 'Deployment', Value: 'ward' }]);
    }
  });
});

describe('the topic of the alarms', () => {
  test("lets this account's alarms publish and nobody else, and only by TLS", () => {
    const { Topics, PolicyDocument } = resources.one('SNS::TopicPolicy', 'Watch').Properties;
    expect(Topics).toEqual([refTo(topic)]);
    const [deny, allow, ...more] = PolicyDocument.Statement;
    expect(more).toEqual([]);
    expect(deny).toMatchObject({
      Effect: 'Deny',
      Principal: '*',
      Action: 'sns:Publish',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
    expect(allow).toMatchObject({
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: 'sns:Publish',
      Resource: refTo(topic),
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    });
    expect(JSON.stringify(allow.Condition.ArnLike)).toMatch(/:cloudwatch:.*:alarm:\*/u);
  });

  const heard = (from: Stack) =>
    Annotations.fromStack(from).findWarning('*', Match.stringLikeRegexp('alarms-unheard'));

  test('warns whoever deploys while nobody hears it, and names the output to subscribe to', () => {
    expect(heard(stack).map(({ entry }) => entry.data)).toEqual([
      expect.stringContaining('the topic that the output "AlarmTopic" names'),
    ]);
  });

  test('sends to the mailboxes that the team names', () => {
    const made = deployed({ alarmEmails: ['it@hospital.example', 'night@hospital.example'] });
    const subscribed = made.resources
      .of('SNS::Subscription')
      .filter(({ Properties }) => Properties.Protocol === 'email');
    expect(subscribed.map(({ Properties }) => Properties.Endpoint)).toEqual([
      'it@hospital.example',
      'night@hospital.example',
    ]);
    expect(heard(made.stack)).toEqual([]);
  });

  test("may be the team's own", () => {
    const own = new Stack(testApp(), 'Test');
    const alarmTopic = new Topic(own, 'OnCallOfIt');
    const { alarms: told } = new Wardbell(own, 'Wardbell', { config: EXAMPLE, alarmTopic });
    expect(told).toBe(alarmTopic);
    const { of, one } = resourcesOf(own);
    for (const { Properties } of of('CloudWatch::Alarm')) {
      expect(Properties.AlarmActions).toEqual([refTo(one('SNS::Topic', 'OnCallOfIt'))]);
    }
    expect(of('SNS::Topic').map(({ id }) => id)).toEqual([
      expect.stringContaining('OnCallOfIt'),
      expect.stringContaining('CanaryInbox'),
      expect.stringContaining('Rehearsal'),
      expect.stringContaining('AlarmInbox'),
    ]);
    expect(heard(own)).toEqual([]);
  });
});
