import {
  ConfirmSubscriptionCommand,
  type SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import type { Contact } from '#core/notification/contact.ts';
import type { ContactBook, ContactOutcome } from '#usecases/ports.ts';
import { Unavailable } from '../unavailable.ts';
import { classifyFailure } from './failures.ts';
import { snsSubscriptions } from './subscriptions.ts';
import { topicArn } from './topic-arn.ts';

/** The ids of subscriptions of our topics, and of nothing else in the account. */
const CONTACT_ID = /^[a-z0-9][a-z0-9_-]*-(sms|email):[0-9a-f-]{36}$/u;

const BAD_ADDRESS = 'SNS does not take this phone number or mailbox';
const BAD_TOKEN =
  'SNS does not know this link: it works for two days, and only for the person to whose mailbox it was sent';

/** The subscriptions of the responders' topics, whose ARNs begin with the prefix. */
export function snsContactBook(client: SNSClient, topicPrefix: string): ContactBook {
  const subscriptions = snsSubscriptions(client, topicPrefix);
  return {
    list: (to) => available(() => subscriptions.ofTopic(topicArn(topicPrefix, to))),
    add: (to, address) =>
      outcomeOf(BAD_ADDRESS, async () => {
        const subscription = { Protocol: to.channel, Endpoint: address };
        const input = { ...subscription, TopicArn: topicArn(topicPrefix, to) };
        const { SubscriptionArn = '' } = await client.send(
          new SubscribeCommand({ ...input, ReturnSubscriptionArn: true }),
        );
        return subscriptions.at(SubscriptionArn);
      }),
    confirm: (to, Token) =>
      outcomeOf(BAD_TOKEN, async () => {
        const input = { TopicArn: topicArn(topicPrefix, to), Token };
        const { SubscriptionArn = '' } = await client.send(
          new ConfirmSubscriptionCommand({ ...input, AuthenticateOnUnsubscribe: 'true' }),
        );
        return subscriptions.at(SubscriptionArn);
      }),
    remove: (id) =>
      available(async () => {
        const SubscriptionArn = topicPrefix + id;
        const contact = CONTACT_ID.test(id) ? await subscriptions.at(SubscriptionArn) : undefined;
        if (contact === undefined || !['sms', 'email'].includes(contact.protocol))
          return { kind: 'unknown' };
        if (contact.state === 'pending') return { kind: 'pending' };
        await client.send(new UnsubscribeCommand({ SubscriptionArn }));
        return { kind: 'removed', contact };
      }),
  };
}

/** What SNS refuses for good is an outcome, what may pass is thrown. */
async function outcomeOf(
  invalid: string,
  change: () => Promise<Contact | undefined>,
): Promise<ContactOutcome> {
  try {
    const contact = await change();
    if (contact !== undefined) return { kind: 'contact', contact };
  } catch (error) {
    const { retryable, reason } = classifyFailure(error);
    if (retryable) throw withoutAddress(error);
    const isInvalid = error instanceof Error && error.name.startsWith('InvalidParameter');
    return { kind: 'refused', reason: isInvalid ? invalid : reason };
  }
  throw new Unavailable('SNS does not show the subscription yet');
}

async function available<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw withoutAddress(error);
  }
}

/** What SNS itself says of a failure may name a phone number and must reach no log; its code marks what we say instead as fit for one. */
function withoutAddress(error: unknown): Error {
  const { retryable, reason } = classifyFailure(error);
  const code = error instanceof Error ? error.name : 'Error';
  return Object.assign(retryable ? new Unavailable(reason) : new Error(reason), { code });
}
