import type { Config } from '#core/config.ts';
import { decide } from '#core/incident/decide.ts';
import type { Incident } from '#core/incident/incident.ts';
import type { Instant } from '#core/time/instant.ts';
import { handOver, RACES } from './hand-over.ts';
import { incidentContext } from './incident-context.ts';
import { LostRaces } from './lost-races.ts';
import type { IncidentMessage, Ports } from './ports.ts';

/** What came of a message, for the log. */
type Handled = 'changed' | 'unchanged';

/** Folds one message into its incident: load, decide, save, hand over. Throws where the store or a queue fails: the message then comes again. */
export function handleIncidentMessage(
  ports: Pick<Ports, 'incidents' | 'pages' | 'controls' | 'incidentQueue' | 'pageQueue'>,
  config: Config,
) {
  const deliver = handOver(ports);
  return async (message: IncidentMessage, now: Instant): Promise<Handled> => {
    for (let race = 0; race < RACES; race++) {
      const known = await incidentOf(ports.incidents, message);
      const context = await incidentContext(ports, config, known, now);
      const decision = decide(known, message, context);
      if (decision.kind === 'unchanged') {
        if (decision.incident !== undefined) await deliver(decision.incident, context);
        return 'unchanged';
      }
      // A new episode is a new item: it has no stored version to replace.
      const expected = decision.incident.version - 1;
      if ((await ports.incidents.save(decision.incident, expected)) === 'conflict') continue;
      await deliver(decision.incident, context);
      return 'changed';
    }
    throw new LostRaces(`lost ${RACES} races for an incident: the message will be tried again`);
  };
}

async function incidentOf(
  incidents: Ports['incidents'],
  message: IncidentMessage,
): Promise<Incident | undefined> {
  switch (message.kind) {
    case 'transition':
      return incidents.latest(message.transition.alert.groupKey);
    case 'acknowledged_by_sender':
      return incidents.latest(message.groupKey);
    case 'look':
      return (await incidents.load([message.incident])).get(message.incident);
  }
}
