import type { Command } from 'commander';
import { type Author, describeAuthor } from '#core/actor/actor.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { apiPath, type Connection, callApi, callList, withConnection } from './api.ts';
import { type By, byQuery, withBy } from './by.ts';
import { platformClocks, shownIn, shownTime, type ZoneOptions, zoneToShow } from './clocks.ts';
import { printJson, printTable } from './print.ts';
import { type SpanOptions, spanGiven, withSpan } from './span.ts';

interface Override extends Author {
  readonly id: string;
  readonly schedule: string;
  readonly person: string;
  readonly from: string;
  readonly to: string;
  /** Why it does not count, if it does not. */
  readonly passedOver?: string;
}

type Options = Partial<Connection> & By & ZoneOptions & { readonly json?: boolean };

/** `wardbell override`: puts somebody on call for a while. */
export function addOverride(program: Command): void {
  const override = program
    .command('override')
    .description('put somebody on call for a while, whatever the schedule says');
  const create = override.command('create <schedule> <person>').description('put a person on call');
  withBy(withConnection(withSpan(create))).action(
    async (schedule: string, person: string, options: Options & SpanOptions) => {
      const clocks = await platformClocks(options);
      const { begins, ends } = spanGiven(options, clocks);
      const body = { schedule, person, from: isoTime(begins), to: isoTime(ends), by: options.by };
      const made = await callApi<Override>(options, 'POST', '/v1/overrides', body);
      if (options.json) {
        return printJson(made);
      }
      console.log(`Override ${made.id}: ${describe(made, shownIn(clocks))}.`);
    },
  );
  withConnection(override.command('list').description('all overrides')).action(
    async (options: Options) => {
      const overrides = await callList<Override>(options, 'overrides');
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
        o.passedOver === undefined ? '' : `passed over: ${o.passedOver}`,
      ]);
      printTable(['ID', 'SCHEDULE', 'PERSON', 'FROM', 'TO', 'BY', ''], rows);
    },
  );
  withBy(
    withConnection(override.command('remove <id>').description('the layers hold again')),
  ).action(async (id: string, options: Options) => {
    const removed = await callApi<Override>(
      options,
      'DELETE',
      apiPath`/v1/overrides/${id}` + byQuery(options),
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
