import type { Config } from '#core/config.ts';
import { decide, type IncidentEvent } from '#core/incident/decide.ts';
import type { Instant } from '#core/time/instant.ts';
import { handOver, RACES } from './hand-over.ts';
import { incidentContext } from './incident-context.ts';
import type { IncidentMessage, Ports } from './ports.ts';

/** What came of a message, for the log. */
export type Handled = 'changed' | 'unchanged';

/** Folds one message into its incident: load, decide, save, hand over. Throws where the store or a queue fails: the message then comes again. */
export function handleIncidentMessage(
  ports: Pick<Ports, 'incidents' | 'pages' | 'controls' | 'incidentQueue' | 'pageQueue'>,
  config: Config,
) {
  const deliver = handOver(ports);
  return async (message: IncidentMessage, now: Instant): Promise<Handled> => {
    const event: IncidentEvent =
      message.kind === 'transition'
        ? { kind: 'transition', transition: message.transition }
        : { kind: 'look' };
    for (let race = 0; race < RACES; race++) {
      const known =
        message.kind === 'transition'
          ? await ports.incidents.latest(message.groupKey)
          : (await ports.incidents.load([message.incident])).get(message.incident);
      const context = await incidentContext(ports, config, known, now);
      const decision = decide(known, event, context);
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
    throw new Error(
      `lost ${RACES} races for the incident of ${message.groupKey}: it will be tried again`,
    );
  };
}
