import { act as actOn } from '#core/incident/act.ts';
import type { Action, ActionOutcome } from '#core/incident/action.ts';
import type { Config } from '#core/team/config.ts';
import { noSuchIncident } from '#core/team/unknown-name.ts';
import type { Instant } from '#core/time/instant.ts';
import { decideInTurn } from './decide-in-turn.ts';
import { dismissAlerts } from './end-alerts-manually.ts';
import { followInhibitors, readInhibitors } from './follow-inhibitors.ts';
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
  const inhibitorsFor = readInhibitors(ports, config);
  return async (id: string, action: Action, now: Instant): Promise<ActionOutcome> => {
    const inhibitors = followInhibitors(ports, config);
    const inTurn = decideInTurn(ports.incidents);
    for (let race = 0; race < MAX_CONFLICTS; race++) {
      const incident = (await ports.incidents.load([id])).get(id);
      if (incident === undefined) {
        return { kind: 'not_found', text: noSuchIncident(id) };
      }
      const [read, believed] = await Promise.all([
        incidentContext(ports, config, incident, now),
        inhibitorsFor(incident),
      ]);
      const context = { ...read, ...(await undo(incident, now)), inhibitors: believed };
      const { answer, decision } = await inTurn(incident, context, (given) => {
        const acted = actOn(incident, action, given);
        return { ...acted, incident: acted.decision.incident };
      });
      if (decision.kind === 'unchanged') {
        return answer;
      }
      const told = toldInWords(decision.incident, config);
      await inhibitors.lower(incident, told, now);
      if ((await ports.incidents.save(told, incident.version)) === 'conflict') {
        continue;
      }
      // The action is stored and its outbox is due: if relaying fails now, the clock retries it.
      const [handed] = await Promise.all([
        deliver(told, context).catch(() => told),
        inhibitors.raise(incident, told, context).catch(() => undefined),
      ]);
      return { ...answer, incident: handed };
    }
    throw new WriteConflict(`lost ${MAX_CONFLICTS} races for incident ${id}: try again`);
  };
}
