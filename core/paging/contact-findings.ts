import { type Channel, channelKind } from '../responder/channel.ts';
import type { ChannelKind } from '../responder/channels/kind.ts';
import type { Person } from '../responder/person.ts';
import { type Contact, isWorking } from './contact.ts';

/** The kinds of problems with one channel of a person. */
type ChannelFindingKind = 'missing' | 'pending' | 'opted_out' | 'unprotected';

/** The kinds of problems with the contacts of a person; `unreachable`: no channel works. */
type FindingKind = ChannelFindingKind | 'unreachable';

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

/** Where a channel asks no owner, what waits is a subscription of another system. */
const OF_OTHERS = 'It is of another system, which must confirm it.';

/** Each problem in words, for the id of a person. */
const WORDS: Readonly<
  Record<ChannelFindingKind, (person: string, channel: Channel, kind: ChannelKind) => string>
> = {
  missing: (person, channel, { contact }) =>
    `${person} has no ${contact}: the config names ${channel}, and nobody is subscribed. Add it with "npx --no-install wardbell contacts add ${person} ${channel} <${contact}>".`,
  pending: (person, _, { contact, confirmation }) =>
    `A ${contact} of ${person} is not confirmed and gets nothing. ${confirmation?.again(person) ?? OF_OTHERS}`,
  opted_out: (person) =>
    `A phone of ${person} answered STOP and gets no SMS. Its owner must opt in again: docs/contacts.md tells how.`,
  unprotected: (person) =>
    `A mailbox of ${person} was confirmed by opening the link, so that anybody who holds one of its mails can unsubscribe it. Remove it, add it again, and confirm it with "npx --no-install wardbell contacts confirm ${person} <link>".`,
};

/**
 * Finds problems with a person's contacts, given the subscriptions of each channel that the config
 * names.
 */
export function contactFindings(
  { id: person }: Person,
  channels: readonly ChannelContacts[],
): readonly ContactFinding[] {
  const found = channels.flatMap(({ channel, contacts }) =>
    kindsOf(contacts).map((kind) => {
      const text = WORDS[kind](person, channel, channelKind(channel));
      return { kind, person, channel, text };
    }),
  );
  const unreachable = channels.length > 0 && !channels.some((c) => c.contacts.some(isWorking));
  if (!unreachable) {
    return found;
  }
  const text = `No page reaches ${person}: no channel works.`;
  return [{ kind: 'unreachable', person, text }, ...found];
}

/** Reports each kind once, however many phones or mailboxes it concerns. */
function kindsOf(contacts: readonly Contact[]): readonly ChannelFindingKind[] {
  if (contacts.length === 0) {
    return ['missing'];
  }
  const states = new Set<ChannelFindingKind>();
  for (const { state } of contacts) {
    if (state !== 'confirmed' && state !== 'unchecked') {
      states.add(state);
    }
  }
  return [...states];
}
