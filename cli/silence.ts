import type { Command } from 'commander';
import { pages, type Silence, type SilenceSet } from '#api/client/index.ts';
import { pluralize } from '#config/pluralize.ts';
import { describeActor, describeAuthor } from '#core/actor/actor.ts';
import { formatDuration } from '#core/time/duration.ts';
import { MINUTE } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { ask, askAll, type Connection, withConnection } from './api.ts';
import { collectMatcher } from './arguments.ts';
import { type By, withBy } from './by.ts';
import { platformClocks, shownIn, shownTime, type ZoneOptions, zoneToShow } from './clocks.ts';
import { printJson, printTable } from './print.ts';
import { type SpanOptions, spanGiven, withSpan } from './span.ts';

type Options = Partial<Connection> & By & ZoneOptions & { readonly json?: boolean };

type CreateOptions = Options &
  SpanOptions & {
    readonly comment: string;
    readonly maintenance?: boolean;
    readonly id?: string;
  };

/** `wardbell silence`: records alerts without paging. */
export function addSilence(program: Command): void {
  const silence = program
    .command('silence')
    .description('create, list and expire silences and maintenance windows');
  addCreate(silence);
  withConnection(
    silence.command('list').description('those that last, come, or have ended lately'),
  ).action(async (options: Options) => {
    const found = await askAll(options, (client) => pages(client.listSilences));
    const silences = found.flatMap((page) => page.silences);
    if (options.json) {
      return printJson({ silences });
    }
    if (silences.length === 0) {
      return console.log('No silences.');
    }
    const zone = await zoneToShow(options);
    const head = ['ID', 'STATUS', 'KIND', 'MATCHERS', 'FROM', 'TO', 'BY', 'COMMENT'];
    const lastFirst = [...silences].sort((a, b) => (a.endsAt > b.endsAt ? -1 : 1));
    printTable(
      head,
      lastFirst.map((s) => [
        s.id,
        s.status,
        s.kind,
        s.matchers.join(' '),
        shownTime(s.startsAt, zone),
        shownTime(s.endsAt, zone),
        describeAuthor(s) + ender(s),
        s.comment,
      ]),
    );
  });
  addWindows(silence);
  withBy(
    withConnection(
      silence.command('expire <id>').description('end one now; what still fires pages at once'),
    ),
  ).action(async (id: string, options: Options) => {
    const ended = await ask(options, (client) =>
      client.endSilence({ path: { id }, query: { by: options.by } }),
    );
    if (options.json) {
      return printJson(ended);
    }
    console.log(
      `Silence ${ended.id} ended at ${shownTime(ended.endsAt, await zoneToShow(options))}.`,
    );
  });
}

/** `wardbell silence windows`: those of the config, each with its next times. */
function addWindows(silence: Command): void {
  withConnection(
    silence
      .command('windows')
      .description('the maintenance windows of the config, with the next ten times of each'),
  ).action(async (options: Options) => {
    const { windows } = await ask(options, (client) => client.listSilences({}));
    if (options.json) {
      return printJson({ windows });
    }
    if (windows.length === 0) {
      return console.log('The config has no maintenance windows.');
    }
    const zone = await zoneToShow(options);
    for (const { id, matchers, cron, timeZone, minutes, comment, occurrences } of windows) {
      const lasts = formatDuration(minutes * MINUTE);
      const why = comment === '' ? '' : `: ${comment}`;
      console.log(`${id}: ${matchers.join(' ')}, "${cron}" in ${timeZone} for ${lasts}${why}`);
      for (const { startsAt, endsAt } of occurrences) {
        console.log(`  ${shownTime(startsAt, zone)} until ${shownTime(endsAt, zone)}`);
      }
    }
  });
}

/** The alerts that it covers at this moment, and the matchers that can find nothing. */
function printCover({ covers, warnings = [], status }: SilenceSet): void {
  if (covers !== undefined) {
    const all = `${pluralize(covers.alerts, 'alert')} of ${pluralize(covers.incidents, 'open incident')}`;
    const found = covers.alerts === 0 ? 'no alert that fires' : all;
    console.log(`It ${status === 'pending' ? 'would match' : 'matches'} ${found} now.`);
  }
  for (const warning of warnings) {
    console.error(`warning: ${warning}`);
  }
}

/** The person who ended it early. */
function ender({ endedBy: by, endedByKey: key }: Silence): string {
  return by === undefined ? '' : `; ended by ${describeActor({ by, key })}`;
}

function addCreate(silence: Command): void {
  const create = silence
    .command('create')
    .description('silence the alerts that match every matcher')
    .argument('<matcher...>', `e.g. 'subject="bed-1"' or 'ward=~"icu.*"'`, collectMatcher)
    .requiredOption('--comment <text>', 'why, for whoever asks at night (required)')
    .option('--maintenance', 'call it a maintenance window')
    .option('--id <id>', 'an id of your own: to ask again for the same changes nothing');
  withBy(withConnection(withSpan(create))).action(createSilence);
}

async function createSilence(matchers: readonly string[], options: CreateOptions): Promise<void> {
  const clocks = await platformClocks(options);
  const { begins, ends } = spanGiven(options, clocks);
  const body = {
    id: options.id,
    matchers,
    ...(options.from !== undefined && { startsAt: isoTime(begins) }),
    endsAt: isoTime(ends),
    comment: options.comment,
    kind: options.maintenance ? ('maintenance' as const) : ('silence' as const),
    by: options.by,
  };
  const made = await ask(options, (client) => client.setSilence({ body }));
  if (options.json) {
    return printJson(made);
  }
  const zone = shownIn(clocks);
  const [from, until] = [made.startsAt, made.endsAt].map((at) => shownTime(at, zone));
  console.log(`Silence ${made.id}: ${made.status}, from ${from} until ${until}.`);
  if (made.status === 'expired') {
    console.error(
      `warning: the id ${made.id} is that of a silence which is over, and nothing was begun. Choose another id.`,
    );
  }
  printCover(made);
}
