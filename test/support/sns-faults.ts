import {
  DeleteTopicCommand,
  ListSubscriptionsByTopicCommand,
  type SNSClient,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import type { Channel } from '#core/responder/channel.ts';

/** Somebody's phone or mailbox. */
interface Recipient {
  readonly responder: string;
  readonly channel: Channel;
}

/** Faults that a story can inject between the platform and phones, and a record of the attempts. */
export interface SnsFaults {
  /** All attempted publishes, oldest first; `error` is the injected failure. */
  readonly attempts: readonly (Recipient & { readonly error?: string })[];
  /** Makes each publish fail with the named SNS error from now on; undefined lets it through. */
  fail(errorOf: (to: Recipient) => string | undefined): void;
  /** Takes the phone or mailbox off its topic. */
  unsubscribe(responder: string, channel: Channel): Promise<void>;
  removeTopic(responder: string, channel: Channel): Promise<void>;
}

/** Intercepts a client's calls to SNS, after the SDK's own retries. */
export function snsFaults(client: SNSClient, topicPrefix: string): SnsFaults {
  const attempts: SnsFaults['attempts'][number][] = [];
  let errorOf: (to: Recipient) => string | undefined = () => undefined;
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName !== 'PublishCommand') {
          return next(args);
        }
        const { TopicArn = '' } = args.input as { readonly TopicArn?: string };
        const to = recipientOf(TopicArn.slice(topicPrefix.length));
        const error = errorOf(to);
        attempts.push({ ...to, ...(error !== undefined && { error }) });
        if (error !== undefined) {
          throw Object.assign(new Error('as the story has it'), { name: error });
        }
        return next(args);
      },
    { step: 'initialize', name: 'snsFaults' },
  );
  const arnOf = (responder: string, channel: Channel) => `${topicPrefix}${responder}-${channel}`;
  return {
    attempts,
    fail(next) {
      errorOf = next;
    },
    async unsubscribe(responder, channel) {
      const { Subscriptions = [] } = await client.send(
        new ListSubscriptionsByTopicCommand({ TopicArn: arnOf(responder, channel) }),
      );
      for (const { SubscriptionArn } of Subscriptions) {
        await client.send(new UnsubscribeCommand({ SubscriptionArn }));
      }
    },
    async removeTopic(responder, channel) {
      await client.send(new DeleteTopicCommand({ TopicArn: arnOf(responder, channel) }));
    },
  };
}

function recipientOf(topic: string): Recipient {
  const [, responder = topic, channel] = /^(.*)-(sms|email)$/.exec(topic) ?? [];
  return { responder, channel: channel === 'email' ? 'email' : 'sms' };
}
