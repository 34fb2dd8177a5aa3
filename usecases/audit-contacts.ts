import {
  type ChannelContacts,
  type ContactFinding,
  contactFindings,
} from '#core/paging/contact-findings.ts';
import type { Person } from '#core/responder/person.ts';
import type { Config } from '#core/team/config.ts';
import type { ContactBook } from './ports.ts';

/**
 * Compares the subscriptions with the contacts that the config names. No findings mean that SNS can
 * reach everybody.
 */
export function auditContacts(
  { contacts }: { readonly contacts: ContactBook },
  config: Config,
): () => Promise<readonly ContactFinding[]> {
  return async () => {
    const findings: ContactFinding[] = [];
    for (const person of Object.values(config.people)) {
      findings.push(...contactFindings(person, await contactsOf(contacts, person)));
    }
    return findings;
  };
}

/** Lists the subscriptions of each channel that the config names for a person. */
export async function contactsOf(
  book: ContactBook,
  { id, channels }: Person,
): Promise<readonly ChannelContacts[]> {
  const found: ChannelContacts[] = [];
  for (const channel of channels) {
    found.push({ channel, contacts: await book.list({ responder: id, channel }) });
  }
  return found;
}
