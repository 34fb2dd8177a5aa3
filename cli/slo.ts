import type { Command } from 'commander';
import { allMatch } from '#core/evaluation/rule-index.ts';
import type { Budget } from '#core/objective/judge.ts';
import type { Objective } from '#core/objective/objective.ts';
import { Replay, type Replayed, type Told } from '#core/objective/replay.ts';
import type { Sample } from '#core/sample/sample.ts';
import type { Config } from '#core/team/config.ts';
import { formatDuration } from '#core/time/duration.ts';
import type { Instant } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { zonedTime } from '#core/time/zoned-time.ts';
import { configClocks, type ZoneOptions } from './clocks.ts';
import { countedLines } from './counted-lines.ts';
import { defaultConfigFile } from './default-config.ts';
import { CliFailure } from './failure.ts';
import { printJson, printTable } from './print.ts';

interface Options extends ZoneOptions {
  readonly config: string;
  readonly subject?: string;
  readonly metric?: string;
  readonly unit?: string;
  readonly json?: boolean;
}

/** `wardbell slo`: what becomes of error budgets. */
export function addSlo(program: Command): void {
  const slo = program.command('slo').description('service level objectives and their budgets');
  slo
    .command('simulate <samples...>')
    .description('what recorded samples leave of the budgets, and when they would have alerted')
    .option('--config <file>', 'what your team wrote', defaultConfigFile())
    .option('--subject <name>', 'for CSV without that column (default: the name of the file)')
    .option('--metric <name>', 'for CSV without that column (default: the name of the file)')
    .option('--unit <unit>', 'for CSV without that column')
    .option('--json', 'print the result as JSON')
    .action(simulate);
}

/** The outcome for an objective, and the subject if each has its own. */
interface Row extends Replayed {
  readonly objective: Objective;
  readonly subject?: string;
}

async function simulate(files: readonly string[], options: Options): Promise<void> {
  // Loaded lazily: the readers of files would slow down every other command.
  const { readConfig } = await import('./read-config.ts');
  const config = readConfig(options.config);
  const { objectives = [] } = config;
  if (objectives.length === 0) {
    throw new CliFailure('usage', `${options.config} has no slos: there is nothing to try.`);
  }
  const { timeZone } = configClocks(options, config);
  const rows = await play(files, config, { ...options, timeZone });
  return options.json ? printJson(rows.map(view)) : print(rows, timeZone);
}

async function play(
  files: readonly string[],
  { objectives = [], replicaLabels }: Config,
  { subject, metric, unit, timeZone }: Options & { readonly timeZone: string },
): Promise<readonly Row[]> {
  const { streamSamples } = await import('./sample-stream.ts');
  const wrong = countedLines();
  const samples = streamSamples(files, {
    ...{ timeZone, tell: wrong.tell, replicaLabels },
    ...(subject !== undefined && { subject }),
    ...(metric !== undefined && { metric }),
    ...(unit !== undefined && { unit }),
  });
  const played = objectives.map((objective) => ({ objective, replays: new Map<string, Replay>() }));
  let last = 0;
  for await (const chunk of samples) {
    for (const sample of chunk) {
      last = Math.max(last, sample.at);
      for (const { objective, replays } of played) {
        takeInto(replays, objective, sample);
      }
    }
  }
  wrong.end();
  return played.flatMap(({ objective, replays }) => rowsOf(objective, replays, last));
}

function takeInto(replays: Map<string, Replay>, objective: Objective, sample: Sample): void {
  if (sample.metric === objective.metric && allMatch(objective.matchers, sample)) {
    const of = objective.isPerSubject ? sample.subject : '';
    const replay = replays.get(of) ?? new Replay(objective);
    replays.set(of, replay);
    replay.take(sample);
  }
}

/** What matches nothing must not look like what is always good. */
function rowsOf(
  objective: Objective,
  replays: ReadonlyMap<string, Replay>,
  last: Instant,
): readonly Row[] {
  const rows = [...replays].flatMap(([subject, replay]) => {
    const replayed = replay.end(last);
    return replayed === undefined
      ? []
      : [{ ...replayed, objective, ...(objective.isPerSubject && { subject }) }];
  });
  if (rows.length === 0) {
    const { name, metric } = objective;
    console.error(`${name} matches none of the samples: it asks for ${metric}, see its where.`);
  }
  return rows;
}

function print(rows: readonly Row[], timeZone: string): void {
  if (rows.length === 0) {
    throw new CliFailure('failed', 'No objective matches any of the samples.');
  }
  printTable(
    ['SLO', 'SUBJECT', 'SERVICE', 'GOOD', 'MEASURED', 'SPENT', 'LEFT', 'GONE'],
    rows.map(({ objective, subject, judgement: { budget } }) => [
      objective.name,
      subject ?? 'all',
      objective.service,
      budget.good === undefined ? 'unknown' : percent(budget.good),
      percent(budget.measured / budget.elapsed),
      `${formatDuration(budget.spent)} of ${formatDuration(budget.allowed)}`,
      percent(leftOf(budget)),
      goneText(budget, timeZone),
    ]),
  );
  const told = rows.flatMap((row) => row.told.map((one) => ({ ...one, row })));
  console.log('');
  if (told.length === 0) {
    console.log('Nothing would have been told.');
    return;
  }
  printTable(
    ['WHEN', 'FOR', 'SLO', 'SUBJECT', 'WHAT'],
    told
      .sort((a, b) => a.at - b.at)
      .map(({ row: { objective, subject }, ...one }) => [
        zonedTime(one.at, timeZone),
        one.until === undefined ? 'to the end' : formatDuration(one.until - one.at),
        objective.name,
        subject ?? 'all',
        toldText(one),
      ]),
  );
}

function toldText(told: Told): string {
  if (told.kind === 'blind') {
    return 'blind: nothing is measured';
  }
  const { pair, from, long } = told.burning;
  return `${pair.urgency}: burn rate ${round(long)} over ${formatDuration(pair.long)}, alerts above ${round(from)}`;
}

function goneText({ goneAt, allowed, spent }: Budget, timeZone: string): string {
  if (spent >= allowed) {
    return 'spent';
  }
  return goneAt === undefined ? 'not at this pace' : zonedTime(goneAt, timeZone);
}

const leftOf = ({ allowed, spent }: Budget) => 1 - spent / allowed;
const round = (value: number) => Number(value.toPrecision(3));

/** Rounds down: 99.9996 % is not 100 %. */
function percent(share: number): string {
  return `${Math.floor(share * 100_000) / 1_000} %`;
}

function view({ objective, subject, judgement, told, repeated, late }: Row): object {
  const { budget, burning, isBlind } = judgement;
  return {
    name: objective.name,
    service: objective.service,
    ...(subject !== undefined && { subject }),
    budget: {
      from: isoTime(budget.from),
      to: isoTime(budget.to),
      ...{ allowedMs: budget.allowed, spentMs: budget.spent, measuredMs: budget.measured },
      elapsedMs: budget.elapsed,
      ...{ left: leftOf(budget), ...(budget.good !== undefined && { good: budget.good }) },
      ...(budget.goneAt !== undefined && { goneAt: isoTime(Math.round(budget.goneAt)) }),
    },
    ...{ isBurning: burning !== undefined, isBlind, repeated, late },
    told: told.map((one) => ({
      kind: one.kind,
      at: isoTime(one.at),
      ...(one.until !== undefined && { until: isoTime(one.until) }),
      ...(one.kind === 'burns' && burnView(one.burning)),
    })),
  };
}

function burnView({ pair, from, long, short }: Extract<Told, { kind: 'burns' }>['burning']) {
  const windows = { long: formatDuration(pair.long), short: formatDuration(pair.short) };
  return { urgency: pair.urgency, windows, from, burnRates: { long, short } };
}
