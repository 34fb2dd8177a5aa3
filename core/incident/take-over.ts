import { personName } from '../responder/person-name.ts';
import { zonedTime } from '../time/zoned-time.ts';
import { acknowledgeAlerts, acknowledgedUntil } from './acknowledge-alerts.ts';
import type { Action, ActionOutcome } from './action.ts';
import { firingAlerts } from './alerts.ts';
import { answerAcknowledged } from './answered.ts';
import type { IncidentContext } from './context.ts';
import type { Incident } from './incident.ts';

type TakeOver = Extract<Action, { kind: 'take_over' }>;

/** The incident after taking it over from somebody, and the answer. */
interface TakenOver {
  readonly kind: Exclude<ActionOutcome['kind'], 'not_found'>;
  readonly text: string;
  readonly incident: Incident;
}

/**
 * Gives responsibility to whoever takes over. It is an acknowledgement made now: the time-out
 * restarts, and a snooze of the previous holder ends; only if the service's acknowledgements never
 * expire the incident still pages again when that snooze would have ended. Nobody is paged. If two
 * take over at once the second is told of the first.
 */
export function takeOver(
  incident: Incident,
  action: TakeOver,
  taken: NonNullable<Incident['acknowledgement']>,
  context: IncidentContext,
): TakenOver {
  const { config } = context;
  const told = answerAcknowledged(taken, action, config);
  if (told.kind === 'already') {
    return { ...told, incident };
  }
  if (action.from !== undefined && action.from !== taken.by) {
    const text = `${told.text} That was after this was shown: take it over from them if you mean it.`;
    return { kind: 'refused', text, incident };
  }
  const until = acknowledgedUntil(incident, context) ?? taken.until;
  const alerts = firingAlerts(incident);
  const who = personName(config, taken.by);
  const ended = taken.kind === 'snoozed' ? ' The snooze has ended.' : '';
  const holds =
    until === undefined
      ? ''
      : ` until ${zonedTime(until, config.timeZone)}; if it is open then, it pages again`;
  const taking = { who: action, kind: 'acknowledged', until, alerts, from: taken.by } as const;
  return {
    kind: 'done',
    text: `You have taken it over from ${who}${holds}.${ended}`,
    incident: acknowledgeAlerts(incident, taking, context),
  };
}
