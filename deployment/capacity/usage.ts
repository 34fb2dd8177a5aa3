/** The units that AWS bills. */
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
  | 'keys'
  | 'firehoseGigabytes'
  | 'archiveGigabyteMonths'
  | 'archivePuts';

/** Usage per billing unit; a missing one is zero. */
export type Usage = Readonly<Partial<Record<Unit, number>>>;

/** Returns the sum of several usages. */
export function sum(...usages: readonly Usage[]): Usage {
  const total: Partial<Record<Unit, number>> = {};
  for (const usage of usages) {
    for (const [unit, amount] of Object.entries(usage) as [Unit, number][]) {
      total[unit] = (total[unit] ?? 0) + amount;
    }
  }
  return total;
}

/** Returns a usage multiplied by a frequency. */
export function times(often: number, usage: Usage): Usage {
  const entries = Object.entries(usage).map(([unit, amount]) => [unit, amount * often]);
  return Object.fromEntries(entries) as Usage;
}

/** Returns the difference of two usages. */
export function minus(whole: Usage, part: Usage): Usage {
  return sum(whole, times(-1, part));
}
