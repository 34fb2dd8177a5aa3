import type { Command } from 'commander';
import type { Config } from '#core/config.ts';
import { oneLine } from '#core/notification/gsm7.ts';
import { WHY_PAGED } from '#core/notification/reason.ts';
import { clockTime } from '#core/time/clock-time.ts';
import { MINUTE } from '#core/time/instant.ts';
import { type Simulation, simulate } from '#local/simulate.ts';
import { parseMinutesArgument, parseTimeArgument } from './arguments.ts';
import { printJson, printTable } from './print.ts';
import { EXAMPLE_CONFIG, readConfig, readText } from './read-config.ts';
import { movedTo, readSamples } from './samples-file.ts';

interface Options {
  readonly config: string;
  readonly start?: string;
  readonly until?: number;
  readonly subject?: string;
  readonly metric?: string;
  readonly unit?: string;
  readonly json?: boolean;
}

/** `wardbell simulate`: who would be paged by recorded samples, when, and why. */
export function addSimulate(program: Command): void {
  program
    .command('simulate <samples>')
    .description('who would be paged by these samples if nobody answered; nothing is sent')
    .option('--config <file>', 'what your team wrote', EXAMPLE_CONFIG)
    .option('--start <time>', 'move the samples so that the first is then', parseTimeArgument)
    .option(
      '--until <time>',
      'end so long after the first sample (default: when nothing new would happen)',
      parseMinutesArgument,
    )
    .option('--subject <name>', 'for a CSV file without that column')
    .option('--metric <name>', 'for a CSV file without that column')
    .option('--unit <unit>', 'for a CSV file without that column')
    .option('--json', 'print the pages as JSON')
    .action(run);
}

async function run(file: string, options: Options): Promise<void> {
  const config = readConfig(options.config);
  const recorded = readSamples(readText(file), file, options);
  const samples =
    options.start === undefined ? recorded : movedTo(Date.parse(options.start), recorded);
  const first = samples.reduce((least, sample) => Math.min(least, sample.at), Infinity);
  const until = options.until === undefined ? undefined : first + options.until * MINUTE;
  const simulation = await simulate(config, samples, until);
  if (options.json) return printJson(simulation);
  printPages(simulation, config);
}

function printPages(
  { pages, samples, incidents, flapping, endedAt }: Simulation,
  config: Config,
): void {
  const name = (id: string) => config.people[id]?.name ?? id;
  if (pages.length === 0) console.log('Nobody would be paged.');
  else
    printTable(
      [`WHEN (${config.timeZone})`, 'WHO', 'CHANNEL', 'WHAT', 'WHY'],
      pages.map(({ at, responder, channel, what, why }) => [
        clockTime(at, config.timeZone),
        name(responder),
        channel,
        what,
        why.map((reason) => WHY_PAGED[reason]).join(' '),
      ]),
    );
  if (samples.unread > 0) {
    console.log(`\n${samples.unread} of the samples are read by no rule:`);
    for (const example of samples.unreadExamples) console.log(`- ${oneLine(example)}`);
  }
  const held = flapping > 0 ? ` (${flapping} flapping)` : '';
  const rejected = samples.rejected > 0 ? ` and ${samples.rejected} rejected` : '';
  console.log(
    `\n${samples.accepted} samples taken${rejected}: ${incidents} ${incidents === 1 ? 'incident' : 'incidents'}${held}, ${pages.length} ${pages.length === 1 ? 'page' : 'pages'}, until ${clockTime(endedAt, config.timeZone)}.`,
  );
}
