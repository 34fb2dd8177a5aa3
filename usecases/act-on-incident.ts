import { act as actOn } from '#core/incident/act.ts';
import type { Action, ActionOutcome } from '#core/incident/action.ts';
import type { Config } from '#core/team/config.ts';
import { noSuchIncident } from '#core/team/unknown-name.ts';
import type { Instant } from '#core/time/instant.ts';
import { dismissAlerts } from './end-alerts-manually.ts';
import { incidentContext } from './incident-context.ts';
import { loadUndoContext } from './load-undo-context.ts';
import type { Ports } from './ports.ts';
import { MAX_CONFLICTS, relayOutbox } from './relay-outbox.ts';
import { toldInWords } from './told-in-words.ts';
import { WriteConflict } from './write-conflict.ts';

/**
 * Carries out an action of a person on an incident. The incident's version fences it against
 * concurrent changes. Resolving also dismisses those of its alerts that nothing else might ever
 * end.
 */
export function actOnIncident(
  ports: Pick<
    Ports,
    'subjects' | 'incidents' | 'pages' | 'controls' | 'incidentQueue' | 'pageQueue'
  >,
  config: Config,
) {
  const act = createActor(ports, config);
  const dismiss = dismissAlerts(ports, config);
  return async (id: string, action: Action, now: Instant): Promise<ActionOutcome> => {
    const outcome = await act(id, action, now);
    // An earlier resolution may have crashed half-way, so a repeat dismisses the alerts again.
    const isResolved = outcome.kind !== 'not_found' && outcome.incident.undo !== undefined;
    if (action.kind === 'resolve' && isResolved) {
      await dismiss(outcome.incident, now);
    }
    return outcome;
  };
}

function createActor(
  ports: Pick<
    Ports,
    'subjects' | 'incidents' | 'pages' | 'controls' | 'incidentQueue' | 'pageQueue'
  >,
  config: Config,
) {
  const undo = loadUndoContext(ports, config);
  const deliver = relayOutbox(ports);
  return async (id: string, action: Action, now: Instant): Promise<ActionOutcome> => {
    for (let race = 0; race < MAX_CONFLICTS; race++) {
      const incident = (await ports.incidents.load([id])).get(id);
      if (incident === undefined) {
        return { kind: 'not_found', text: noSuchIncident(id) };
      }
      const read = await incidentContext(ports, config, incident, now);
      const context = { ...read, ...(await undo(incident, now)) };
      const { answer, decision } = actOn(incident, action, context);
      if (decision.kind === 'unchanged') {
        return answer;
      }
      const told = toldInWords(decision.incident, config);
      if ((await ports.incidents.save(told, incident.version)) === 'conflict') {
        continue;
      }
      // The action is stored and its outbox is due: if relaying fails now, the clock retries it.
      const handed = await deliver(told, context).catch(() => told);
      return { ...answer, incident: handed };
    }
    throw new WriteConflict(`lost ${MAX_CONFLICTS} races for incident ${id}: try again`);
  };
}
