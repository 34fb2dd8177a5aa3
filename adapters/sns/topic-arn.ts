import type { Recipient } from '#core/paging/contact.ts';

/**
 * Returns the ARN of the topic of a responder's channel; `prefix` is the beginning of every topic's
 * ARN.
 */
export function topicArn(prefix: string, { responder, channel }: Recipient): string {
  return `${prefix}${responder}-${channel}`;
}
