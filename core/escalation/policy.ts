import type { Severity } from '../alert/severity.ts';
import type { Duration } from '../time/instant.ts';

/** A target of a step: a person, or whoever is on call in a schedule. */
export type Target =
  | { readonly kind: 'person'; readonly id: string }
  | { readonly kind: 'schedule'; readonly id: string };

/**
 * One step of an escalation: whom to page, and how long to wait for an answer before the next step.
 */
interface Step {
  readonly targets: readonly Target[];
  readonly delay: Duration;
  /** It pages one of those whom its targets reach, in turn; absent: all of them. */
  readonly inTurn?: true;
  /** How many must answer once it is reached; absent: one. */
  readonly answers?: number;
  /** It is for these alone, and passed over for others; absent: for all. */
  readonly severities?: readonly Severity[];
}

/**
 * Ordered steps, then repeats, then the fallback; if that goes unanswered too, the escalation is
 * exhausted.
 */
export interface EscalationPolicy {
  readonly id: string;
  readonly steps: readonly Step[];
  /**
   * How many times the last step, or all steps from the first, are repeated before the fallback.
   */
  readonly repeat: number;
  readonly repeatFrom: 'last' | 'first';
  /** The targets to page after all steps went unanswered; may be empty. */
  readonly fallback: readonly Target[];
}

/** Returns everybody whom a policy may page, in the order of its steps. */
export function targetsOf({ steps, fallback }: EscalationPolicy): readonly Target[] {
  return [...steps.flatMap(({ targets }) => targets), ...fallback];
}
