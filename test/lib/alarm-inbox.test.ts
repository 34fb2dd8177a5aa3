import { describe, expect, test } from '@jest/globals';
import { Stack } from 'aws-cdk-lib';
import { Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Wardbell } from '../../lib/wardbell.ts';
import { arnOf, deployed, EXAMPLE, refTo, resourcesOf, testApp } from './synth.ts';

const { resources } = deployed();
const topic = resources.one('SNS::Topic', 'AlarmInbox');
const [queue, dead] = [/Queuesalarms[0-9A-F]{8}$/u, /Queuesalarmsdead/u].map((pattern) => {
  const found = resources.of('SQS::Queue').find(({ id }) => pattern.test(id));
  if (found === undefined) {
    throw new Error(`no queue ${pattern}`);
  }
  return found;
});

const statementsOn = (type: string, kept: string, id: string | undefined) =>
  resources
    .of(type)
    .filter(({ Properties }) => JSON.stringify(Properties[kept]) === JSON.stringify([{ Ref: id }]))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);

describe('the topic for alarms', () => {
  test("has a name that can be foretold, and takes messages of this account's alarms and nobody else's", () => {
    expect(topic.Properties.TopicName).toBe('ward-alarms-in');
    const [deny, allow, ...more] = statementsOn('SNS::TopicPolicy', 'Topics', topic.id);
    expect(more).toEqual([]);
    expect(deny).toMatchObject({
      Effect: 'Deny',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
    expect(allow).toMatchObject({
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: 'sns:Publish',
      Resource: refTo(topic),
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    });
  });

  test('is heard by its queue as it was told; what does not get there is a dead letter of it', () => {
    const delivery = resources.one('SNS::Subscription', 'AlarmInbox');
    expect(delivery.Properties).toMatchObject({
      Protocol: 'sqs',
      TopicArn: refTo(topic),
      Endpoint: queue && arnOf(queue),
      RawMessageDelivery: true,
      RedrivePolicy: { deadLetterTargetArn: dead && arnOf(dead) },
    });
    for (const each of [queue, dead]) {
      expect(statementsOn('SQS::QueuePolicy', 'Queues', each?.id)).toContainEqual({
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: each && arnOf(each),
        Condition: { ArnEquals: { 'aws:SourceArn': refTo(topic) } },
      });
    }
  });
});

test('a team lets its own alarms notify it', () => {
  const stack = new Stack(testApp(), 'Hospital');
  const { alarmInbox } = new Wardbell(stack, 'Pager', { config: EXAMPLE });
  const alarm = new Alarm(stack, 'Old', {
    metric: new Metric({ namespace: 'AWS/SQS', metricName: 'ApproximateAgeOfOldestMessage' }),
    threshold: 300,
    evaluationPeriods: 1,
  });
  alarm.addAlarmAction(new SnsAction(alarmInbox));
  const { of, one } = resourcesOf(stack);
  const [own] = of('CloudWatch::Alarm').filter(({ id }) => id.startsWith('Old'));
  expect(own?.Properties.AlarmActions).toEqual([refTo(one('SNS::Topic', 'AlarmInbox'))]);
});
