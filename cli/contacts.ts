import { type Command, Option } from 'commander';
import { CHANNELS, type Channel } from '#core/responder/channel.ts';
import { apiPath, type Connection, callAll, callApi, withConnection } from './api.ts';
import { type By, byQuery, withBy } from './by.ts';
import { CliFailure } from './failure.ts';
import { printJson } from './print.ts';
import {
  type Finding,
  type PersonContacts,
  printContacts,
  printFindings,
} from './print-contacts.ts';

interface Changed {
  readonly person: string;
  readonly channel: Channel;
  readonly contact: { readonly id?: string; readonly address: string; readonly state: string };
  readonly next: string;
}

interface Tested {
  readonly name: string;
  readonly results: readonly {
    readonly channel: Channel;
    readonly outcome: 'sent' | 'failed';
    readonly reason?: string;
    readonly doubt?: string;
  }[];
  readonly findings: readonly Finding[];
}

interface Listed {
  readonly people: readonly PersonContacts[];
  readonly findings: readonly Finding[];
  readonly next?: string;
}

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
    printContacts(listed.people);
    printFindings(listed.findings);
  });
  withConnection(
    contacts
      .command('test <person>')
      .description('send a page that says it is a test')
      .addOption(new Option('--channel <channel>', 'by this one only').choices(CHANNELS)),
  ).action(async (person: string, options: Options) => {
    const body = { person, ...(options.channel && { channel: options.channel }) };
    const tested = await callApi<Tested>(options, 'POST', '/v1/contacts/test', body);
    if (options.json) {
      return printJson(tested);
    }
    printTested(tested);
  });
}

function addChanges(contacts: Command): void {
  withBy(
    withConnection(
      contacts
        .command('add <person> <channel> <address>')
        .description('subscribe a phone (+46701234567) or mailbox; channel: sms or email'),
    ),
  ).action(async (person: string, channel: string, address: string, options: Options) => {
    const body = { person, channel, address, by: options.by };
    const added = await callApi<Changed>(options, 'POST', '/v1/contacts', body);
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
    const confirmed = await callApi<Changed>(options, 'POST', '/v1/contacts/confirm', body);
    if (options.json) {
      return printJson(confirmed);
    }
    printChanged(confirmed);
  });
  withBy(
    withConnection(contacts.command('remove <id>').description('unsubscribe a phone or mailbox')),
  ).action(async (id: string, options: Options) => {
    const removed = await callApi<Changed['contact']>(
      options,
      'DELETE',
      apiPath`/v1/contacts/${id}` + byQuery(options),
    );
    if (options.json) {
      return printJson(removed);
    }
    console.log(`Removed ${removed.address}: it gets no more pages.`);
  });
}

async function listAll(options: Options, person: string | undefined): Promise<Listed> {
  if (person !== undefined) {
    return callApi<Listed>(options, 'GET', apiPath`/v1/contacts?person=${person}`);
  }
  const parts = await callAll<Listed>(options, '/v1/contacts');
  return {
    people: parts.flatMap(({ people }) => people),
    findings: parts.flatMap(({ findings }) => findings),
  };
}

function printChanged({ person, channel, contact, next }: Changed): void {
  console.log(`${person} ${channel} ${contact.address}: ${contact.state.replace('_', ' ')}.`);
  if (contact.id !== undefined) {
    console.log(`Id: ${contact.id}`);
  }
  console.log(next);
}

function printTested({ name, results, findings }: Tested): void {
  for (const { channel, outcome, reason, doubt } of results) {
    const taken = doubt === undefined ? 'SNS has taken it' : `SNS has taken it, but ${doubt}`;
    console.log(`${channel}: ${outcome === 'sent' ? taken : `failed: ${reason}`}.`);
  }
  printFindings(findings);
  if (results.some((r) => r.outcome === 'sent')) {
    console.log(`Ask ${name} whether it arrived: SNS does not tell.`);
  }
  if (results.every((r) => r.outcome === 'failed')) {
    throw new CliFailure('failed', `No test page went out to ${name}.`);
  }
}
