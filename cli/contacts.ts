import { type Command, Option } from 'commander';
import { type ContactChanged, type Contacts, pages, type TestPage } from '#api/client/index.ts';
import { CHANNELS, type Channel, channelKind } from '#core/responder/channel.ts';
import { ask, askAll, type Connection, withConnection } from './api.ts';
import { type By, withBy } from './by.ts';
import { CliFailure } from './failure.ts';
import { printJson } from './print.ts';
import { printContacts, printFindings } from './print-contacts.ts';

type Options = Connection & By & { readonly json?: boolean; readonly channel?: Channel };

/** `wardbell contacts`: the phones and mailboxes that receive pages. */
export function addContacts(program: Command): void {
  const contacts = program
    .command('contacts')
    .description('the phones and mailboxes that get the pages; needs an administrator');
  addChanges(contacts);
  withConnection(
    contacts.command('list [person]').description('all of them, masked, and what is wrong'),
  ).action(async (person: string | undefined, options: Options) => {
    const listed = await listAll(options, person);
    if (options.json) {
      return printJson(listed);
    }
    printContacts(listed.people, listed.notice);
    printFindings(listed.findings);
    if (listed.notice !== undefined) {
      console.log(`\n${listed.notice}`);
    }
  });
  withBy(
    withConnection(
      contacts
        .command('test <person>')
        .description('send a page that says it is a test')
        .addOption(new Option('--channel <channel>', 'by this one only').choices(CHANNELS)),
    ),
  ).action(async (person: string, options: Options) => {
    const body = { person, channel: options.channel, by: options.by };
    const tested = await ask(options, (client) => client.sendTestPage({ body }));
    if (options.json) {
      return printJson(tested);
    }
    printTested(tested);
  });
}

/** What may be subscribed, with examples. */
const CONTACTS = CHANNELS.map((channel) => {
  const { contact, address } = channelKind(channel);
  return `${contact} (${address.example})`;
}).join(' or ');

function addChanges(contacts: Command): void {
  withBy(
    withConnection(
      contacts
        .command('add <person> <channel> <address>')
        .description(`subscribe a ${CONTACTS}; channel: ${CHANNELS.join(' or ')}`),
    ),
  ).action(async (person: string, channel: Channel, address: string, options: Options) => {
    const body = { person, channel, address, by: options.by };
    const added = await ask(options, (client) => client.addContact({ body }));
    if (options.json) {
      return printJson(added);
    }
    printChanged(added);
  });
  withBy(
    withConnection(
      contacts
        .command('confirm <person> <link>')
        .description('confirm a mailbox with the link in its mail, which nobody should open'),
    ),
  ).action(async (person: string, link: string, options: Options) => {
    const body = { person, link, by: options.by };
    const confirmed = await ask(options, (client) => client.confirmContact({ body }));
    if (options.json) {
      return printJson(confirmed);
    }
    printChanged(confirmed);
  });
  withBy(
    withConnection(contacts.command('remove <id>').description('unsubscribe a phone or mailbox')),
  ).action(async (id: string, options: Options) => {
    const removed = await ask(options, (client) =>
      client.removeContact({ path: { id }, query: { by: options.by } }),
    );
    if (options.json) {
      return printJson(removed);
    }
    console.log(`Removed ${removed.address}: it gets no more pages.`);
  });
}

async function listAll(
  options: Options,
  person: string | undefined,
): Promise<Pick<Contacts, 'people' | 'findings' | 'notice'>> {
  const found = await askAll(options, (client) =>
    pages(client.listContacts, { query: { person } }),
  );
  const { notice } = found[0] ?? {};
  return {
    ...(notice !== undefined && { notice }),
    people: found.flatMap(({ people }) => people),
    findings: found.flatMap(({ findings }) => findings),
  };
}

function printChanged({ person, channel, contact, next }: ContactChanged): void {
  console.log(`${person} ${channel} ${contact.address}: ${contact.state.replace('_', ' ')}.`);
  if (contact.id !== undefined) {
    console.log(`Id: ${contact.id}`);
  }
  console.log(next);
}

function printTested({ name, results, findings, notice }: TestPage): void {
  for (const { channel, outcome, reason, doubt } of results) {
    const sent = notice === undefined ? 'SNS has taken it' : 'shown on this machine alone';
    const taken = doubt === undefined ? sent : `${sent}, but ${doubt}`;
    console.log(`${channel}: ${outcome === 'sent' ? taken : `failed: ${reason}`}.`);
  }
  printFindings(findings);
  if (results.some((r) => r.outcome === 'sent')) {
    console.log(notice ?? `Ask ${name} whether it arrived: SNS does not tell.`);
  }
  if (results.every((r) => r.outcome === 'failed')) {
    throw new CliFailure('failed', `No test page went out to ${name}.`);
  }
}
