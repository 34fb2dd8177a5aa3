import { createHash } from 'node:crypto';
import { Duration, NestedStack, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Subscription, type SubscriptionProtocol, Topic, TopicPolicy } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { type Channel, channelKind } from '#config/deployable.ts';
import type { PlatformAlarms } from './platform-alarms.ts';
import { Refusal } from './refusal.ts';

/** The recipient of a topic, and the number or mailbox behind it if the team's config holds it. */
interface Reachable {
  readonly id: string;
  readonly channels: readonly Channel[];
  readonly contacts: Readonly<Partial<Record<Channel, string>>>;
}

export interface ContactTopicsProps {
  /** The name of the deployment. */
  readonly name: string;
  readonly key: IKey;
  readonly people: readonly Reachable[];
  readonly watch: PlatformAlarms;
  /** The monthly SMS spending quota of the account, in USD. */
  readonly smsLimit: number;
}

/**
 * The share of the limit at which somebody must raise it: at the limit SNS sends no further SMS,
 * although publishing still succeeds.
 */
const SPENT = 0.8;

/**
 * A CloudFormation stack holds 500 resources, so the topics are spread over nested stacks. The
 * stack of a topic depends only on the person's id: a topic that moved would be recreated, and lose
 * its subscriptions.
 */
const STACKS = 8;
const RESOURCES_PER_STACK = 500;

/** The topics' policy, and what the CDK adds about itself. */
const BESIDE = 2;

/**
 * A topic for each responder and channel. Only SNS knows the numbers and mailboxes behind them,
 * except those that the team keeps in its config. Topics have no display name: in an SMS it would
 * take room from the page.
 */
export class ContactTopics extends Construct {
  /** The prefix of the names and ARNs of all topics; `<person>-<channel>` follows. */
  readonly namePrefix: string;
  readonly arnPrefix: string;

  constructor(scope: Construct, id: string, props: ContactTopicsProps) {
    super(scope, id);
    const { name, key, people } = props;
    this.namePrefix = `${name}-to-`;
    this.arnPrefix = Stack.of(this).formatArn({ service: 'sns', resource: this.namePrefix });
    for (const [stack, its] of Object.entries(Object.groupBy(people, ({ id }) => stackOf(id)))) {
      const resources = (its ?? []).flatMap((p) => [...p.channels, ...Object.keys(p.contacts)]);
      if (resources.length + BESIDE > RESOURCES_PER_STACK) {
        throw new Refusal(
          `The config has too many people for one deployment: CloudFormation would need ${resources.length} resources in one nested stack, and allows ${RESOURCES_PER_STACK}. Leave numbers and mailboxes out of the config ("channels" instead of "contacts"), or split the config into two deployments.`,
        );
      }
      createTopics(new NestedStack(this, `Topics${stack}`), its ?? [], this.namePrefix, key);
    }
    watchSpending(this, props);
  }
}

function watchSpending(scope: Construct, { watch, smsLimit }: ContactTopicsProps): void {
  watch.alarm(scope, {
    name: 'sms-spending',
    metric: new Metric({
      namespace: 'AWS/SNS',
      metricName: 'SMSMonthToDateSpentUSD',
      statistic: 'Maximum',
      period: Duration.minutes(5),
    }),
    threshold: smsLimit * SPENT,
    periods: 1,
    means: `SNS has spent ${SPENT * 100} % of the ${smsLimit} USD that SMS may cost this month; at the limit no SMS goes out any more.`,
    article: 'the-sms-budget-runs-out',
  });
}

function createTopics(
  stack: NestedStack,
  people: readonly Reachable[],
  namePrefix: string,
  masterKey: IKey,
): void {
  const topics: Topic[] = [];
  for (const { id, channels, contacts } of people) {
    for (const channel of channels) {
      const ending = `${id}-${channel}`;
      const topic = new Topic(stack, ending, { topicName: namePrefix + ending, masterKey });
      topics.push(topic);
      const endpoint = contacts[channel];
      if (endpoint !== undefined) {
        new Subscription(stack, `${ending}-contact`, {
          topic,
          endpoint,
          protocol: channelKind(channel).protocol as SubscriptionProtocol,
        });
      }
    }
  }
  if (topics.length > 0) {
    new TopicPolicy(stack, 'TlsOnly', { topics, policyDocument: tlsOnly() });
  }
}

/**
 * The functions' roles say who may publish; this policy only says what nobody may. In a topic's own
 * policy `*` means the topic, and nothing else.
 */
function tlsOnly(): PolicyDocument {
  return new PolicyDocument({
    statements: [
      new PolicyStatement({
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['sns:Publish'],
        resources: ['*'],
        conditions: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    ],
  });
}

function stackOf(person: string): number {
  return (createHash('sha256').update(person).digest()[0] ?? 0) % STACKS;
}
