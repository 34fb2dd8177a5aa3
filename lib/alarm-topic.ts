import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/** A topic that the alarms of this account may notify. SNS chooses its name. */
export function alarmTopic(
  scope: Construct,
  { key, topicName }: { readonly key: IKey; readonly topicName?: string },
): Topic {
  const topic = new Topic(scope, 'Topic', {
    masterKey: key,
    enforceSSL: true,
    ...(topicName !== undefined && { topicName }),
  });
  const { account, region, partition } = Stack.of(scope);
  // A topic with its own policy loses the default one, which allows alarms of the account to
  // publish.
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: {
        ArnLike: { 'aws:SourceArn': `arn:${partition}:cloudwatch:${region}:${account}:alarm:*` },
        StringEquals: { 'aws:SourceAccount': account },
      },
    }),
  );
  return topic;
}
