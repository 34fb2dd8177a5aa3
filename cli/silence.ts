import type { Command } from 'commander';
import { type Author, actorInWords, authorInWords } from '#core/actor.ts';
import { apiPath, type Connection, callApi, withConnection } from './api.ts';
import { collectMatcher, parseMinutesArgument, parseTimeArgument } from './arguments.ts';
import { type By, byQuery, withBy } from './by.ts';
import { localTime, printJson, printTable } from './print.ts';

interface Silence extends Author {
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly matchers: readonly string[];
  readonly startsAt: string;
  readonly endsAt: string;
  readonly comment: string;
  readonly endedBy?: string;
  readonly endedByKey?: string;
}

type Options = Partial<Connection> & By & { readonly json?: boolean };

type CreateOptions = Options & {
  readonly for: number;
  readonly from?: string;
  readonly comment: string;
  readonly maintenance?: boolean;
  readonly id?: string;
};

/** `wardbell silence`: alerts that are recorded and page nobody. */
export function addSilence(program: Command): void {
  const silence = program
    .command('silence')
    .description('create, list and expire silences and maintenance windows');
  addCreate(silence);
  withConnection(
    silence.command('list').description('those that last, come, or have ended lately'),
  ).action(async (options: Options) => {
    const list = await callApi<{ silences: readonly Silence[] }>(options, 'GET', '/v1/silences');
    if (options.json) return printJson(list);
    if (list.silences.length === 0) return console.log('No silences.');
    const head = ['ID', 'STATUS', 'KIND', 'MATCHERS', 'FROM', 'TO', 'BY', 'COMMENT'];
    printTable(
      head,
      list.silences.map((s) => [
        s.id,
        s.status,
        s.kind,
        s.matchers.join(' '),
        localTime(s.startsAt),
        localTime(s.endsAt),
        authorInWords(s) + ender(s),
        s.comment,
      ]),
    );
  });
  withBy(
    withConnection(
      silence.command('expire <id>').description('end one now; what still fires pages at once'),
    ),
  ).action(async (id: string, options: Options) => {
    const ended = await callApi<Silence>(
      options,
      'DELETE',
      apiPath`/v1/silences/${id}` + byQuery(options),
    );
    if (options.json) return printJson(ended);
    console.log(`Silence ${ended.id} ended at ${localTime(ended.endsAt)}.`);
  });
}

/** Who ended it before its time. */
function ender({ endedBy: by, endedByKey: key }: Silence): string {
  return by === undefined ? '' : `; ended by ${actorInWords({ by, key })}`;
}

function addCreate(silence: Command): void {
  const create = silence
    .command('create')
    .description('silence the alerts that match every matcher')
    .argument('<matcher...>', `e.g. 'subject="bed-1"' or 'ward=~"icu.*"'`, collectMatcher)
    .requiredOption('--for <time>', 'how long, e.g. 2h (required)', parseMinutesArgument)
    .requiredOption('--comment <text>', 'why, for whoever asks at night (required)')
    .option('--from <time>', 'when it begins (default: now)', parseTimeArgument)
    .option('--maintenance', 'call it a maintenance window')
    .option('--id <id>', 'an id of your own: to ask again for the same changes nothing');
  withBy(withConnection(create)).action(
    async (matchers: readonly string[], options: CreateOptions) => {
      const made = await callApi<Silence>(options, 'POST', '/v1/silences', {
        id: options.id,
        matchers,
        minutes: options.for,
        startsAt: options.from,
        comment: options.comment,
        kind: options.maintenance ? 'maintenance' : 'silence',
        by: options.by,
      });
      if (options.json) return printJson(made);
      console.log(`Silence ${made.id}: ${made.status}, until ${localTime(made.endsAt)}.`);
    },
  );
}
