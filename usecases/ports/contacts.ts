import type { Contact, Recipient } from '#core/paging/contact.ts';
import type { PageDoubt, PublishFault } from '#core/paging/result.ts';

/**
 * The outcome of one publish. Only `failed` says whether a retry can help. `doubt` says why a sent
 * message may reach nobody; escalation continues as for any unanswered page.
 */
export type PublishOutcome =
  | { readonly kind: 'sent'; readonly messageId: string; readonly doubt?: PageDoubt }
  | { readonly kind: 'failed'; readonly retryable: boolean; readonly fault: PublishFault };

/** The SNS topics of the responders. */
export interface Publisher {
  publish(
    to: Recipient,
    message: { readonly subject: string; readonly text: string },
  ): Promise<PublishOutcome>;
}

/**
 * The outcome of adding or confirming a contact. A refusal says why, and never contains the
 * address.
 */
export type ContactOutcome =
  | { readonly kind: 'contact'; readonly contact: Contact }
  | { readonly kind: 'refused'; readonly reason: string };

/** A contact, and whose it is. */
export interface OwnedContact {
  readonly to: Recipient;
  readonly contact: Contact;
}

type RemovalOutcome =
  | { readonly kind: 'removed'; readonly contact: Contact }
  | { readonly kind: 'unknown' }
  /** SNS cannot remove an unconfirmed subscription; it deletes it by itself after 48 hours. */
  | { readonly kind: 'pending' };

/**
 * The phones and mailboxes behind the responders' topics, which only SNS knows. Few use cases need
 * it, so it is not one of the `Ports`.
 */
export interface ContactBook {
  /** Says where pages go instead, where no message leaves; left out where they do. */
  readonly notice?: string;
  /** Lists the subscriptions of all protocols; none if there is no topic. */
  list(to: Recipient): Promise<readonly Contact[]>;
  /**
   * Subscribes a phone or mailbox. An existing subscription stays as it is; an unconfirmed one is
   * sent another mail.
   */
  add(to: Recipient, address: string): Promise<ContactOutcome>;
  /** Confirms a mailbox by the token from its mail, so that only the platform can remove it. */
  confirm(to: Recipient, token: string): Promise<ContactOutcome>;
  /** Returns the contact with this id; undefined if there is none. */
  find(id: string): Promise<OwnedContact | undefined>;
  remove(id: string): Promise<RemovalOutcome>;
}
