import { setTimeout as wait } from 'node:timers/promises';
import {
  GetTopicAttributesCommand,
  type MessageAttributeValue,
  PublishCommand,
  type PublishCommandInput,
  type SNSClient,
} from '@aws-sdk/client-sns';
import { channelKind } from '#core/responder/channel.ts';
import type { SnsProtocol } from '#core/responder/channels/kind.ts';
import { type Instant, MINUTE, SECOND } from '#core/time/instant.ts';
import type { Publisher, PublishOutcome } from '#usecases/ports.ts';
import { classifyFailure } from './failures.ts';
import { topicArn } from './topic-arn.ts';

/** By default SNS sends an SMS as promotional; a page must be transactional. */
const ATTRIBUTES: Readonly<
  Partial<Record<SnsProtocol, Readonly<Record<string, MessageAttributeValue>>>>
> = {
  sms: { 'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' } },
};

/**
 * Publishes to the responders' topics, whose ARNs are the prefix, the responder, '-' and the
 * channel. The SDK retries a publish whose answer is lost: two pages are better than none.
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
      const { protocol, hasSubject } = channelKind(channel);
      const MessageAttributes = ATTRIBUTES[protocol];
      const input = {
        TopicArn,
        Message: sendable(text),
        ...(hasSubject && { Subject: sendableSubject(subject) }),
        ...(MessageAttributes !== undefined && { MessageAttributes }),
      };
      const counted = isUnattended(TopicArn);
      const published = await publishOnce(client, input);
      const unattended = await Promise.race([counted, wait(COUNT_WITHIN, false, { ref: false })]);
      return published.kind === 'sent' && unattended
        ? { ...published, doubt: { code: 'nobody_subscribed' } }
        : published;
    },
  };
}

/**
 * How long it waits for the subscription count after a page is published, in ms. A page whose
 * outcome is not on record before its function ends is sent again.
 */
const COUNT_WITHIN = 1 * SECOND;

async function publishOnce(client: SNSClient, input: PublishCommandInput): Promise<PublishOutcome> {
  try {
    const { MessageId } = await client.send(new PublishCommand(input));
    return { kind: 'sent', messageId: MessageId ?? '' };
  } catch (error) {
    return { kind: 'failed', ...classifyFailure(error) };
  }
}

/**
 * Replaces characters that XML 1.0 cannot hold, for which engines refuse whole messages: control
 * characters, lone surrogates, U+FFFE and U+FFFF. The page is sent with U+FFFD instead.
 */
function sendable(text: string): string {
  return text.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
}

/** SNS allows fewer than 100 printable ASCII characters and rejects the whole message otherwise. */
function sendableSubject(subject: string): string {
  const printable = subject
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/[^\x20-\x7e]/g, '?')
    .trim();
  return printable.slice(0, 99) || 'Wardbell';
}

/** How long it trusts the answers that a topic has, or has no, subscription, in ms. */
const ATTENDED_FOR = 5 * MINUTE;
const UNATTENDED_FOR = 30 * SECOND;

/**
 * Whether a topic has no confirmed subscription as far as SNS has counted: publishing to it
 * succeeds and reaches nobody. The count lags behind, and some engines never count, so it only
 * raises a doubt, and never prevents a publish.
 */
function unattendedTopics(
  client: SNSClient,
  clock: () => Instant,
): (TopicArn: string) => Promise<boolean> {
  const known = new Map<string, { readonly unattended: boolean; readonly since: Instant }>();
  return async (TopicArn) => {
    const now = clock();
    const before = known.get(TopicArn);
    if (before && isFresh(before, now)) {
      return before.unattended;
    }
    try {
      const { Attributes } = await client.send(new GetTopicAttributesCommand({ TopicArn }));
      const unattended = Attributes?.['SubscriptionsConfirmed'] === '0';
      known.set(TopicArn, { unattended, since: now });
      return unattended;
    } catch {
      return false;
    }
  };
}

/** An answer dated after now was learnt before the clock went back. */
function isFresh(
  { unattended, since }: { readonly unattended: boolean; readonly since: Instant },
  now: Instant,
): boolean {
  return since <= now && now < since + (unattended ? UNATTENDED_FOR : ATTENDED_FOR);
}
