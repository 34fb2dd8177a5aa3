import type { Recipient } from '#core/paging/contact.ts';

/** The topic of a responder's channel; `prefix` is what the ARN of every topic begins with. */
export function topicArn(prefix: string, { responder, channel }: Recipient): string {
  return `${prefix}${responder}-${channel}`;
}
