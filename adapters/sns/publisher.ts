import { setTimeout as wait } from 'node:timers/promises';
import {
  GetTopicAttributesCommand,
  PublishCommand,
  type PublishCommandInput,
  type SNSClient,
} from '@aws-sdk/client-sns';
import { type Instant, MINUTE, SECOND } from '#core/time/instant.ts';
import type { Publisher, PublishOutcome } from '#usecases/ports.ts';
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
 * Publishes to the responders' topics, whose ARNs are the prefix, the responder, '-' and the
 * channel. A publish whose answer is lost is repeated by the SDK: rather two pages than none.
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
      const mail = channel === 'email' ? { Subject: mailSubject(subject) } : {};
      const input = { TopicArn, Message: sendable(text), ...mail, ...ATTRIBUTES[channel] };
      const counted = isUnattended(TopicArn);
      const published = await publishOnce(client, input);
      const unattended = await Promise.race([counted, wait(COUNT_WITHIN, false, { ref: false })]);
      return published.kind === 'sent' && unattended
        ? { ...published, doubt: NOBODY_SUBSCRIBED }
        : published;
    },
  };
}

/**
 * How long the count is waited for once a page is published, in ms. A page whose outcome is not on
 * record before its function is over goes out again.
 */
const COUNT_WITHIN = 1 * SECOND;

/** What is said of a page that SNS took although it counts nobody who would get it. */
const NOBODY_SUBSCRIBED = 'as far as SNS knows nobody is subscribed';

async function publishOnce(client: SNSClient, input: PublishCommandInput): Promise<PublishOutcome> {
  try {
    const { MessageId } = await client.send(new PublishCommand(input));
    return { kind: 'sent', messageId: MessageId ?? '' };
  } catch (error) {
    return { kind: 'failed', ...classifyFailure(error) };
  }
}

/**
 * The text without what XML 1.0 cannot hold, which engines refuse whole messages for: control
 * characters, halves of surrogate pairs, U+FFFE and U+FFFF. A page goes out with U+FFFD instead.
 */
function sendable(text: string): string {
  return text.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
}

/** SNS takes fewer than 100 printable ASCII characters and rejects the whole message otherwise. */
function mailSubject(subject: string): string {
  const printable = subject
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/[^\x20-\x7e]/g, '?')
    .trim();
  return printable.slice(0, 99) || 'Wardbell';
}

/** How long the answer is believed that somebody is subscribed, and that nobody is, in ms. */
const ATTENDED_FOR = 5 * MINUTE;
const UNATTENDED_FOR = 30 * SECOND;

/**
 * Tells whether a topic has no confirmed subscription as far as SNS has counted: publishing to it
 * succeeds and reaches nobody. The count lags behind, and some engines never count, so it only says
 * what to doubt, and never keeps a page from being published.
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

/** What was learnt after now was learnt before the clock went back. */
function isFresh(
  { unattended, since }: { readonly unattended: boolean; readonly since: Instant },
  now: Instant,
): boolean {
  return since <= now && now < since + (unattended ? UNATTENDED_FOR : ATTENDED_FOR);
}
