import type { Command } from 'commander';
import { pages, type SloMonth, type SloReport } from '#api/client/index.ts';
import { type CsvColumns, csvHead, csvLines } from '#core/text/csv.ts';
import { askAll, type Connection, withConnection } from './api.ts';
import type { ZoneOptions } from './clocks.ts';
import { percent } from './percent.ts';
import { printJson, printTable } from './print.ts';
import { lengthText, spentRows, spentText } from './slo-text.ts';

type Options = Partial<Connection> &
  ZoneOptions & { readonly json?: boolean; readonly csv?: boolean; readonly month?: string };

/** `wardbell slo report`: what a month came to for each error budget. */
export function addSloReport(slo: Command): void {
  withConnection(
    slo
      .command('report')
      .description('what a month came to for each error budget, and which incidents spent it')
      .option('--month <month>', 'such as 2026-10 (default: the last that is over)')
      .option('--csv', 'print a line for each budget and incident as CSV'),
  ).action(async ({ month, ...options }: Options) => {
    const query = { month };
    const found = await askAll(options, (client) => pages(client.reportSlos, { query }));
    const slos = found.flatMap((page) => page.slos);
    const [first] = found as readonly [SloReport];
    if (options.json) {
      const { next: _, ...report } = first;
      return printJson({ ...report, slos });
    }
    if (options.csv) {
      for (const text of missing(first)) {
        console.error(text);
      }
      return void process.stdout.write(csvHead(COLUMNS) + csvLines(COLUMNS, slos.flatMap(rowsOf)));
    }
    print(first, slos);
  });
}

function print(report: SloReport, slos: readonly SloMonth[]): void {
  const { month, zone, isOver, isSwept } = report;
  console.log(`${month} in ${zone}${isOver ? '' : ', as far as it has come'}:\n`);
  if (!isSwept) {
    printMonths(slos, zone);
  }
  for (const text of missing(report)) {
    console.log(`\n${text}`);
  }
}

function printMonths(slos: readonly SloMonth[], zone: string): void {
  printTable(
    ['SLO', 'SUBJECT', 'TARGET', 'GOOD', '', 'SPENT', 'SHARE', 'MEASURED', 'EXCLUDED', 'BLIND'],
    slos.map((one) => [
      one.slo,
      one.subject ?? 'all',
      percent(one.target),
      one.good === undefined ? 'unknown' : percent(one.good),
      one.isMet === undefined ? '' : one.isMet ? 'met' : 'missed',
      spentText(one),
      percent(one.share),
      `${lengthText(one.measuredSeconds)} of ${lengthText(one.watchedSeconds)}`,
      lengthText(one.excludedSeconds),
      lengthText(one.blindSeconds),
    ]),
  );
  for (const one of slos.filter(({ spentSeconds }) => spentSeconds > 0)) {
    console.log(`\n${one.slo}${one.subject === undefined ? '' : ` of ${one.subject}`}:\n`);
    printTable(['ID', 'OPENED', 'SPENT', 'SHARE', 'TITLE'], spentRows(one, zone));
  }
}

/** Returns what the report does not tell, and why. */
function missing({ month, isSwept, unknown, unreadable }: SloReport): readonly string[] {
  return [
    ...(isSwept ? [`${month} is longer ago than it is kept (retention.incidents).`] : []),
    ...(unknown.length > 0 ? [`Nothing is known of ${unknown.join(', ')}.`] : []),
    ...(unreadable.length > 0 ? [`Something cannot be read of ${unreadable.join(', ')}.`] : []),
  ];
}

/** A line of the report: a budget, or what an incident took of it. */
interface Row {
  readonly of: SloMonth;
  /** Absent for the budget as a whole; empty for what no incident took. */
  readonly incident?: string;
  readonly title?: string | undefined;
  readonly spent: number;
}

function rowsOf(of: SloMonth): readonly Row[] {
  const { spentBy, spentSeconds: spent, unattributedSeconds: rest } = of;
  return [
    { of, spent },
    ...spentBy.map(({ incident, title, spentSeconds }) => ({
      ...{ of, incident, title, spent: spentSeconds },
    })),
    ...(rest > 0 ? [{ of, incident: '', spent: rest }] : []),
  ];
}

/** What is of the budget stands in its own line only, so that columns can be added up. */
const COLUMNS: CsvColumns<Row> = {
  kind: ({ incident }) => (incident === undefined ? 'budget' : incident ? 'incident' : 'nobody'),
  slo: ({ of }) => of.slo,
  subject: ({ of }) => of.subject,
  target: budgetOnly(({ target }) => target),
  good: budgetOnly(({ good }) => good),
  spent_seconds: ({ spent }) => String(spent),
  allowed_seconds: budgetOnly(({ allowedSeconds }) => allowedSeconds),
  watched_seconds: budgetOnly(({ watchedSeconds }) => watchedSeconds),
  measured_seconds: budgetOnly(({ measuredSeconds }) => measuredSeconds),
  excluded_seconds: budgetOnly(({ excludedSeconds }) => excludedSeconds),
  blind_seconds: budgetOnly(({ blindSeconds }) => blindSeconds),
  incident: ({ incident }) => incident,
  title: ({ title }) => title,
};

function budgetOnly(value: (of: SloMonth) => number | undefined) {
  return ({ of, incident }: Row) => {
    const known = incident === undefined ? value(of) : undefined;
    return known === undefined ? undefined : String(known);
  };
}
