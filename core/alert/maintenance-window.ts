import type { Recurrence } from '../time/recurrence.ts';
import type { Matcher } from './matcher.ts';

/** A maintenance window of the config, which recurs for as long as it stands there. */
export interface MaintenanceWindow {
  readonly id: string;
  readonly matchers: readonly Matcher[];
  readonly recurs: Recurrence;
  /** Why; empty if nobody says. It stands in no page. */
  readonly comment: string;
}
