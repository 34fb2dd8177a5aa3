import type { Config } from '#core/config.ts';
import { act as actOn } from '#core/incident/act.ts';
import type { Action, ActionOutcome } from '#core/incident/action.ts';
import type { Instant } from '#core/time/instant.ts';
import { endAlertsByHand } from './end-alerts-by-hand.ts';
import { handOver, RACES } from './hand-over.ts';
import { incidentContext } from './incident-context.ts';
import { LostRaces } from './lost-races.ts';
import type { Ports } from './ports.ts';

/**
 * Does what a person asked of an incident. The incident's version fences it from what happens at the same moment. Resolving also ends its alerts that nothing
 * else might ever end.
 */
export function actOnIncident(
  ports: Pick<
    Ports,
    'subjects' | 'incidents' | 'pages' | 'controls' | 'incidentQueue' | 'pageQueue'
  >,
  config: Config,
) {
  const act = createActor(ports, config);
  const end = endAlertsByHand(ports, config);
  return async (id: string, action: Action, now: Instant): Promise<ActionOutcome> => {
    const outcome = await act(id, action, now);
    // What was resolved before may have been left half done: ending is repeated too.
    if (action.kind === 'resolve' && outcome.kind !== 'not_found')
      await end(outcome.incident, action.by, now);
    return outcome;
  };
}

function createActor(
  ports: Pick<Ports, 'incidents' | 'pages' | 'controls' | 'incidentQueue' | 'pageQueue'>,
  config: Config,
) {
  const deliver = handOver(ports);
  return async (id: string, action: Action, now: Instant): Promise<ActionOutcome> => {
    for (let race = 0; race < RACES; race++) {
      const incident = (await ports.incidents.load([id])).get(id);
      if (incident === undefined) return { kind: 'not_found', text: `There is no incident ${id}.` };
      const context = await incidentContext(ports, config, incident, now);
      const { answer, decision } = actOn(incident, action, context);
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
