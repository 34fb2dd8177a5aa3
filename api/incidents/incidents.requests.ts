import { SEVERITIES } from '#core/alert/severity.ts';
import { body, expecting, minutes, oneOf, optional, text } from '#http/fields.ts';
import type { Paging } from '#http/paging.ts';
import { BY } from '#http/request-actor.ts';
import { typedTime } from '#http/time-fields.ts';

/** The body of each action of an incident, by the last part of its path. */
export const ACTIONS = {
  ack: body({ by: BY }),
  'take-over': body({ by: BY }),
  decline: body({ by: BY }),
  escalate: body({ by: BY }),
  resolve: body({ by: BY, stillFiring: optional(oneOf(['confirmed'])) }),
  undo: body({ by: BY }),
  snooze: body({ by: BY, until: optional(typedTime), minutes: optional(minutes) }),
  reassign: body({ by: BY, to: expecting('a person or a schedule, by its id', text(200)) }),
  note: body({ by: BY, text: text(2_000) }),
  noise: body({ by: BY }),
  'not-noise': body({ by: BY }),
  silence: body({ by: BY, minutes }),
} as const;

export type ActionName = keyof typeof ACTIONS;

/** How far back lists go. */
export const MAX_DAYS = 31;

export const INCIDENT_PAGES: Paging = {
  list: 'incidents',
  most: 1_000,
  place: ['number', 'string'],
  choices: { status: ['open', 'all'], severity: SEVERITIES },
};
