import { type Duration, MINUTE } from '../time/instant.ts';

/** Somebody looks at an open incident at least this often, whatever else is due. */
export const RECONCILE_INTERVAL: Duration = 15 * MINUTE;
