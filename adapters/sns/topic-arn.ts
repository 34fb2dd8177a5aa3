import type { Recipient } from '#core/paging/contact.ts';
import { CHANNELS } from '#core/responder/channel.ts';

/**
 * Returns the ARN of the topic of a responder's channel; `prefix` is the beginning of every topic's
 * ARN.
 */
export function topicArn(prefix: string, { responder, channel }: Recipient): string {
  return `${prefix}${responder}-${channel}`;
}

/** Returns whose topic it is; none if the ARN is of another topic. */
export function topicRecipient(prefix: string, arn: string): Recipient | undefined {
  const ending = arn.startsWith(prefix) ? arn.slice(prefix.length) : '';
  const channel = CHANNELS.find((one) => ending.endsWith(`-${one}`));
  return channel && { responder: ending.slice(0, -channel.length - 1), channel };
}
