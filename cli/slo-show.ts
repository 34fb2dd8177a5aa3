import type { Command } from 'commander';
import type { SloDetails } from '#api/client/index.ts';
import { ask, type Connection, withConnection } from './api.ts';
import { shownTime, type ZoneOptions, zoneToShow } from './clocks.ts';
import { percent } from './percent.ts';
import { printJson, printTable } from './print.ts';
import { lengthText, spentRows, spentText } from './slo-text.ts';

type Options = Partial<Connection> &
  ZoneOptions & { readonly json?: boolean; readonly subject?: string; readonly window?: string };

/** `wardbell slo show`: one error budget over time, how fast it burns, and who spent it. */
export function addSloShow(slo: Command): void {
  withConnection(
    slo
      .command('show <name>')
      .description('one error budget: what is left over time, and which incidents spent it')
      .option('--subject <subject>', 'whose budget, where each subject has its own')
      .option('--window <length>', 'the long window of the pair whose burn rates are shown, 6h'),
  ).action(async (name: string, { subject, window, ...options }: Options) => {
    const query = { subject, window };
    const found = await ask(options, (client) => client.getSlo({ path: { slo: name }, query }));
    if (options.json) {
      return printJson(found);
    }
    print(found, await zoneToShow(options));
  });
}

function print(slo: SloDetails, zone: string): void {
  const { excludedSeconds, isBlind, goneAt } = slo;
  console.log(`${slo.title}: ${percent(slo.target)} good`);
  const facts: readonly (readonly [string, string])[] = [
    ['from', `${shownTime(slo.from, zone)} to ${shownTime(slo.to, zone)}`],
    ['good', slo.good === undefined ? 'unknown' : percent(slo.good)],
    ['measured', percent(slo.measured)],
    ...(slo.maintenance === 'excluded'
      ? [['excluded', `${lengthText(excludedSeconds)} of maintenance`] as const]
      : []),
    ['spent', spentText(slo)],
    ['left', percent(slo.left)],
    ...(goneAt === undefined ? [] : [['gone', shownTime(goneAt, zone)] as const]),
    ...(isBlind ? [['blind', 'nothing is measured'] as const] : []),
  ];
  for (const [name, value] of facts) {
    console.log(`  ${name.padEnd(8)}  ${value}`);
  }
  printBurn(slo);
  console.log('\nLeft at the end of each day:\n');
  const series = slo.series.map(({ at, left }) => [shownTime(at, zone), percent(left)]);
  printTable(['AT', 'LEFT'], series);
  console.log('\nSpent by:\n');
  printTable(['ID', 'OPENED', 'SPENT', 'SHARE', 'TITLE'], spentRows(slo, zone));
  for (const alert of slo.alertsNow) {
    const where = alert.incident === undefined ? '' : `, incident ${alert.incident}`;
    console.log(`\n${alert.severity.toUpperCase()} ${alert.title}${where}`);
  }
}

function printBurn({ burn }: SloDetails): void {
  if (burn === undefined) {
    return;
  }
  const last = (rates: readonly number[]) => Number((rates.at(-1) ?? 0).toPrecision(2));
  const most = Number(Math.max(...burn.long).toPrecision(2));
  console.log(
    `\nBurns ${last(burn.long)} times as fast as it may over ${burn.window} and ${last(burn.short)} over ${burn.shortWindow}; alerts above ${Number(burn.alertsAbove.toPrecision(3))} in both. At most ${most} over ${burn.window} in the last ${lengthText((burn.long.length - 1) * burn.stepSeconds)}.`,
  );
}
