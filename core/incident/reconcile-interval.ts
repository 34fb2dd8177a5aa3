import { type Duration, MINUTE } from '../time/instant.ts';

/** An open incident is reconciled at least this often, whatever else is due. */
export const RECONCILE_INTERVAL: Duration = 15 * MINUTE;
