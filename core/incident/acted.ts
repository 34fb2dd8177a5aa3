import type { ActionOutcome } from './action.ts';
import type { Incident } from './incident.ts';

/** What a person is told of an action. */
export type Answer = Exclude<ActionOutcome, { kind: 'not_found' }>;

/** What an action makes of an incident, and what to tell whoever asked for it. */
export type Acted = {
  readonly kind: Answer['kind'];
  readonly text: string;
  readonly incident: Incident;
};
