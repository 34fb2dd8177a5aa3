/** What AWS bills, each in the unit in which it does. */
export type Unit =
  | 'httpRequests'
  | 'invocations'
  | 'gigabyteSeconds'
  | 'readUnits'
  | 'writeUnits'
  | 'sqsStandard'
  | 'sqsFifo'
  | 'snsRequests'
  | 'emails'
  | 'smsParts'
  | 'kmsRequests'
  | 'logGigabytes'
  | 'storedGigabyteMonths'
  | 'backupGigabyteMonths'
  | 'logGigabyteMonths'
  | 'metricMonths'
  | 'alarms'
  | 'dashboards'
  | 'keys';

/** How much of each was used; what is not named was not. */
export type Usage = Readonly<Partial<Record<Unit, number>>>;

/** The sum of what several things use. */
export function sum(...usages: readonly Usage[]): Usage {
  const total: Partial<Record<Unit, number>> = {};
  for (const usage of usages) {
    for (const [unit, amount] of Object.entries(usage) as [Unit, number][]) {
      total[unit] = (total[unit] ?? 0) + amount;
    }
  }
  return total;
}

/** What something uses that happens so often. */
export function times(often: number, usage: Usage): Usage {
  const entries = Object.entries(usage).map(([unit, amount]) => [unit, amount * often]);
  return Object.fromEntries(entries) as Usage;
}

/** What the first uses more than the second. */
export function minus(whole: Usage, part: Usage): Usage {
  return sum(whole, times(-1, part));
}
