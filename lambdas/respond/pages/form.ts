import { parseIncidentId } from '#core/incident/incident.ts';
import { LINK_ACTIONS, type LinkAction } from '#core/notification/incident-card.ts';

/** What somebody pressed. `incidents` is empty on the page of one incident. */
export interface LinkForm {
  readonly action: LinkAction;
  readonly incidents: readonly string[];
  /** Resolving what still fires is meant. */
  readonly confirmed?: true;
}

/** No form of ours is larger, or names more incidents. */
const LONGEST_FORM = 4_096;
const MOST_INCIDENTS = 50;

/**
 * Reads a posted form (`application/x-www-form-urlencoded`); undefined where it is none of ours.
 */
export function parseLinkForm(body: string): LinkForm | undefined {
  if (body.length > LONGEST_FORM) return undefined;
  const fields = new URLSearchParams(body);
  const action = LINK_ACTIONS.find((known) => known === fields.get('action'));
  const one = fields.getAll('incident');
  const incidents = one.length > 0 ? one : fields.getAll('shown');
  if (action === undefined || incidents.length > MOST_INCIDENTS) return undefined;
  if (!incidents.every((id) => parseIncidentId(id))) return undefined;
  return { action, incidents, ...(fields.get('confirmed') === 'yes' && { confirmed: true }) };
}
