import type { Command } from 'commander';
import { type Override, pages } from '#api/client/index.ts';
import { describeAuthor } from '#core/actor/actor.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { ask, askAll, type Connection, withConnection } from './api.ts';
import { type By, withBy } from './by.ts';
import { platformClocks, shownIn, shownTime, type ZoneOptions, zoneToShow } from './clocks.ts';
import { printJson, printTable } from './print.ts';
import { type SpanOptions, spanGiven, withSpan } from './span.ts';

type Options = Partial<Connection> & By & ZoneOptions & { readonly json?: boolean };

/** `wardbell override`: puts somebody on call for a while. */
export function addOverride(program: Command): void {
  const override = program
    .command('override')
    .description('put somebody on call for a while, whatever the schedule says');
  const create = override.command('create <schedule> <person>').description('put a person on call');
  withBy(
    withConnection(
      withSpan(create)
        .option('--instead <person>', 'in the place of this colleague alone (default: of all)')
        .option('--comment <text>', 'why'),
    ),
  ).action(
    async (
      schedule: string,
      person: string,
      options: Options & SpanOptions & { readonly instead?: string; readonly comment?: string },
    ) => {
      const clocks = await platformClocks(options);
      const { begins, ends } = spanGiven(options, clocks);
      const { by, comment, instead } = options;
      const span = { from: isoTime(begins), to: isoTime(ends) };
      const body = { schedule, person, ...span, instead, comment, by };
      const made = await ask(options, (client) => client.setOverride({ body }));
      if (options.json) {
        return printJson(made);
      }
      console.log(`Override ${made.id}: ${describe(made, shownIn(clocks))}.`);
    },
  );
  withConnection(override.command('list').description('all overrides')).action(
    async (options: Options) => {
      const found = await askAll(options, (client) => pages(client.listOverrides));
      const overrides = found.flatMap((page) => page.overrides);
      if (options.json) {
        return printJson({ overrides });
      }
      if (overrides.length === 0) {
        return console.log('No overrides.');
      }
      const zone = await zoneToShow(options);
      const rows = overrides.map((o) => [
        o.id,
        o.schedule,
        o.person,
        shownTime(o.from, zone),
        shownTime(o.to, zone),
        describeAuthor(o),
        o.comment ?? '',
        o.passedOver === undefined ? '' : `passed over: ${o.passedOver}`,
      ]);
      printTable(['ID', 'SCHEDULE', 'PERSON', 'FROM', 'TO', 'BY', 'COMMENT', ''], rows);
    },
  );
  withBy(
    withConnection(override.command('remove <id>').description('the layers hold again')),
  ).action(async (id: string, options: Options) => {
    const removed = await ask(options, (client) =>
      client.removeOverride({ path: { id }, query: { by: options.by } }),
    );
    if (options.json) {
      return printJson(removed);
    }
    console.log(`Removed: ${describe(removed, await zoneToShow(options))}.`);
  });
}

function describe({ person, schedule, from, to }: Override, zone: string): string {
  return `${person} on call in ${schedule} from ${shownTime(from, zone)} until ${shownTime(to, zone)}`;
}
