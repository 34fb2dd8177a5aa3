import type { Sample } from '../sample/sample.ts';
import type { Instant } from '../time/instant.ts';
import type { Fault } from './fault.ts';
import type { Role } from './indicator.ts';
import type { ObjectiveState } from './state.ts';

/** How many samples of a recording were left out: counted before, or an hour older than others. */
export interface LeftOut {
  readonly repeated: number;
  readonly late: number;
}

/** A state with what was counted, in how many minutes, and what could not be counted. */
export interface Metered {
  readonly state: ObjectiveState;
  readonly minutes: number;
  readonly fault?: Fault;
}

/** Counts the samples of a recording for an objective. */
export interface Meter {
  readonly leftOut: LeftOut;
  /** Whether nothing was counted since the counts were last taken. */
  readonly isEmpty: boolean;
  add(sample: Sample, role: Role): void;
  /** Takes what was counted before a moment into a state. */
  into(state: ObjectiveState, until: Instant): Metered;
}
