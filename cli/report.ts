import type { Command } from 'commander';
import { type Burden, type Client, pages } from '#api/client/index.ts';
import { wholeBurden, wholeOf } from '#core/burden/parts.ts';
import { BURDEN_COLUMNS, burdenRows } from '#core/burden/rows.ts';
import { addNumbers } from '#core/collections/add-counts.ts';
import { dutyReport } from '#core/report/duty-figures.ts';
import { DUTY_COLUMNS, dutyLines } from '#core/report/duty-rows.ts';
import { addDutyTallies } from '#core/report/duty-tally.ts';
import { responseReport } from '#core/report/response-figures.ts';
import { RESPONSE_COLUMNS, responseLines } from '#core/report/response-rows.ts';
import { addResponseTallies } from '#core/report/response-tally.ts';
import { type CsvColumns, csvHead, csvLines } from '#core/text/csv.ts';
import type { TypedTime } from '#core/time/typed-time.ts';
import { askAll, type Connection, withConnection } from './api.ts';
import { parseTimeArgument } from './arguments.ts';
import { platformClocks, shownTime, typedSpan, type ZoneOptions } from './clocks.ts';
import { printJson } from './print.ts';
import { printBurden } from './print-burden.ts';
import { printOnCall } from './print-on-call.ts';
import { printResponse } from './print-response.ts';

type Options = Partial<Connection> &
  ZoneOptions & {
    readonly json?: boolean;
    readonly csv?: boolean;
    readonly from?: TypedTime;
    readonly to?: TypedTime;
    readonly service?: string;
  };

/** `wardbell report …`: what has been, in figures. */
export function addReport(program: Command): void {
  const report = program.command('report').description('what has been, in figures');
  const add = (name: string, description: string, print: (options: Options) => Promise<void>) =>
    withConnection(
      report
        .command(name)
        .description(description)
        .option('--from <time>', 'not before (default: 31 days before --to)', parseTimeArgument)
        .option('--to <time>', 'before this (default: now)', parseTimeArgument)
        .option('--csv', 'print everything that was counted as CSV'),
    ).action(print);
  add('burden', 'the burden of alarms: how many, by what, and what became of them', burden);
  add('response', 'how soon incidents were paged, acknowledged and resolved', response).option(
    '--service <id>',
    'only incidents of this service',
  );
  add('on-call', 'whom pages went to, and how time on call was shared', onCall);
}

async function burden(options: Options): Promise<void> {
  const parts = await partsOf(options, (client, of) => pages(client.readBurden, of));
  const whole = wholeBurden(parts);
  tell(options, whole, {
    csv: () => csvOf(BURDEN_COLUMNS, burdenRows(whole.tally)),
    words: () => printBurden(whole.figures),
  });
}

async function response(options: Options): Promise<void> {
  const { service } = options;
  const parts = await partsOf(options, (client, { query }) =>
    pages(client.readResponse, { query: { ...query, service } }),
  );
  const whole = wholeOf(parts, addResponseTallies);
  const figures = responseReport(whole.tally);
  const told = { ...whole, sources: sourcesOf(parts), figures };
  tell(options, told, {
    csv: () => csvOf(RESPONSE_COLUMNS, responseLines(figures)),
    words: () => printResponse(figures),
  });
}

async function onCall(options: Options): Promise<void> {
  const parts = await partsOf(options, (client, of) => pages(client.reportOnCall, of));
  const whole = wholeOf(parts, addDutyTallies);
  const figures = dutyReport(whole.tally);
  const hoursFrom = parts.findLast((part) => part.hoursFrom !== undefined)?.hoursFrom;
  const told = {
    ...whole,
    ...(hoursFrom !== undefined && { hoursFrom }),
    ...{ sources: sourcesOf(parts), figures },
  };
  tell(options, told, {
    csv: () => csvOf(DUTY_COLUMNS, dutyLines(figures)),
    words: () => printOnCall(figures, hoursFrom && shownTime(hoursFrom, whole.zone)),
  });
}

/** Returns of what the parts of a report were made. */
function sourcesOf(parts: readonly { readonly sources: Sources }[]): Sources {
  return parts.map(({ sources }) => sources).reduce(addNumbers);
}

type Sources = Readonly<Record<'days' | 'read', number>>;

/** Prints a report in the form that is asked for. */
function tell(
  { json, csv }: Options,
  whole: Pick<Burden, 'from' | 'to' | 'zone'>,
  forms: { readonly csv: () => string; readonly words: () => void },
): void {
  if (json) {
    printJson(whole);
  } else if (csv) {
    process.stdout.write(forms.csv());
  } else {
    const [from, to] = [whole.from, whole.to].map((at) => shownTime(at, whole.zone));
    console.log(`From ${from} to ${to}:`);
    forms.words();
  }
}

function csvOf<Row>(columns: CsvColumns<Row>, rows: readonly Row[]): string {
  return csvHead(columns) + csvLines(columns, rows);
}

/** Returns the parts of a report, the newest first; there is always one. */
async function partsOf<Part>(
  options: Options,
  list: (client: Client, request: Request) => AsyncIterable<Part>,
): Promise<readonly [Part, ...Part[]]> {
  const query = typedSpan(options, await platformClocks(options));
  const parts = await askAll(options, (client) => list(client, { query }));
  return parts as readonly [Part, ...Part[]];
}

interface Request {
  readonly query: { readonly from?: string | undefined; readonly to?: string | undefined };
}
