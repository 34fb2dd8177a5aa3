import type { Severity } from '../alert/severity.ts';
import type { Duration } from '../time/instant.ts';
import type { Indicator } from './indicator.ts';
import type { Pair } from './pairs.ts';

/** The time of which an objective speaks: the last so many days, or one of a calendar. */
export type ObjectiveWindow =
  | { readonly kind: 'rolling'; readonly length: Duration }
  | { readonly kind: 'calendar'; readonly unit: CalendarUnit; readonly timeZone: string };

export type CalendarUnit = 'month' | 'quarter';

/** What is promised: a share of the events or minutes, or how long it may be bad in all. */
type Goal =
  | { readonly kind: 'target'; readonly share: number }
  | { readonly kind: 'budget'; readonly allowed: Duration };

/** A service level objective, as in the Google SRE workbook. */
export interface Objective {
  readonly name: string;
  readonly title: string;
  readonly service: string;
  readonly indicator: Indicator;
  /** Whether each subject has a budget of its own; otherwise all of them share one. */
  readonly isPerSubject: boolean;
  /**
   * What is counted (OpenSLO's budgeting methods): the samples or events themselves, or the
   * minutes, of which one is good if at least `sliceTarget` (0 to 1) of its samples are, and one
   * of them at least.
   */
  readonly method: 'occurrences' | 'timeslices';
  readonly sliceTarget: number;
  readonly goal: Goal;
  readonly window: ObjectiveWindow;
  /** The pairs of windows that alert, the fastest first, each with another long window. */
  readonly pairs: readonly Pair[];
  /** A pair is quiet while its long window holds fewer bad samples or minutes. */
  readonly minBad: number;
  /** After so long without a sample it is blind; null: never. */
  readonly blindAfter: Duration | null;
  /**
   * Whether minutes in which a maintenance window covers its alerts count as others do, or do not
   * count at all.
   */
  readonly maintenance: 'counted' | 'excluded';
  /** How bad it is when a pair burns that pages; tickets are warnings at most. */
  readonly severity: Severity;
  /** Whether anybody is alerted; otherwise it is only recorded, until the objective has proved. */
  readonly alerts: boolean;
}

/** Returns how long it may be bad within a window of that length. */
export function allowedTime({ goal }: Pick<Objective, 'goal'>, length: Duration): Duration {
  return goal.kind === 'budget' ? goal.allowed : (1 - goal.share) * length;
}

/** Returns the share that is promised to be good in a window of that length. */
export function targetShare({ goal }: Pick<Objective, 'goal'>, length: Duration): number {
  return goal.kind === 'target' ? goal.share : 1 - goal.allowed / length;
}
