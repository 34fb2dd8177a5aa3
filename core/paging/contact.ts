import type { Channel } from '../responder/channel.ts';

/** Whom a message is for: one of the channels of a responder. */
export interface Recipient {
  readonly responder: string;
  readonly channel: Channel;
}

/**
 * `pending` is not confirmed and gets nothing; `opted_out` is a phone that answered STOP;
 * `unprotected` is a mailbox that whoever holds one of its mails can unsubscribe, because it was
 * confirmed by opening the link; `unchecked` is a phone of which SNS would not say whether it
 * answered STOP.
 */
export type ContactState = 'confirmed' | 'unchecked' | 'unprotected' | 'pending' | 'opted_out';

/** Somebody or something that is subscribed to a responder's topic. */
export interface Contact {
  /** What it is removed by; tells nothing of the address. SNS gives none to one that is pending. */
  readonly id?: string;
  /** `sms`, `email`, or what other systems subscribe by. */
  readonly protocol: string;
  /** The phone number or mailbox: not for logs, and for answers only masked. */
  readonly address: string;
  readonly state: ContactState;
}

/** Whether what is published arrives there, as far as SNS knows. */
export function isWorking({ state }: Contact): boolean {
  return state !== 'pending' && state !== 'opted_out';
}

/** A phone number as SNS takes it (E.164). */
export function isPhone(text: string): boolean {
  return /^\+[1-9]\d{6,14}$/u.test(text);
}

export function isMailbox(text: string): boolean {
  return text.length <= 254 && /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d-]+(\.[a-z\d-]+)+$/iu.test(text);
}

const HIDDEN = '•••';

/**
 * As much of a phone number or mailbox as its owner knows it by; how long it is stays hidden too.
 */
export function maskAddress({ protocol, address }: Pick<Contact, 'protocol' | 'address'>): string {
  if (protocol === 'sms') {
    return `${address.slice(0, 3)}${HIDDEN}${address.slice(-2)}`;
  }
  const at = address.lastIndexOf('@');
  if (protocol !== 'email' || at < 0) {
    return HIDDEN;
  }
  return `${at > 1 ? address.slice(0, 1) : ''}${HIDDEN}${address.slice(at)}`;
}
