import { createHash } from 'node:crypto';
import { NestedStack, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Subscription, SubscriptionProtocol, Topic, TopicPolicy } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { Refusal } from './refusal.ts';

/** Whom a topic is for, and where the team's config keeps it the number or mailbox behind it. */
interface Reachable {
  readonly id: string;
  readonly channels: readonly ('sms' | 'email')[];
  readonly contacts: Readonly<Partial<Record<'sms' | 'email', string>>>;
}

export interface ContactTopicsProps {
  /** What the deployment is called. */
  readonly name: string;
  readonly key: IKey;
  readonly people: readonly Reachable[];
}

/**
 * A stack of CloudFormation holds 500 resources, so the topics are spread over nested ones. Whose topic is where depends on the person's id alone: a topic
 * that moved would be made anew, and lose its subscriptions.
 */
const STACKS = 8;
const RESOURCES_PER_STACK = 500;

/**
 * A topic for each responder and channel. SNS alone knows the numbers and mailboxes behind them, save those that the team keeps in its config. Topics have
 * no display name: in an SMS it would take room from the page.
 */
export class ContactTopics extends Construct {
  /** What the name, and the ARN, of every topic begins with; `<person>-<channel>` follows. */
  readonly namePrefix: string;
  readonly arnPrefix: string;

  constructor(scope: Construct, id: string, { name, key, people }: ContactTopicsProps) {
    super(scope, id);
    this.namePrefix = `${name}-to-`;
    this.arnPrefix = Stack.of(this).formatArn({ service: 'sns', resource: this.namePrefix });
    for (const [stack, its] of Object.entries(Object.groupBy(people, ({ id }) => stackOf(id)))) {
      const resources = (its ?? []).flatMap((p) => [...p.channels, ...Object.keys(p.contacts)]);
      if (resources.length >= RESOURCES_PER_STACK)
        throw new Refusal(
          `The config has too many people for one deployment: CloudFormation would need ${resources.length} resources in one nested stack, and allows ${RESOURCES_PER_STACK}. Leave numbers and mailboxes out of the config ("channels" instead of "contacts"), or split the config into two deployments.`,
        );
      createTopics(new NestedStack(this, `Topics${stack}`), its ?? [], this.namePrefix, key);
    }
  }
}

function createTopics(
  stack: NestedStack,
  people: readonly Reachable[],
  namePrefix: string,
  masterKey: IKey,
): void {
  const topics: Topic[] = [];
  for (const { id, channels, contacts } of people)
    for (const channel of channels) {
      const ending = `${id}-${channel}`;
      const topic = new Topic(stack, ending, { topicName: namePrefix + ending, masterKey });
      topics.push(topic);
      const endpoint = contacts[channel];
      if (endpoint !== undefined)
        new Subscription(stack, `${ending}-contact`, {
          topic,
          endpoint,
          protocol: channel === 'sms' ? SubscriptionProtocol.SMS : SubscriptionProtocol.EMAIL,
        });
    }
  if (topics.length > 0) new TopicPolicy(stack, 'TlsOnly', { topics, policyDocument: tlsOnly() });
}

/** Who may publish stands in the functions' roles; here only what nobody may. In a topic's own policy `*` is the topic, and nothing else. */
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
