import {
  ConfirmSubscriptionCommand,
  type SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { publishFaultText } from '#core/messages/page-result-text.ts';
import type { Contact } from '#core/paging/contact.ts';
import { channelKind, channelOfProtocol } from '#core/responder/channel.ts';
import type { ContactBook, ContactOutcome, OwnedContact } from '#usecases/ports.ts';
import { Unavailable } from '#usecases/ports.ts';
import { classifyFailure } from './failures.ts';
import { snsSubscriptions } from './subscriptions.ts';
import { topicArn, topicRecipient } from './topic-arn.ts';

/** Matches the ids of subscriptions of our topics, and of nothing else in the account. */
const CONTACT_ID = /^(?<topic>[a-z0-9][a-z0-9_-]*):[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

const BAD_TOKEN =
  'SNS does not know this link: it works for two days, and only for the person to whose mailbox it was sent';

/** The subscriptions of the responders' topics, whose ARNs begin with the prefix. */
export function snsContactBook(client: SNSClient, topicPrefix: string): ContactBook {
  const subscriptions = snsSubscriptions(client, topicPrefix);
  const find = (id: string) =>
    available(async (): Promise<OwnedContact | undefined> => {
      const { topic } = CONTACT_ID.exec(id)?.groups ?? {};
      const to = topic === undefined ? undefined : topicRecipient('', topic);
      if (to === undefined) {
        return undefined;
      }
      const contact = await subscriptions.at(topicPrefix + id).catch(unlessInvalid);
      return contact && channelOfProtocol(contact.protocol) ? { to, contact } : undefined;
    });
  return {
    find,
    list: (to) => available(() => subscriptions.ofTopic(topicArn(topicPrefix, to))),
    add: (to, address) => {
      const { protocol, address: kind } = channelKind(to.channel);
      return outcomeOf(kind.refusal, async () => {
        const subscription = { Protocol: protocol, Endpoint: address };
        const input = { ...subscription, TopicArn: topicArn(topicPrefix, to) };
        const { SubscriptionArn = '' } = await client.send(
          new SubscribeCommand({ ...input, ReturnSubscriptionArn: true }),
        );
        return subscriptions.at(SubscriptionArn);
      });
    },
    confirm: (to, Token) =>
      outcomeOf(BAD_TOKEN, async () => {
        const input = { TopicArn: topicArn(topicPrefix, to), Token };
        const { SubscriptionArn = '' } = await client.send(
          new ConfirmSubscriptionCommand({ ...input, AuthenticateOnUnsubscribe: 'true' }),
        );
        return subscriptions.at(SubscriptionArn);
      }),
    async remove(id) {
      const { contact } = (await find(id)) ?? {};
      if (contact === undefined) {
        return { kind: 'unknown' };
      }
      if (contact.state === 'pending') {
        return { kind: 'pending' };
      }
      const SubscriptionArn = topicPrefix + id;
      await available(() => client.send(new UnsubscribeCommand({ SubscriptionArn })));
      return { kind: 'removed', contact };
    },
  };
}

/** A permanent refusal of SNS is an outcome; a transient one is thrown. */
async function outcomeOf(
  invalid: string,
  change: () => Promise<Contact | undefined>,
): Promise<ContactOutcome> {
  try {
    const contact = await change();
    if (contact !== undefined) {
      return { kind: 'contact', contact };
    }
  } catch (error) {
    const { retryable, fault } = classifyFailure(error);
    if (retryable) {
      throw withoutAddress(error);
    }
    return { kind: 'refused', reason: isInvalid(error) ? invalid : publishFaultText(fault) };
  }
  throw new Unavailable('SNS does not show the subscription yet');
}

function isInvalid(error: unknown): boolean {
  return error instanceof Error && error.name.startsWith('InvalidParameter');
}

/** An id that SNS considers invalid belongs to no subscription. */
function unlessInvalid(error: unknown): undefined {
  if (!isInvalid(error)) {
    throw error;
  }
}

async function available<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw withoutAddress(error);
  }
}

/**
 * SNS' own error messages may name a phone number and must not be logged; the error's code marks
 * our own message as safe to log.
 */
function withoutAddress(error: unknown): Error {
  const { retryable, fault } = classifyFailure(error);
  const reason = publishFaultText(fault);
  const code = error instanceof Error ? error.name : 'Error';
  return Object.assign(retryable ? new Unavailable(reason) : new Error(reason), { code });
}
