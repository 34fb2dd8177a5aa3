import { printTable } from './print.ts';

/** A person's contacts as the API shows them. */
export interface PersonContacts {
  readonly person: string;
  readonly name: string;
  readonly channels: readonly {
    readonly channel: string;
    readonly contacts: readonly {
      readonly id?: string;
      readonly address: string;
      readonly state: string;
    }[];
    readonly others: Readonly<Record<string, number>>;
  }[];
}

/** What is wrong with somebody's contacts, and what to do. */
export interface Finding {
  readonly text: string;
}

/** Prints one row for each phone or mailbox, and one for each channel that has none. */
export function printContacts(people: readonly PersonContacts[]): void {
  const rows = people.flatMap(({ person, name, channels }) =>
    channels.flatMap(({ channel, contacts, others }) => {
      const also = Object.entries(others).map(([protocol, n]) => `${n} ${protocol}`);
      const none = [[person, name, channel, also.join(', ') || 'nobody', '', '']];
      const found = contacts.map(({ id = '', address, state }) => [
        person,
        name,
        channel,
        address,
        state.replace('_', ' '),
        id,
      ]);
      return found.length === 0 ? none : found;
    }),
  );
  printTable(['PERSON', 'NAME', 'CHANNEL', 'ADDRESS', 'STATE', 'ID'], rows);
}

export function printFindings(findings: readonly Finding[]): void {
  if (findings.length === 0) {
    return;
  }
  console.log(`\nTo mend (${findings.length}):`);
  for (const { text } of findings) {
    console.log(`- ${text}`);
  }
}
