import { type Channel, channelKind, channelOfProtocol } from '../responder/channel.ts';
import { HIDDEN } from '../responder/channels/kind.ts';

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
  /** The protocol of its channel, or that of another system. */
  readonly protocol: string;
  /** The phone number or mailbox, say: it must not be logged, and is masked in answers. */
  readonly address: string;
  readonly state: ContactState;
}

/** Whether published messages arrive there, as far as SNS knows. */
export function isWorking({ state }: Contact): boolean {
  return state !== 'pending' && state !== 'opted_out';
}

/** Masks an address so that its owner recognizes it; one of another system is hidden whole. */
export function maskAddress({ protocol, address }: Pick<Contact, 'protocol' | 'address'>): string {
  const channel = channelOfProtocol(protocol);
  return channel === undefined ? HIDDEN : channelKind(channel).address.mask(address);
}
