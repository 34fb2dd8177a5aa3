import type { Command } from 'commander';
import { type Calendar, pages } from '#api/client/index.ts';
import { describeAuthor } from '#core/actor/actor.ts';
import { ask, askAll, type Connection, withConnection } from './api.ts';
import { type By, withBy } from './by.ts';
import { shownTime, type ZoneOptions, zoneToShow } from './clocks.ts';
import { printJson, printTable } from './print.ts';

type Options = Partial<Connection> &
  By &
  ZoneOptions & { readonly json?: boolean; readonly person?: string; readonly schedule?: string };

/** `wardbell calendar`: secret addresses at which calendar programs fetch turns. */
export function addCalendar(program: Command): void {
  const calendar = program
    .command('calendar')
    .description('addresses at which calendar programs fetch the turns of 90 days');
  withBy(
    withConnection(
      withOwner(calendar.command('create').description('make an address; it is shown this once')),
    ),
  ).action(async ({ by, person, schedule, ...options }: Options) => {
    const body = { person, schedule, by };
    const made = await ask(options, (client) => client.createCalendar({ body }));
    if (options.json) {
      return printJson(made);
    }
    console.log(
      `${made.address}\n\nKeep it now: it is not shown again. Whoever has it sees the turns of ${ownerOf(made)}. Id ${made.id}.`,
    );
  });
  withConnection(
    withOwner(calendar.command('list').description('all addresses, never their secrets')),
  ).action(async ({ person, schedule, ...options }: Options) => {
    const query = { person, schedule };
    const found = await askAll(options, (client) => pages(client.listCalendars, { query }));
    const calendars = found.flatMap((page) => page.calendars);
    if (options.json) {
      return printJson({ calendars });
    }
    if (calendars.length === 0) {
      return console.log('There are no addresses of calendars.');
    }
    const zone = await zoneToShow(options);
    const rows = calendars.map((one) => [
      one.id,
      ownerOf(one),
      `${shownTime(one.createdAt, zone)} by ${describeAuthor(one)}`,
      one.fetchedOn ?? 'never',
    ]);
    printTable(['ID', 'TURNS OF', 'CREATED', 'LAST FETCHED'], rows);
  });
  withBy(
    withConnection(calendar.command('revoke <id>').description('end an address at once')),
  ).action(async (id: string, options: Options) => {
    const body = { id, by: options.by };
    const revoked = await ask(options, (client) => client.revokeCalendar({ body }));
    if (options.json) {
      return printJson(revoked);
    }
    console.log(`Revoked ${revoked.id}, of ${ownerOf(revoked)}.`);
  });
}

function withOwner(command: Command): Command {
  return command
    .option('--person <person>', 'the turns of a person, in all schedules')
    .option('--schedule <schedule>', 'all turns of a schedule');
}

function ownerOf({ person, schedule }: Pick<Calendar, 'person' | 'schedule'>): string {
  return person === undefined ? `schedule ${schedule}` : `person ${person}`;
}
