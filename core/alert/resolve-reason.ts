import type { ResolveReason } from './alert.ts';

/** The reasons that mean that the problem is over, as far as anybody can tell. */
const RECOVERIES: ReadonlySet<ResolveReason> = new Set([
  'recovered',
  'reporting_again',
  'ended_by_sender',
  'no_further_breach',
]);

/** Whether an alert that ended for this reason has recovered; older ones have no reason. */
export function isRecovery(reason: ResolveReason | undefined): boolean {
  return reason === undefined || RECOVERIES.has(reason);
}

/** Describes why an alert ended. */
export function describeResolveReason(reason: ResolveReason): string {
  return reason === 'instance_gone'
    ? 'its process is gone, and whether it recovered is not known'
    : reason.replaceAll('_', ' ');
}
