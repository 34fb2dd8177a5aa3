import { GetTopicAttributesCommand, PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { type Instant, MINUTE, SECOND } from '#core/time/instant.ts';
import type { Publisher } from '#usecases/ports.ts';
import { classifyFailure } from './failures.ts';
import { topicArn } from './topic-arn.ts';

/** An SMS must not wait behind advertisements: unless told otherwise SNS sends it as one. */
const ATTRIBUTES = {
  sms: {
    MessageAttributes: {
      'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' },
    },
  },
  email: {},
};

/**
 * Publishes to the responders' topics, whose ARNs are the prefix, the responder, '-' and the channel. A publish whose answer is lost is
 * repeated by the SDK: rather two pages than none.
 */
export function snsPublisher(
  client: SNSClient,
  topicPrefix: string,
  clock: () => Instant,
): Publisher {
  const isUnattended = unattendedTopics(client, clock);
  return {
    async publish({ responder, channel }, { subject, text }) {
      const TopicArn = topicArn(topicPrefix, { responder, channel });
      if (await isUnattended(TopicArn))
        return { kind: 'failed', retryable: false, reason: 'nobody is subscribed' };
      const mail = channel === 'email' ? { Subject: mailSubject(subject) } : {};
      const input = { TopicArn, Message: text, ...mail, ...ATTRIBUTES[channel] };
      try {
        const { MessageId } = await client.send(new PublishCommand(input));
        return { kind: 'sent', messageId: MessageId ?? '' };
      } catch (error) {
        return { kind: 'failed', ...classifyFailure(error) };
      }
    },
  };
}

/** SNS takes fewer than 100 printable ASCII characters and rejects the whole message otherwise. */
function mailSubject(subject: string): string {
  const printable = subject
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/[^\x20-\x7e]/g, '?')
    .trim();
  return printable.slice(0, 99) || 'Wardbell';
}

/** How long the answer is believed that somebody is subscribed, and that nobody is: who subscribes is soon reachable. */
const ATTENDED_FOR = 5 * MINUTE;
const UNATTENDED_FOR = 30 * SECOND;

/**
 * Whether a topic has no confirmed subscription: publishing to it succeeds and reaches nobody. Where that cannot be found out it counts as
 * attended, because a page that may arrive is better than none.
 */
function unattendedTopics(
  client: SNSClient,
  clock: () => Instant,
): (TopicArn: string) => Promise<boolean> {
  const known = new Map<string, { readonly unattended: boolean; readonly until: Instant }>();
  return async (TopicArn) => {
    const now = clock();
    const before = known.get(TopicArn);
    if (before && now < before.until) return before.unattended;
    try {
      const { Attributes } = await client.send(new GetTopicAttributesCommand({ TopicArn }));
      const unattended = Attributes?.['SubscriptionsConfirmed'] === '0';
      known.set(TopicArn, {
        unattended,
        until: now + (unattended ? UNATTENDED_FOR : ATTENDED_FOR),
      });
      return unattended;
    } catch {
      return false;
    }
  };
}
