import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  DeleteTopicCommand,
  paginateListTopics,
  type SNSClient,
  SubscribeCommand,
  type SubscribeCommandInput,
} from '@aws-sdk/client-sns';
import { type Channel, channelKind } from '#core/responder/channel.ts';
import { topicArn, topicRecipient } from './topic-arn.ts';

/** A responder's topic for one channel, and the phone or mailbox behind it if that is known. */
export interface TopicDeclaration {
  readonly responder: string;
  readonly channel: Channel;
  readonly contact?: string;
}

/**
 * Creates missing topics with their subscriptions; a queue subscribed to all of them shows what a
 * phone or mailbox would receive. Returns the prefix of all topic ARNs.
 */
export async function createTopics(
  client: SNSClient,
  namePrefix: string,
  topics: readonly TopicDeclaration[],
  phoneQueueArn?: string,
): Promise<string> {
  let prefix = '';
  for (const { responder, channel, contact } of topics) {
    const ending = `${responder}-${channel}`;
    const { TopicArn = '' } = await client.send(
      new CreateTopicCommand({ Name: namePrefix + ending }),
    );
    prefix = TopicArn.slice(0, TopicArn.length - ending.length);
    if (contact !== undefined) {
      await subscribeContact(client, TopicArn, channel, contact);
    }
    if (phoneQueueArn !== undefined) {
      await subscribe(client, { TopicArn, Protocol: 'sqs', Endpoint: phoneQueueArn });
    }
  }
  return prefix;
}

/**
 * Removes the topics of people and channels that are declared no longer, and with them the phones
 * and mailboxes that were subscribed, as a stack does.
 */
export async function removeOtherTopics(
  client: SNSClient,
  topicPrefix: string,
  topics: readonly TopicDeclaration[],
): Promise<void> {
  const declared = new Set(topics.map((topic) => topicArn(topicPrefix, topic)));
  for await (const { Topics = [] } of paginateListTopics({ client }, {})) {
    for (const { TopicArn = '' } of Topics) {
      const to = topicRecipient(topicPrefix, TopicArn);
      if (to !== undefined && !declared.has(TopicArn)) {
        await client.send(new DeleteTopicCommand({ TopicArn }));
      }
    }
  }
}

/**
 * Creates a topic that delivers raw messages to a queue, without SNS' envelope. Returns its ARN.
 */
export async function createTopicTo(
  client: SNSClient,
  name: string,
  queueArn: string,
): Promise<string> {
  const { TopicArn = '' } = await client.send(new CreateTopicCommand({ Name: name }));
  await subscribe(client, {
    TopicArn,
    Protocol: 'sqs',
    Endpoint: queueArn,
    Attributes: { RawMessageDelivery: 'true' },
  });
  return TopicArn;
}

/** No owner is asked on one machine, where a subscription's ARN is its token. */
async function subscribeContact(
  client: SNSClient,
  TopicArn: string,
  channel: Channel,
  contact: string,
) {
  const { protocol, confirmation } = channelKind(channel);
  const Token = await subscribe(client, { TopicArn, Protocol: protocol, Endpoint: contact });
  if (confirmation !== undefined) {
    await client.send(new ConfirmSubscriptionCommand({ TopicArn, Token }));
  }
}

/** Subscribing the same endpoint again returns the ARN of the same subscription. */
async function subscribe(client: SNSClient, to: SubscribeCommandInput) {
  const { SubscriptionArn } = await client.send(new SubscribeCommand(to));
  return SubscriptionArn;
}
