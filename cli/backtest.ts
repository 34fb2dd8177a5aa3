import { type Command, Option } from 'commander';
import { type Bounds, type Candidate, candidatesOf, isOneSided } from '#core/burden/candidates.ts';
import { compareAlarms } from '#core/burden/compare.ts';
import { missedEvents } from '#core/burden/events.ts';
import type { Rule } from '#core/rule/rule.ts';
import type { Config } from '#core/team/config.ts';
import { parseDuration } from '#core/time/duration.ts';
import type { BacktestRun } from '#local/backtest.ts';
import { configClocks } from './clocks.ts';
import { defaultConfigFile } from './default-config.ts';
import { CliFailure } from './failure.ts';
import { playRecorded } from './play-recorded.ts';
import { printJson } from './print.ts';
import { backtestView, printCandidates, printComparison } from './print-backtest.ts';
import { missedView, printMissed } from './print-events.ts';
import { type RecordedOptions, withRecorded } from './recorded-options.ts';

interface Options extends RecordedOptions {
  readonly config: string;
  readonly against?: string;
  readonly json?: boolean;
  readonly events?: string;
  readonly suggest?: string;
  readonly for?: string;
  readonly limit?: string;
  readonly hysteresis?: string;
  readonly steps: string;
}

/** `wardbell backtest`: what another config would have made of recorded samples. */
export function addBacktest(program: Command): void {
  const command = program
    .command('backtest <samples...>')
    .description('what this config would have made of recorded samples, and what another did')
    .option('--config <file>', 'what your team wrote', defaultConfigFile())
    .option('--against <file>', 'the config to compare it with');
  withRecorded(command)
    .addOption(
      new Option(
        '--suggest <rule>',
        'try this rule of --config within the bounds that follow; it changes no config',
      ).conflicts('against'),
    )
    .option('--for <from..to>', 'how long it may wait, e.g. 0s..2m')
    .option('--limit <from..to>', 'where its limit may lie, e.g. 86..90')
    .option('--hysteresis <from..to>', 'how far past its limit it may clear, e.g. 0..3')
    .addOption(
      new Option('--steps <number>', 'values tried within each bound')
        .choices(['2', '3', '4', '5', '6', '7'])
        .default('5'),
    )
    .option('--events <file>', 'JSON of what happened: which events would no alarm have told')
    .option('--json', 'print the result as JSON')
    .action(run);
}

async function run(files: readonly string[], options: Options): Promise<void> {
  // Loaded lazily, as for `simulate`.
  const [{ readConfig }, { readEvents }] = await Promise.all([
    import('./read-config.ts'),
    import('./read-events.ts'),
  ]);
  const config = readConfig(options.config);
  if (options.suggest !== undefined) {
    return suggest(files, config, { ...options, suggest: options.suggest });
  }
  if (options.against === undefined) {
    throw new CliFailure(
      'usage',
      'Say with what to compare it: --against old.yaml. To try a rule, name it: --suggest RULE.',
    );
  }
  const result = await playRecorded(files, [readConfig(options.against), config], options);
  const [before, after] = result.runs as [BacktestRun, BacktestRun];
  const comparison = compareAlarms(before.alarms, after.alarms);
  const { timeZone } = configClocks(options, config);
  const events = options.events === undefined ? [] : readEvents(options.events, timeZone);
  const missed = result.runs.map(({ alarms }) => missedEvents(events, alarms));
  if (options.json) {
    return printJson({ ...backtestView({ result, comparison }), ...missedView(missed) });
  }
  printComparison({ result, comparison, timeZone });
  printMissed(events, missed, timeZone);
}

async function suggest(
  files: readonly string[],
  config: Config,
  options: Options & { readonly suggest: string },
): Promise<void> {
  const rule = config.rules.find(({ name }) => name === options.suggest);
  const candidates = candidatesFor(rule, options, config);
  const tried = candidates.map((one) => withRule(config, one));
  const result = await playRecorded(files, [config, ...tried], options);
  const [own, ...runs] = result.runs as [BacktestRun, ...BacktestRun[]];
  const outcomes = runs.map((run, i) => ({
    candidate: candidates[i] as Candidate,
    run,
    comparison: compareAlarms(own.alarms, run.alarms),
  }));
  return options.json
    ? printJson(
        outcomes.map(({ candidate: { rule: _, ...bounds }, run, comparison }) => ({
          ...bounds,
          alarms: run.figures.alarms,
          pages: run.figures.pages,
          lost: comparison.lost.length,
          added: comparison.added.length,
        })),
      )
    : printCandidates(own, outcomes);
}

function candidatesFor(
  rule: Rule | undefined,
  options: Options & { readonly suggest: string },
  { rules }: Config,
): readonly Candidate[] {
  if (rule?.kind !== 'threshold' || !isOneSided(rule)) {
    const known = rules.flatMap((r) => (r.kind === 'threshold' && isOneSided(r) ? [r.name] : []));
    throw new CliFailure(
      'usage',
      `"${options.suggest}" is no rule with one limit; there are ${known.join(', ') || 'none'}.`,
    );
  }
  const bounds: Bounds = {
    ...rangeOf('for', options.for, parseDuration),
    ...rangeOf('limit', options.limit, Number),
    ...rangeOf('hysteresis', options.hysteresis, Number),
  };
  if (Object.keys(bounds).length === 0) {
    throw new CliFailure(
      'usage',
      'Say within which bounds: --for 0s..2m, --limit 86..90, --hysteresis 0..3, or some of them.',
    );
  }
  return candidatesOf(rule, bounds, Number(options.steps));
}

function rangeOf<Name extends keyof Bounds>(
  name: Name,
  text: string | undefined,
  parse: (part: string) => number | undefined,
): Bounds {
  if (text === undefined) {
    return {};
  }
  const [from, to] = text.split('..').map((part) => (part === '' ? undefined : parse(part)));
  if (from === undefined || to === undefined || !(from < to)) {
    const example = name === 'for' ? '0s..2m' : '86..90';
    throw new CliFailure(
      'usage',
      `--${name} is ${text}; it must be two values, the smaller first: ${example}.`,
    );
  }
  return { [name]: [from, to] };
}

function withRule(config: Config, { rule }: Candidate): Config {
  return { ...config, rules: config.rules.map((one) => (one.name === rule.name ? rule : one)) };
}
