import type { Channel } from '../responder/channel.ts';
import type { Person } from '../responder/person.ts';
import { type Contact, isWorking } from './contact.ts';

/** The kinds of problems with the contacts of a person. */
type FindingKind =
  | 'missing'
  | 'pending'
  | 'opted_out'
  | 'unprotected'
  /** No channel of the person works. */
  | 'unreachable';

/** One problem and what to do about it; it holds no address, so that it may be logged. */
export interface ContactFinding {
  readonly kind: FindingKind;
  readonly person: string;
  /** Absent if it is about the person and all channels. */
  readonly channel?: Channel;
  readonly text: string;
}

/** The subscriptions of one channel of a person. */
export interface ChannelContacts {
  readonly channel: Channel;
  readonly contacts: readonly Contact[];
}

const THING: Readonly<Record<Channel, string>> = { sms: 'phone', email: 'mailbox' };

const WORDS: Readonly<Record<FindingKind, (person: string, channel: Channel) => string>> = {
  missing: (person, channel) =>
    `${person} has no ${THING[channel]}: the config names ${channel}, and nobody is subscribed. Add it with "npx --no-install wardbell contacts add ${person} ${channel} <${THING[channel]}>".`,
  pending: (person, channel) =>
    `A ${THING[channel]} of ${person} is not confirmed and gets nothing. Add it again, which sends a new mail, and confirm it with "npx --no-install wardbell contacts confirm ${person} <link>".`,
  opted_out: (person) =>
    `A phone of ${person} answered STOP and gets no SMS. Its owner must opt in again: docs/contacts.md tells how.`,
  unprotected: (person) =>
    `A mailbox of ${person} was confirmed by opening the link, so that anybody who holds one of its mails can unsubscribe it. Remove it, add it again, and confirm it with "npx --no-install wardbell contacts confirm ${person} <link>".`,
  unreachable: (person) => `No page reaches ${person}: no channel works.`,
};

/**
 * Finds problems with a person's contacts, given the subscriptions of each channel that the config
 * names.
 */
export function contactFindings(
  person: Person,
  channels: readonly ChannelContacts[],
): readonly ContactFinding[] {
  const found = channels.flatMap(({ channel, contacts }) =>
    kindsOf(contacts).map((kind) => ({
      kind,
      person: person.id,
      channel,
      text: WORDS[kind](person.id, channel),
    })),
  );
  const unreachable = channels.length > 0 && !channels.some((c) => c.contacts.some(isWorking));
  if (!unreachable) {
    return found;
  }
  const text = WORDS.unreachable(person.id, 'sms');
  return [{ kind: 'unreachable', person: person.id, text }, ...found];
}

/** Reports each kind once, however many phones or mailboxes it concerns. */
function kindsOf(contacts: readonly Contact[]): readonly FindingKind[] {
  if (contacts.length === 0) {
    return ['missing'];
  }
  const states = new Set<FindingKind>();
  for (const { state } of contacts) {
    if (state !== 'confirmed' && state !== 'unchecked') {
      states.add(state);
    }
  }
  return [...states];
}
