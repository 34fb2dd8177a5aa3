import type { Incident } from '#core/incident/incident.ts';
import { awaitedResponders } from '#core/incident/page-outcomes.ts';
import type { Held } from '#core/team/stranded.ts';
import { standingOverrides } from './current-rota.ts';
import type { Ports } from './ports.ts';

/**
 * Lists what people hold at this moment: overrides, open incidents, and the silences that they set.
 */
export async function listHeld({
  controls,
  incidents,
}: Pick<Ports, 'controls' | 'incidents'>): Promise<Held> {
  const [overrides, silences, open] = await Promise.all([
    standingOverrides(controls),
    controls.silences(),
    incidents.open(),
  ]);
  return {
    overrides,
    incidents: open.map(heldIncident),
    silences: silences.flatMap(({ id, createdBy, byPerson, endsAt }) =>
      byPerson ? [{ id, person: createdBy, endsAt }] : [],
    ),
  };
}

function heldIncident(incident: Incident): Held['incidents'][number] {
  const { id, service, acknowledgement } = incident;
  return {
    id,
    service,
    ...(acknowledgement?.person && { acknowledgedBy: acknowledgement.by }),
    waitsFor: awaitedResponders(incident),
  };
}
