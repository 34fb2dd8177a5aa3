import type { Alert } from '../../alert/alert.ts';
import type { BudgetDays } from '../../objective/day.ts';
import type { Fault } from '../../objective/fault.ts';
import type { ObjectiveState } from '../../objective/state.ts';
import type { Duration, Instant } from '../../time/instant.ts';

/** The budget of an objective, or of one subject of it. */
export interface ObjectiveEntry {
  readonly kind: 'objective';
  readonly objective: string;
  /** `TOGETHER`, if all subjects share it. */
  readonly subject: string;
  /** What is counted, and how; see `countingOf`. */
  readonly counting: string;
  readonly state: ObjectiveState;
  /** The last days, as far as their minutes change no more. Absent before the first. */
  readonly days?: BudgetDays;
  /** Platform time since when it is watched: it is blind so long after, if nothing is measured. */
  readonly since: Instant;
  /**
   * The platform's minute up to which it was judged when that was last written: each minute while
   * it burns, and else where something has changed.
   */
  readonly judgedAt: Instant;
  readonly burns?: BurningPair;
  readonly isBlind?: true;
  /** Why what is sent cannot be counted, or not all of it. */
  readonly fault?: Fault;
  /** Platform time when its subject was retired: what was measured before counts no more. */
  readonly retiredAt?: Instant;
  /** The alert that it burns, unless the objective alerts nobody. */
  readonly alert?: Alert;
  /** Platform time when the firing alert was last sent or reasserted. */
  readonly assertedAt?: Instant;
}

/** The pair that burns, by its long window, with its burn rates. */
export interface BurningPair {
  readonly pair: Duration;
  readonly from: number;
  readonly long: number;
  readonly short: number;
}

/** A budget is blind, and somebody was told so. */
export interface BlindObjectiveEntry {
  readonly kind: 'blind-objective';
  readonly objective: string;
  readonly subject: string;
  readonly alert?: Alert;
  /** Platform time when the firing alert was last sent or reasserted. */
  readonly assertedAt?: Instant;
}
