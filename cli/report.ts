import type { Command } from 'commander';
import type { Burden, Client } from '#api/client/index.ts';
import { wholeBurden } from '#core/burden/parts.ts';
import { BURDEN_COLUMNS, burdenRows } from '#core/burden/rows.ts';
import { csvHead, csvLines } from '#core/text/csv.ts';
import type { TypedTime } from '#core/time/typed-time.ts';
import { ask, type Connection, withConnection } from './api.ts';
import { parseTimeArgument } from './arguments.ts';
import { platformClocks, shownTime, typedSpan, type ZoneOptions } from './clocks.ts';
import { printJson } from './print.ts';
import { printBurden } from './print-burden.ts';

type Options = Partial<Connection> &
  ZoneOptions & {
    readonly json?: boolean;
    readonly csv?: boolean;
    readonly from?: TypedTime;
    readonly to?: TypedTime;
  };

/** `wardbell report burden`: what the alarms of a span of time have asked of people. */
export function addReport(program: Command): void {
  const report = program.command('report').description('what has been, in figures');
  withConnection(
    report
      .command('burden')
      .description('the burden of alarms: how many, by what, and what became of them')
      .option('--from <time>', 'not before (default: 31 days before --to)', parseTimeArgument)
      .option('--to <time>', 'before this (default: now)', parseTimeArgument)
      .option('--csv', 'print everything that was counted as CSV'),
  ).action(async (options: Options) => {
    const query = typedSpan(options, await platformClocks(options));
    const parts = await ask(options, (client) => partsOf(client, query));
    const whole = wholeBurden(parts);
    if (options.json) {
      return printJson(whole);
    }
    if (options.csv) {
      const lines = csvLines(BURDEN_COLUMNS, burdenRows(whole.tally));
      return void process.stdout.write(csvHead(BURDEN_COLUMNS) + lines);
    }
    const [from, to] = [whole.from, whole.to].map((at) => shownTime(at, whole.zone));
    console.log(`From ${from} to ${to}:`);
    printBurden(whole.figures);
  });
}

/** The parts of the report, the newest first. */
async function partsOf(
  client: Client,
  query: { readonly from?: string | undefined; readonly to?: string | undefined },
): Promise<readonly [Burden, ...Burden[]]> {
  const first = await client.readBurden({ query });
  const parts: [Burden, ...Burden[]] = [first];
  for (let { next: cursor } = first; cursor !== undefined; ) {
    const part = await client.readBurden({ query: { ...query, cursor } });
    parts.push(part);
    ({ next: cursor } = part);
  }
  return parts;
}
