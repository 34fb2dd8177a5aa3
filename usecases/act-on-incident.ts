import type { Config } from '#core/config.ts';
import { act } from '#core/incident/act.ts';
import type { Action, ActionOutcome } from '#core/incident/action.ts';
import type { Instant } from '#core/time/instant.ts';
import { handOver, RACES } from './hand-over.ts';
import { incidentContext } from './incident-context.ts';
import { LostRaces } from './lost-races.ts';
import type { Ports } from './ports.ts';

/** Does what a person asked of an incident. The incident's version fences it from what happens at the same moment. */
export function actOnIncident(
  ports: Pick<Ports, 'incidents' | 'pages' | 'controls' | 'incidentQueue' | 'pageQueue'>,
  config: Config,
) {
  const deliver = handOver(ports);
  return async (id: string, action: Action, now: Instant): Promise<ActionOutcome> => {
    for (let race = 0; race < RACES; race++) {
      const incident = (await ports.incidents.load([id])).get(id);
      if (incident === undefined) return { kind: 'not_found', text: `There is no incident ${id}.` };
      const context = await incidentContext(ports, config, incident, now);
      const { answer, decision } = act(incident, action, context);
      if (decision.kind === 'unchanged') return answer;
      if ((await ports.incidents.save(decision.incident, incident.version)) === 'conflict')
        continue;
      // The answer is stored, and what is to be handed over is due: if that fails now, the clock does it.
      const handed = await deliver(decision.incident, context).catch(() => decision.incident);
      return { ...answer, incident: handed };
    }
    throw new LostRaces(`lost ${RACES} races for incident ${id}: try again`);
  };
}
