import type { ActionOutcome } from './action.ts';
import type { Incident } from './incident.ts';

export type Answer = Exclude<ActionOutcome, { kind: 'not_found' }>;

export type Acted = {
  readonly kind: Answer['kind'];
  readonly text: string;
  readonly incident: Incident;
};
