import type { ResolveReason } from './alert.ts';

/** Ends by which what was wrong is over, as far as anybody can tell. */
const RECOVERIES: ReadonlySet<ResolveReason> = new Set([
  'recovered',
  'reporting_again',
  'ended_by_sender',
  'no_further_breach',
]);

/** Whether an alert that ended for this reason has recovered; older ones have none. */
export function isRecovery(reason: ResolveReason | undefined): boolean {
  return reason === undefined || RECOVERIES.has(reason);
}

/** Why an alert ended, in words for people. */
export function describeResolveReason(reason: ResolveReason): string {
  return reason === 'instance_gone'
    ? 'its process is gone, and whether it recovered is not known'
    : reason.replaceAll('_', ' ');
}
