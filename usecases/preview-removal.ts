import { own } from '#core/collections/own.ts';
import { isWorking } from '#core/paging/contact.ts';
import type { ChannelContacts } from '#core/paging/contact-findings.ts';
import type { Channel } from '#core/responder/channel.ts';
import type { Config } from '#core/team/config.ts';
import { type FewerChannels, type Loss, lossOf } from '#core/team/loss.ts';
import type { Instant } from '#core/time/instant.ts';
import { contactsOf } from './audit-contacts.ts';
import { keptForDay } from './kept-for-day.ts';
import type { ContactBook, OwnedContact } from './ports.ts';

/** What removing a contact would change. */
export interface RemovalPreview extends OwnedContact, Loss {
  /** How many phones or mailboxes would work after that, by the channels of the config. */
  readonly left: readonly { readonly channel: Channel; readonly working: number }[];
}

/**
 * Proves what would not be covered any more in the coming year without one of the contacts;
 * undefined if there is no such contact. A channel counts while one of its contacts works; other
 * people count as the config has them, since to ask about each takes too long. The proof begins
 * with the day, as that of the config does, and is kept while the day lasts.
 */
export function previewRemoval(
  { contacts }: { readonly contacts: ContactBook },
  config: Config,
): (id: string, now: Instant) => Promise<RemovalPreview | undefined> {
  const loss = keptForDay((channels: FewerChannels, from) => lossOf(config, channels, from), KEPT);
  return async (id, now) => {
    const found = await contacts.find(id);
    if (found === undefined) {
      return undefined;
    }
    const { responder } = found.to;
    const person = own(config.people, responder);
    const before = person === undefined ? [] : await contactsOf(contacts, person);
    const after = before.map(({ channel, contacts: all }) => ({
      channel,
      contacts: all.filter((contact) => contact.id !== id),
    }));
    const channels = {
      person: responder,
      before: workingChannels(before),
      after: workingChannels(after),
    };
    const isSame = channels.before.length === channels.after.length;
    return {
      ...found,
      left: after.map((one) => ({ channel: one.channel, working: countWorking(one) })),
      ...(isSame ? { gaps: [], weakSpots: [] } : loss(channels, now)),
    };
  };
}

/** For how many people what they would leave uncovered is kept. */
const KEPT = 100;

function countWorking({ contacts }: ChannelContacts): number {
  return contacts.filter(isWorking).length;
}

function workingChannels(channels: readonly ChannelContacts[]): readonly Channel[] {
  return channels.filter((one) => countWorking(one) > 0).map(({ channel }) => channel);
}
