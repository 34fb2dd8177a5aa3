import type { Contacts } from '#api/client/index.ts';
import { printTable } from './print.ts';

/**
 * Prints one row for each phone or mailbox, and one for each channel that has none.
 *
 * @param notice says where pages go instead, where none leaves
 */
export function printContacts(people: Contacts['people'], notice?: string): void {
  const none = notice === undefined ? 'nobody' : 'shown here alone';
  const rows = people.flatMap(({ person, name, channels }) =>
    channels.flatMap(({ channel, contacts, others }) => {
      const also = Object.entries(others).map(([protocol, n]) => `${n} ${protocol}`);
      const row = [[person, name, channel, also.join(', ') || none, '', '']];
      const found = contacts.map(({ id = '', address, state }) => [
        person,
        name,
        channel,
        address,
        state.replace('_', ' '),
        id,
      ]);
      return found.length === 0 ? row : found;
    }),
  );
  printTable(['PERSON', 'NAME', 'CHANNEL', 'ADDRESS', 'STATE', 'ID'], rows);
}

export function printFindings(findings: Contacts['findings']): void {
  if (findings.length === 0) {
    return;
  }
  console.log(`\nTo mend (${findings.length}):`);
  for (const { text } of findings) {
    console.log(`- ${text}`);
  }
}
