import { type Command, Option } from 'commander';
import {
  type Client,
  pages,
  type Recurs,
  type Silence,
  type SilenceSet,
} from '#api/client/index.ts';
import { pluralize } from '#config/pluralize.ts';
import { describeActor, describeAuthor } from '#core/actor/actor.ts';
import { formatDuration } from '#core/time/duration.ts';
import { type Duration, MINUTE } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { ask, askAll, type Connection, withConnection } from './api.ts';
import { collectMatcher, parseDurationArgument } from './arguments.ts';
import { type By, withBy } from './by.ts';
import {
  type CommandClocks,
  platformClocks,
  shownIn,
  shownTime,
  typedMoment,
  type ZoneOptions,
  zoneToShow,
} from './clocks.ts';
import { CliFailure } from './failure.ts';
import { printJson, printTable } from './print.ts';
import { endGiven, type SpanOptions, spanGiven, withSpan } from './span.ts';

type Options = Partial<Connection> & By & ZoneOptions & { readonly json?: boolean };

/** What a silence that recurs is made of. */
interface Recurring {
  readonly cron?: string;
  readonly rrule?: string;
  readonly each?: Duration;
}

type CreateOptions = Options &
  Recurring &
  SpanOptions & {
    readonly preview?: boolean;
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
        s.recurs === undefined ? s.kind : `${s.kind}, ${recursText(s.recurs)}`,
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
    for (const { id, matchers, comment, occurrences, ...times } of windows) {
      const why = comment === '' ? '' : `: ${comment}`;
      console.log(`${id}: ${matchers.join(' ')}, ${recursText(times)}${why}`);
      printTimes(occurrences, zone);
    }
  });
}

/** When it recurs: `"30 1 * * *" in Europe/Stockholm for 1h`. */
function recursText({
  cron,
  rrule,
  starts,
  timeZone,
  minutes,
}: Omit<Recurs, 'occurrences' | 'current'>): string {
  const by = rrule === undefined ? `"${cron}"` : `${rrule} from ${starts?.replace('T', ' ')}`;
  return `${by} in ${timeZone} for ${formatDuration(minutes * MINUTE)}`;
}

function printTimes(times: Recurs['occurrences'], zone: string): void {
  for (const { startsAt, endsAt } of times) {
    console.log(`  ${shownTime(startsAt, zone)} until ${shownTime(endsAt, zone)}`);
  }
}

/** The alerts that it covers at this moment, and the matchers that can find nothing. */
function printCover({
  covers,
  warnings = [],
  status,
}: Pick<SilenceSet, 'covers' | 'warnings' | 'status'>): void {
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
    .option('--maintenance', 'call it a maintenance window, as one that recurs is')
    .option(
      '--cron <expression>',
      'let it recur, e.g. "30 1 * * *": from --from on, before --until',
    )
    .addOption(
      new Option(
        '--rrule <rule>',
        'or by iCalendar, first at --from: FREQ=MONTHLY;BYDAY=2TU',
      ).conflicts('cron'),
    )
    .option(
      '--each <time>',
      'how long it lasts each time it recurs, e.g. 1h',
      parseDurationArgument,
    )
    .option('--preview', 'show what it would cover, and its next ten times, and set nothing')
    .option('--id <id>', 'an id of your own: to ask again for the same changes nothing');
  withBy(withConnection(withSpan(create))).action(createSilence);
}

async function createSilence(matchers: readonly string[], options: CreateOptions): Promise<void> {
  const clocks = await platformClocks(options);
  const times = recurs(options) ? recurringTimes(options, clocks) : plainTimes(options, clocks);
  if (options.preview) {
    return previewSilence(matchers, times, options, shownIn(clocks));
  }
  const body = {
    id: options.id,
    matchers,
    ...times,
    comment: options.comment,
    kind: options.maintenance ? ('maintenance' as const) : undefined,
    by: options.by,
  };
  const made = await ask(options, (client) => client.setSilence({ body }));
  if (options.json) {
    return printJson(made);
  }
  const zone = shownIn(clocks);
  const [from, until] = [made.startsAt, made.endsAt].map((at) => shownTime(at, zone));
  const how = made.recurs === undefined ? '' : `, ${recursText(made.recurs)}`;
  console.log(`Silence ${made.id}: ${made.status}${how}, from ${from} until ${until}.`);
  printTimes(made.recurs?.occurrences ?? [], zone);
  if (made.status === 'expired') {
    console.error(
      `warning: the id ${made.id} is that of a silence which is over, and nothing was begun. Choose another id.`,
    );
  }
  printCover(made);
}

function recurs({ cron, rrule }: Recurring): boolean {
  return cron !== undefined || rrule !== undefined;
}

/** What the API is asked of when it holds. */
type Times = Pick<
  Parameters<Client['setSilence']>[0]['body'],
  'startsAt' | 'endsAt' | 'minutes' | 'cron' | 'rrule' | 'timeZone'
>;

function plainTimes(options: CreateOptions, clocks: CommandClocks): Times {
  if (options.each !== undefined) {
    throw new CliFailure(
      'usage',
      'Without --cron or --rrule it comes once: say --for, not --each.',
    );
  }
  const { begins, ends } = spanGiven(options, clocks);
  return { startsAt: options.from && isoTime(begins), endsAt: isoTime(ends) };
}

function recurringTimes(options: CreateOptions, clocks: CommandClocks): Times {
  const { cron, rrule, each, from, for: lasts } = options;
  if (each === undefined || lasts !== undefined) {
    throw new CliFailure(
      'usage',
      'Say how long it lasts each time: --each 1h. With --until none begins from then on.',
    );
  }
  const begins = from === undefined ? undefined : typedMoment(from, clocks);
  const ends = endGiven(options, clocks, begins ?? clocks.now);
  return {
    cron,
    rrule,
    ...(begins !== undefined && { startsAt: isoTime(begins) }),
    ...(ends !== undefined && { endsAt: isoTime(ends) }),
    timeZone: clocks.timeZone,
    minutes: each / MINUTE,
  };
}

async function previewSilence(
  matchers: readonly string[],
  { timeZone: zone, minutes, ...times }: Times,
  options: CreateOptions,
  shown: string,
): Promise<void> {
  const asked = recurs(options) && { ...times, zone, minutes: String(minutes) };
  const query = { filter: [...matchers], ...asked };
  const found = await ask(options, (client) => client.previewSilence({ query }));
  if (options.json) {
    return printJson(found);
  }
  printTimes(found.occurrences ?? [], shown);
  printCover({ covers: found, warnings: found.warnings, status: 'pending' });
}
