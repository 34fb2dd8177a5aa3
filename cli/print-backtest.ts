import type { Alarm } from '#core/burden/alarms.ts';
import type { Candidate } from '#core/burden/candidates.ts';
import type { Comparison } from '#core/burden/compare.ts';
import { formatDuration } from '#core/time/duration.ts';
import { type Duration, SECOND } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { zonedSecond, zonedTime } from '#core/time/zoned-time.ts';
import type { Backtest, BacktestRun } from '#local/backtest.ts';
import { printTable } from './print.ts';

interface Compared {
  readonly result: Backtest;
  readonly comparison: Comparison;
}

/** So many alarms are listed; `--json` has all. */
const LISTED = 20;

/** Prints both burdens side by side, what is lost and new, and delays. */
export function printComparison({
  result,
  comparison,
  timeZone,
}: Compared & { readonly timeZone: string }): void {
  console.log(`${playedText(result, timeZone)}\n`);
  printBurdens(['AGAINST', 'CONFIG'], result.runs);
  const { lost, added, kept } = comparison;
  const delays = kept.map(({ delay }) => delay).sort((a, b) => a - b);
  console.log(
    `\nOf the alarms of --against ${kept.length} are kept and ${lost.length} lost; ${added.length} are new.`,
  );
  if (delays.length > 0) {
    const [median, most] = [delays[Math.floor(delays.length / 2)] ?? 0, delays.at(-1) ?? 0];
    console.log(`They begin later by ${later(median)} (median), ${later(most)} at most.`);
  }
  printAlarms('Lost:', lost, timeZone);
  printAlarms('New:', added, timeZone);
}

/** Tells what was played, and how. */
export function playedText({ samples, from, to }: Backtest, timeZone: string): string {
  const span = [from, to].map((at) => zonedTime(at, timeZone)).join(' to ');
  return `${samples} samples, ${span}. Pages are as if nobody had answered.`;
}

/** Prints the burdens of runs side by side, each under its head. */
export function printBurdens(heads: readonly string[], runs: readonly BacktestRun[]): void {
  const rows = LINES.map(([words, of]) => [words, ...runs.map((run) => of(run))]);
  printTable(['', ...heads], rows);
}

const LINES: readonly (readonly [string, (run: BacktestRun) => string])[] = [
  ['alarms', ({ figures }) => String(figures.alarms)],
  ['pages', ({ figures }) => String(figures.pages)],
  ['alarms for each subject and day', ({ figures }) => tenth(figures.alarmsPerSubjectDay)],
  ['pages for each subject and day', ({ figures }) => tenth(figures.pagesPerSubjectDay)],
  ['alarms at night', ({ figures }) => String(figures.nightAlarms)],
  ['ended within 15 s', ({ tally }) => String(tally.brief[15])],
  ['ended within 60 s', ({ tally }) => String(tally.brief[60])],
  ['hours in alarm', ({ figures }) => tenth(figures.lasted / (3_600 * SECOND))],
  ['chattering', ({ tally }) => String(tally.chattering)],
  ['stale', ({ tally }) => String(tally.stale)],
];

function printAlarms(head: string, alarms: readonly Alarm[], timeZone: string): void {
  if (alarms.length === 0) {
    return;
  }
  console.log(`\n${head}`);
  printTable(
    ['BEGAN', 'LASTED', 'RULE', 'SUBJECT'],
    alarms
      .slice(0, LISTED)
      .map(({ began, ended, rule, subject }) => [
        zonedSecond(began, timeZone),
        ended === undefined ? 'to the end' : formatDuration(ended - began),
        rule,
        subject,
      ]),
  );
  if (alarms.length > LISTED) {
    console.log(`and ${alarms.length - LISTED} more (--json has all)`);
  }
}

/** One way in which a rule might be, and what it would have made. */
export interface CandidateOutcome {
  readonly candidate: Candidate;
  readonly run: BacktestRun;
  readonly comparison: Comparison;
}

const BAR = 30;

/** Prints each candidate with its pages as a bar, so that pages against delay show as a curve. */
export function printCandidates(own: BacktestRun, outcomes: readonly CandidateOutcome[]): void {
  const most = Math.max(1, own.figures.pages, ...outcomes.map(({ run }) => run.figures.pages));
  const bar = (pages: number) => '█'.repeat(Math.round((pages / most) * BAR));
  const { alarms, pages } = own.figures;
  console.log(`As it is: ${alarms} alarms, ${pages} pages, as if nobody had answered.\n`);
  printTable(
    ['FOR', 'LIMIT', 'HYSTERESIS', 'ALARMS', 'LOST', 'NEW', 'PAGES', ''],
    outcomes.map(({ candidate, run: { figures }, comparison: { lost, added } }) => [
      formatDuration(candidate.for),
      String(candidate.limit),
      String(candidate.hysteresis),
      String(figures.alarms),
      String(lost.length),
      String(added.length),
      String(figures.pages),
      bar(figures.pages),
    ]),
  );
  console.log(
    '\nWhat is lost may have been what mattered: look at it before you change the config.',
  );
}

/** The result for programs: moments are ISO 8601, lengths of time in ms. */
export function backtestView({ result, comparison }: Compared): object {
  const [against, config] = result.runs.map(runView);
  const { lost, added, kept } = comparison;
  return {
    ...playedView(result),
    against,
    config,
    lost: lost.map(alarmView),
    added: added.map(alarmView),
    kept: kept.map(({ before, delay }) => ({ ...alarmView(before), delay })),
  };
}

/** What was played, for programs. */
export function playedView({ samples, from, to }: Backtest): object {
  return { samples, from: isoTime(from), to: isoTime(to) };
}

/** A run for programs. */
export function runView({ alarms, pages, tally, figures }: BacktestRun): object {
  return {
    alarms: alarms.map(alarmView),
    pages: pages.map(({ order, status }) => ({ ...order, at: isoTime(order.at), status })),
    tally,
    figures,
  };
}

function alarmView({ began, ended, ...alarm }: Alarm): object {
  const end = ended !== undefined && { ended: isoTime(ended) };
  return { ...alarm, began: isoTime(began), ...end };
}

function later(delay: Duration): string {
  return delay < 0 ? `-${formatDuration(-delay)}` : formatDuration(delay);
}

function tenth(value: number): string {
  return String(Math.round(value * 10) / 10);
}
