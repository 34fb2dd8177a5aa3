import type { Command } from 'commander';
import { type Author, authorInWords } from '#core/actor.ts';
import { apiPath, type Connection, callApi, withConnection } from './api.ts';
import { parseTimeArgument } from './arguments.ts';
import { type By, byQuery, withBy } from './by.ts';
import { localTime, printJson, printTable } from './print.ts';

interface Override extends Author {
  readonly id: string;
  readonly schedule: string;
  readonly person: string;
  readonly from: string;
  readonly to: string;
  /** Why it does not count, if it does not. */
  readonly passedOver?: string;
}

type Options = Partial<Connection> &
  By & {
    readonly json?: boolean;
    readonly from?: string;
    readonly to: string;
  };

/** `wardbell override`: somebody takes a schedule for a while. */
export function addOverride(program: Command): void {
  const override = program
    .command('override')
    .description('put somebody on call for a while, whatever the schedule says');
  withBy(
    withConnection(
      override
        .command('create <schedule> <person>')
        .description('put a person on call')
        .option('--from <time>', 'when it begins (default: now)', parseTimeArgument)
        .requiredOption('--to <time>', 'when it ends (required)', parseTimeArgument),
    ),
  ).action(async (schedule: string, person: string, options: Options) => {
    const { from = new Date().toISOString(), to, by } = options;
    const body = { schedule, person, from, to, by };
    const made = await callApi<Override>(options, 'POST', '/v1/overrides', body);
    if (options.json) return printJson(made);
    console.log(`Override ${made.id}: ${describe(made)}.`);
  });
  withConnection(override.command('list').description('all overrides')).action(
    async (options: Options) => {
      const list = await callApi<{ overrides: readonly Override[] }>(
        options,
        'GET',
        '/v1/overrides',
      );
      if (options.json) return printJson(list);
      if (list.overrides.length === 0) return console.log('No overrides.');
      const rows = list.overrides.map((o) => [
        o.id,
        o.schedule,
        o.person,
        localTime(o.from),
        localTime(o.to),
        authorInWords(o),
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
    if (options.json) return printJson(removed);
    console.log(`Removed: ${describe(removed)}.`);
  });
}

function describe({ person, schedule, from, to }: Override): string {
  return `${person} on call in ${schedule} from ${localTime(from)} to ${localTime(to)}`;
}
