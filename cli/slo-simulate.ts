import type { Command } from 'commander';
import { roleOf } from '#core/evaluation/objective/role.ts';
import { plausibility, whyImplausible } from '#core/evaluation/plausibility.ts';
import { faultText } from '#core/objective/fault.ts';
import { metricsOf } from '#core/objective/indicator.ts';
import { type Budget, leftOf } from '#core/objective/judge.ts';
import type { Objective } from '#core/objective/objective.ts';
import { outOfReach } from '#core/objective/pairs.ts';
import { Replay, type Replayed, type Told } from '#core/objective/replay.ts';
import type { Sample } from '#core/sample/sample.ts';
import { validateSample } from '#core/sample/validate-sample.ts';
import type { Config } from '#core/team/config.ts';
import { formatDuration } from '#core/time/duration.ts';
import { DAY, type Instant } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { zonedTime } from '#core/time/zoned-time.ts';
import { configClocks } from './clocks.ts';
import { countedLines } from './counted-lines.ts';
import { defaultConfigFile } from './default-config.ts';
import { CliFailure } from './failure.ts';
import { percent } from './percent.ts';
import { printJson, printTable } from './print.ts';
import { type RecordedOptions, withRecorded } from './recorded-options.ts';

interface Options extends RecordedOptions {
  readonly config: string;
  readonly json?: boolean;
}

/** `wardbell slo simulate`: what recorded samples make of error budgets. */
export function addSloSimulate(slo: Command): void {
  const command = slo
    .command('simulate <samples...>')
    .description('what recorded samples leave of the budgets, and when they would have alerted')
    .option('--config <file>', 'what your team wrote', defaultConfigFile());
  withRecorded(command).option('--json', 'print the result as JSON').action(simulate);
}

/** No recording is older, or of a time to come: such a time is of a clock that was never set. */
const TIMES = { maxAge: 20 * 366 * DAY, maxAhead: DAY };

/** What is measured less often than in this share of its minutes is worth a warning. */
const WELL_COVERED = 0.75;

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
  const { now, timeZone } = configClocks(options, config);
  const rows = await play(files, config, { ...options, now, timeZone });
  warnOfThin(rows);
  return options.json ? printJson(rows.map(view)) : print(rows, timeZone);
}

async function play(
  files: readonly string[],
  { objectives = [], replicaLabels, plausible }: Config,
  { subject, metric, unit, timeZone, now }: Options & { now: Instant; timeZone: string },
): Promise<readonly Row[]> {
  const { streamSamples } = await import('./sample-stream.ts');
  const wrong = countedLines();
  const ranges = plausibility(plausible);
  const refuse = (sample: Sample) =>
    (validateSample(sample, now, TIMES) ?? whyImplausible(ranges.get(sample.metric) ?? [], sample))
      ?.detail;
  const samples = streamSamples(files, {
    ...{ timeZone, tell: wrong.tell, refuse, replicaLabels },
    ...(subject !== undefined && { subject }),
    ...(metric !== undefined && { metric }),
    ...(unit !== undefined && { unit }),
  });
  const played = objectives
    .filter(isRecorded)
    .map((objective) => ({ objective, replays: new Map<string, Replay>() }));
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

/** Pings are no samples, and in no recording. */
function isRecorded({ name, indicator }: Objective): boolean {
  if (indicator.kind !== 'heartbeat') {
    return true;
  }
  console.error(`${name} is left out: no recording has the pings of ${indicator.heartbeat}.`);
  return false;
}

function takeInto(replays: Map<string, Replay>, objective: Objective, sample: Sample): void {
  const role = roleOf(objective.indicator, sample);
  if (role !== undefined) {
    const of = objective.isPerSubject ? sample.subject : '';
    const replay = replays.get(of) ?? new Replay(objective);
    replays.set(of, replay);
    replay.take(sample, role);
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
  const { name, indicator } = objective;
  const fault = [...replays.values()].map((replay) => replay.fault).find((one) => one);
  if (fault !== undefined) {
    console.error(`${name} is not counted, or not whole: ${faultText(fault, indicator)}.`);
  } else if (rows.length === 0) {
    const asked = metricsOf(indicator).join(' and ');
    console.error(`${name} matches none of the samples: it asks for ${asked}, see its where.`);
  }
  return rows;
}

/** Of what is seldom measured little is spent, which must not look like what is good. */
function warnOfThin(rows: readonly Row[]): void {
  const thin = countedLines();
  for (const { objective, subject, coverage, judgement } of rows) {
    if (coverage < WELL_COVERED) {
      const { from, to, allowed } = judgement.budget;
      const never = outOfReach(objective.pairs, coverage, { length: to - from, allowed });
      const pairs = never.map(({ long }) => formatDuration(long)).join(', ');
      const of = subject === undefined ? objective.name : `${objective.name} of ${subject}`;
      const what = `${of} was measured in ${percent(coverage)} of its minutes: a total outage spends only so much of its time`;
      thin.tell(`${what}${pairs && `, and these pairs can never alert: ${pairs}`}.`);
    }
  }
  thin.end();
}

function print(rows: readonly Row[], timeZone: string): void {
  if (rows.length === 0) {
    throw new CliFailure('failed', 'No objective matches any of the samples.');
  }
  printTable(
    ['SLO', 'SUBJECT', 'SERVICE', 'FROM', 'TO', 'GOOD', 'MEASURED', 'SPENT', 'LEFT', 'GONE'],
    rows.flatMap(({ objective, subject, ended, judgement }) =>
      [...ended, judgement.budget].map((budget) => [
        objective.name,
        subject ?? 'all',
        objective.service,
        ...budgetCells(budget, timeZone),
      ]),
    ),
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

function budgetCells(budget: Budget, timeZone: string): readonly string[] {
  return [
    zonedTime(budget.from, timeZone),
    zonedTime(budget.to, timeZone),
    budget.good === undefined ? 'unknown' : percent(budget.good),
    percent(budget.measured / budget.elapsed),
    `${formatDuration(budget.spent)} of ${formatDuration(budget.allowed)}`,
    percent(leftOf(budget)),
    goneText(budget, timeZone),
  ];
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

const round = (value: number) => Number(value.toPrecision(3));

function view({ objective, subject, judgement, ended, told, coverage, ...counts }: Row): object {
  const { budget, burning, isBlind } = judgement;
  return {
    name: objective.name,
    service: objective.service,
    ...(subject !== undefined && { subject }),
    budget: budgetView(budget),
    ended: ended.map(budgetView),
    ...{ isBurning: burning !== undefined, isBlind, coverage, ...counts },
    told: told.map((one) => ({
      kind: one.kind,
      at: isoTime(one.at),
      ...(one.until !== undefined && { until: isoTime(one.until) }),
      ...(one.kind === 'burns' && burnView(one.burning)),
    })),
  };
}

function budgetView(budget: Budget): object {
  return {
    from: isoTime(budget.from),
    to: isoTime(budget.to),
    ...{ allowedMs: budget.allowed, spentMs: budget.spent, measuredMs: budget.measured },
    elapsedMs: budget.elapsed,
    ...{ left: leftOf(budget), ...(budget.good !== undefined && { good: budget.good }) },
    ...(budget.goneAt !== undefined && { goneAt: isoTime(Math.round(budget.goneAt)) }),
  };
}

function burnView({ pair, from, long, short }: Extract<Told, { kind: 'burns' }>['burning']) {
  const windows = { long: formatDuration(pair.long), short: formatDuration(pair.short) };
  return { urgency: pair.urgency, windows, from, burnRates: { long, short } };
}
