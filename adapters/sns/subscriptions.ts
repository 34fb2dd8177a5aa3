import { setTimeout as wait } from 'node:timers/promises';
import {
  CheckIfPhoneNumberIsOptedOutCommand,
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  NotFoundException,
  type SNSClient,
  type Subscription,
} from '@aws-sdk/client-sns';
import type { Contact, ContactState } from '#core/paging/contact.ts';
import { channelKind, channelOfProtocol } from '#core/responder/channel.ts';

/** Reads the subscriptions of the responders' topics. */
export interface Subscriptions {
  /**
   * Returns all subscriptions of a topic, without those that were unsubscribed; none if there is no
   * topic.
   */
  ofTopic(TopicArn: string): Promise<readonly Contact[]>;
  /** Returns one of them, if it exists. */
  at(SubscriptionArn: string): Promise<Contact | undefined>;
}

/** SNS allows 30 list calls a second in an account, which others use too. In milliseconds. */
const BETWEEN_LISTS = 40;

/** The id of a subscription is the part of its ARN after the topic prefix. */
export function snsSubscriptions(client: SNSClient, topicPrefix: string): Subscriptions {
  const turn = spaced(BETWEEN_LISTS);
  const at = async (SubscriptionArn: string): Promise<Contact | undefined> => {
    const command = new GetSubscriptionAttributesCommand({ SubscriptionArn });
    const found = await client.send(command).catch(unlessMissing);
    if (found?.Attributes === undefined) {
      return undefined;
    }
    const { Protocol = '', Endpoint = '' } = found.Attributes;
    const id = SubscriptionArn.slice(topicPrefix.length);
    const state = await stateOf(client, found.Attributes);
    return { id, protocol: Protocol, address: Endpoint, state };
  };
  /**
   * In place of an ARN SNS writes "PendingConfirmation", and for days "Deleted" after an
   * unsubscription.
   */
  const listed = async ({
    SubscriptionArn: arn = '',
    Protocol = '',
    Endpoint = '',
  }: Subscription) => {
    if (arn.startsWith('arn:')) {
      return at(arn);
    }
    const pending: Contact = { protocol: Protocol, address: Endpoint, state: 'pending' };
    return arn === 'Deleted' ? undefined : pending;
  };
  return {
    at,
    async ofTopic(TopicArn) {
      const contacts: (Contact | undefined)[] = [];
      let NextToken: string | undefined;
      do {
        await turn();
        const command = new ListSubscriptionsByTopicCommand({ TopicArn, NextToken });
        const page = await client.send(command).catch(unlessMissing);
        for (const found of page?.Subscriptions ?? []) {
          contacts.push(await listed(found));
        }
        NextToken = page?.NextToken;
      } while (NextToken !== undefined);
      return contacts.filter((contact) => contact !== undefined);
    },
  };
}

type Attributes = Readonly<Record<string, string>>;

async function stateOf(client: SNSClient, attributes: Attributes): Promise<ContactState> {
  const {
    Protocol = '',
    Endpoint = '',
    PendingConfirmation,
    ConfirmationWasAuthenticated,
  } = attributes;
  const channel = channelOfProtocol(Protocol);
  const consent = channel && channelKind(channel).consent;
  // Nobody confirms it, whatever an engine on one machine says of it.
  if (consent === 'until_stop') {
    return phoneState(client, Endpoint);
  }
  if (PendingConfirmation === 'true') {
    return 'pending';
  }
  const isProtected = consent !== 'by_link' || ConfirmationWasAuthenticated === 'true';
  return isProtected ? 'confirmed' : 'unprotected';
}

/** The other answers are worth having even if the opt-outs cannot be read. */
async function phoneState(client: SNSClient, phoneNumber: string): Promise<ContactState> {
  try {
    const answer = await client.send(new CheckIfPhoneNumberIsOptedOutCommand({ phoneNumber }));
    return answer.isOptedOut === true ? 'opted_out' : 'confirmed';
  } catch (error) {
    // An engine on one machine does not know this call, and sends no SMS.
    return error instanceof Error && /InvalidAction|UnknownOperation/.test(error.name)
      ? 'confirmed'
      : 'unchecked';
  }
}

function unlessMissing(error: unknown): undefined {
  if (error instanceof NotFoundException) {
    return undefined;
  }
  throw error;
}

/** Spaces calls by this interval. In milliseconds. */
function spaced(gap: number): () => Promise<void> {
  let free = 0;
  return async () => {
    const now = performance.now();
    const turn = Math.max(now, free);
    free = turn + gap;
    if (turn > now) {
      await wait(turn - now);
    }
  };
}
