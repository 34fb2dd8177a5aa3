import type { ActionOutcome } from '#core/incident/action.ts';
import type { Incident } from '#core/incident/incident.ts';
import type { LinkAction } from '#core/messages/incident-card.ts';
import type { IncidentSilenced } from './silence-incident.ts';

/** What somebody answers through a link, and the incident as it is then. */
interface LinkAnswered {
  /** The person whose link it is, by id. */
  readonly by: string;
  readonly action: LinkAction;
  readonly incident: Incident;
}

type Outcome = ActionOutcome | IncidentSilenced;

/** Carries out an answer, and does something around it: keeps it on record, say. */
export type AroundAnswer = (
  answered: LinkAnswered,
  carryOut: () => Promise<Outcome>,
) => Promise<Outcome>;
