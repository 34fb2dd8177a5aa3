import type { ActionOutcome } from './action.ts';
import type { Incident } from './incident.ts';

/** The answer to a person's action. */
export type Answer = Exclude<ActionOutcome, { kind: 'not_found' }>;

/** The incident after an action, and the answer to the person. */
export type Acted = {
  readonly kind: Answer['kind'];
  readonly text: string;
  readonly incident: Incident;
};
