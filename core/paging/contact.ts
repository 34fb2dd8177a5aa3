import type { Channel } from '../responder/channel.ts';

/** The recipient of a message: one of the channels of a responder. */
export interface Recipient {
  readonly responder: string;
  readonly channel: Channel;
}

/**
 * `pending` is not confirmed and gets nothing; `opted_out` is a phone that answered STOP;
 * `unprotected` is a mailbox that anybody with one of its mails can unsubscribe, because it was
 * confirmed by opening the link; `unchecked` is a phone of which SNS did not say whether it opted
 * out.
 */
export type ContactState = 'confirmed' | 'unchecked' | 'unprotected' | 'pending' | 'opted_out';

/** A subscription of a responder's topic. */
export interface Contact {
  /**
   * The id to remove it by, which reveals nothing of the address. SNS gives none to a pending one.
   */
  readonly id?: string;
  /** `sms`, `email`, or the protocol of another system. */
  readonly protocol: string;
  /** The phone number or mailbox: it must not be logged, and is masked in answers. */
  readonly address: string;
  readonly state: ContactState;
}

/** Whether published messages arrive there, as far as SNS knows. */
export function isWorking({ state }: Contact): boolean {
  return state !== 'pending' && state !== 'opted_out';
}

/** Whether it is a phone number in SNS' form (E.164). */
export function isPhone(text: string): boolean {
  return /^\+[1-9]\d{6,14}$/u.test(text);
}

export function isMailbox(text: string): boolean {
  return text.length <= 254 && /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d-]+(\.[a-z\d-]+)+$/iu.test(text);
}

const HIDDEN = '•••';

/** Masks a phone number or mailbox so that its owner recognizes it; its length is hidden too. */
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
