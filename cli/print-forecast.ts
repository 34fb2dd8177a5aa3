import type { Met } from '#deployment/capacity/limits.ts';
import type { Outlook } from '#deployment/capacity/outlook.ts';
import { printTable } from './print.ts';

/** What a deployment is near to now, and would be after a surge. */
export interface DeploymentForecast {
  readonly now: Outlook;
  readonly surge: Outlook;
  /** USD that the account may spend for SMS in a month. */
  readonly smsSpend: number;
}

/** So many limits are listed, of those that are not exceeded; `--json` has all. */
const LISTED = 5;

/** Prints traffic, cost and limits side by side. */
export function printDeployment({ now, surge, smsSpend }: DeploymentForecast): void {
  const both = (of: (outlook: Outlook) => string) => [of(now), of(surge)];
  printTable(
    ['DEPLOYMENT', 'NOW', 'SURGE'],
    [
      ['subjects', ...both(({ traffic }) => figure(traffic.subjects))],
      ['requests a second', ...both(({ requestsPerSecond }) => figure(requestsPerSecond))],
      ['incidents a day', ...both(({ traffic }) => figure(traffic.incidentsPerDay))],
      ['USD a month, list price', ...both(({ month }) => month.list.toFixed(2))],
      ['with what is always free', ...both(({ month }) => month.withFree.toFixed(2))],
      [`SMS, USD a month (of ${smsSpend})`, ...both(({ smsMonth }) => smsMonth.toFixed(2))],
    ],
  );
  if (surge.smsMonth > smsSpend) {
    console.log(
      `\nSMS would cost more than the ${smsSpend} USD that the account may spend in a month: AWS then sends no more. Have the limit raised, and name it by --sms-spend.`,
    );
  }
  printLimits('LIMIT, WHILE ALL ARE WELL', now.well, surge.well);
  printLimits('LIMIT, IF ALL ALERT IN A MINUTE', now.storm, surge.storm);
}

function printLimits(head: string, now: readonly Met[], surge: readonly Met[]): void {
  const before = new Map(now.map((met) => [met.name, met]));
  const told = surge.filter((met, i) => i < LISTED || met.used > met.allowed);
  console.log('');
  printTable(
    [head, 'NOW', 'SURGE', 'ALLOWED A SECOND', 'USED'],
    told.map((met) => [
      met.name,
      figure(before.get(met.name)?.used ?? 0),
      figure(met.used),
      `${figure(met.allowed)} ${met.source}`.trim(),
      `${figure((100 * met.used) / met.allowed)} %${met.used > met.allowed ? ' !' : ''}`,
    ]),
  );
}

function figure(value: number): string {
  return value < 10
    ? String(Number(value.toPrecision(2)))
    : Math.round(value).toLocaleString('en-US');
}

/** The forecast for programs. */
export function deploymentView({ now, surge, smsSpend }: DeploymentForecast): object {
  return { now: outlookView(now), surge: outlookView(surge), smsSpendUsd: smsSpend };
}

function outlookView({ traffic, month, smsMonth, well, storm, ...rest }: Outlook): object {
  return {
    ...traffic,
    ...rest,
    usdMonth: month.list,
    usdMonthWithFree: month.withFree,
    smsUsdMonth: smsMonth,
    limits: { well: well.map(limitView), storm: storm.map(limitView) },
  };
}

function limitView({ name, used, allowed, source }: Met): object {
  const sources = { '✓': 'aws', '': 'second_hand', '?': 'not_confirmed', ours: 'ours' } as const;
  return { name, usedPerSecond: used, allowedPerSecond: allowed, source: sources[source] };
}
