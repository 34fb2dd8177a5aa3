import type { Command } from 'commander';
import { pluralize } from '#config/pluralize.ts';
import { describeEscalationPath } from '#core/escalation/escalation-path.ts';
import { WHY_PAGED } from '#core/messages/reason.ts';
import type { Sample } from '#core/sample/sample.ts';
import type { Config } from '#core/team/config.ts';
import { oneLine } from '#core/text/one-line.ts';
import type { Instant } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { zonedTime } from '#core/time/zoned-time.ts';
import type { Simulation } from '#local/simulate.ts';
import { type CommandClocks, configClocks, typedMoment } from './clocks.ts';
import { defaultConfigFile } from './default-config.ts';
import { CliFailure } from './failure.ts';
import { learningWarning } from './learning-warning.ts';
import { printJson, printTable } from './print.ts';
import { type RecordedOptions, withRecorded } from './recorded-options.ts';
import { endGiven, type SpanOptions, withSpan } from './span.ts';

interface Options extends SpanOptions, RecordedOptions {
  readonly config: string;
  readonly json?: boolean;
}

/** `wardbell simulate`: shows who would be paged by recorded samples, when, and why. */
export function addSimulate(program: Command): void {
  const command = program
    .command('simulate <samples>')
    .description('who would be paged by these samples if nobody answered; nothing is sent')
    .option('--config <file>', 'what your team wrote', defaultConfigFile());
  withSpan(command, {
    begins: 'move the samples so that the first is then',
    ends: 'go on to this moment (default: until nothing new would happen)',
  });
  withRecorded(command).option('--json', 'print the pages as JSON').action(run);
}

async function run(file: string, options: Options): Promise<void> {
  // Loaded lazily: the evaluation and the file readers would slow down every other command.
  const { readConfig } = await import('./read-config.ts');
  const { shiftSamples: movedTo } = await import('./samples-file.ts');
  const { gatherSamples } = await import('./sample-stream.ts');
  const { simulate } = await import('#local/simulate.ts');
  const config = readConfig(options.config);
  const clocks = configClocks(options, config);
  const defaults = { ...options, timeZone: clocks.timeZone };
  const read = await gatherSamples(file, defaults, config.replicaLabels);
  const { samples: recorded, rejected, assumed } = read;
  for (const line of [...assumed, ...shortened(rejected)]) {
    console.error(oneLine(line));
  }
  const { from } = options;
  const samples = from === undefined ? recorded : movedTo(typedMoment(from, clocks), recorded);
  tellLearning(config, samples);
  const { samples: counts, ...simulation } = await simulate(
    config,
    samples,
    endOf(samples, options, clocks),
  );
  const all = { ...counts, rejected: counts.rejected + rejected.length };
  if (options.json) {
    return printJson(inInstants({ ...simulation, samples: all }));
  }
  printPages({ ...simulation, samples: all }, config, clocks.timeZone);
}

/** Warns of rules that judge nothing, since the samples are of too short a time. */
function tellLearning(config: Config, samples: readonly Sample[]): void {
  const first = samples.reduce((least, { at }) => Math.min(least, at), Infinity);
  const last = samples.reduce((most, { at }) => Math.max(most, at), -Infinity);
  const warning = samples.length === 0 ? undefined : learningWarning(config, last - first);
  if (warning !== undefined) {
    console.error(warning);
  }
}

/** The moment until which the simulation continues in any case; undefined if it was not given. */
function endOf(
  samples: readonly Sample[],
  options: Options,
  clocks: CommandClocks & { readonly timeZone: string },
): Instant | undefined {
  const first = samples.reduce((least, sample) => Math.min(least, sample.at), Infinity);
  const end = endGiven(options, clocks, first);
  if (end === undefined || end > first) {
    return end;
  }
  const [begins, ends] = [first, end].map((at) => zonedTime(at, clocks.timeZone));
  throw new CliFailure(
    'usage',
    `The first sample is of ${begins}, and --until is not later: ${ends}.`,
  );
}

/** Times are ISO 8601, as in all JSON output of the command line. */
function inInstants({ pages, endedAt, ...rest }: Simulation): object {
  const dated = pages.map(({ at, ...page }) => ({ at: isoTime(at), ...page }));
  return { pages: dated, ...rest, endedAt: isoTime(endedAt) };
}

/** Enough to see what is wrong with a file of which much cannot be read. */
function shortened(rejected: readonly string[]): readonly string[] {
  const shown = rejected.slice(0, 10);
  const more = rejected.length - shown.length;
  return more > 0 ? [...shown, `... and ${more} more that cannot be read.`] : shown;
}

/** Describes the path through the config, and the page reason if it adds something. */
function whyText({ why, ways }: Simulation['pages'][number]): string {
  const others = why.filter((reason) => reason !== 'escalation_step' || ways.length === 0);
  return [...ways.map(describeEscalationPath), ...others.map((reason) => WHY_PAGED[reason])].join(
    '; ',
  );
}

function printPages(
  { pages, samples, incidents, flapping, deferred, endedAt }: Simulation,
  config: Config,
  timeZone: string,
): void {
  const name = (id: string) => config.people[id]?.name ?? id;
  if (pages.length === 0) {
    console.log('Nobody would be paged.');
  } else {
    printTable(
      ['WHEN', 'WHO', 'CHANNEL', 'WHAT', 'WHY'],
      pages.map((page) => [
        zonedTime(page.at, timeZone),
        name(page.responder),
        page.channel,
        page.what,
        whyText(page),
      ]),
    );
  }
  if (samples.unread > 0) {
    console.log(`\n${samples.unread} of the samples are read by no rule:`);
    for (const example of samples.unreadExamples) {
      console.log(`- ${oneLine(example)}`);
    }
    if (samples.unread === samples.accepted) {
      const metrics = [...new Set(config.rules.map(({ metric }) => metric))];
      console.log(`Rules read ${metrics.join(', ') || 'nothing: there is none'}.`);
    }
  }
  const held = [
    ...(flapping > 0 ? [`${flapping} flapping`] : []),
    ...(deferred > 0 ? [`${deferred} waited for hours`] : []),
  ].join(', ');
  const rejected = samples.rejected > 0 ? ` and ${samples.rejected} rejected` : '';
  console.log(
    `\n${samples.accepted} samples taken${rejected}: ${pluralize(incidents, 'incident')}${held && ` (${held})`}, ${pluralize(pages.length, 'page')}, until ${zonedTime(endedAt, timeZone)}.`,
  );
}
