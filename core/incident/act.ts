import { type Actor, isSamePerson } from '../actor/actor.ts';
import { formatDuration } from '../time/duration.ts';
import { DAY } from '../time/instant.ts';
import { zonedTime } from '../time/zoned-time.ts';
import { acknowledgeAlerts, acknowledgedUntil } from './acknowledge-alerts.ts';
import type { Acted, Answer } from './acted.ts';
import type { Action } from './action.ts';
import { firingAlerts } from './alerts.ts';
import { answerAcknowledged, answerAnswered, answerResolved } from './answered.ts';
import { answersInWords } from './answers.ts';
import { actorNameOf, type IncidentContext } from './context.ts';
import { type Decision, finalize } from './decide.ts';
import { answersWanted, giveAnswer } from './give-answer.ts';
import { decline, escalate, reassign } from './hand-on.ts';
import { acknowledgedBy, type Incident } from './incident.ts';
import { markNoise, unmarkNoise } from './noise.ts';
import { rebaseIncident } from './rebase-incident.ts';
import { catchUp, reconcile } from './reconcile.ts';
import { takeOver } from './take-over.ts';
import { appendTimeline } from './timeline.ts';
import {
  breachingAlerts,
  resolveManually,
  UNDO_WINDOW,
  undoResolution,
  whyNotUndone,
} from './undo.ts';

/** The maximum snooze: a forgotten one would hide a patient's alarm. */
const MAX_SNOOZE = 7 * DAY;

/**
 * Applies an action of a person to an incident, and returns the answer for that person. The
 * incident is brought up to date first, but not past a step that is due at this moment: an answer
 * at that moment is in time.
 */
export function act(
  incident: Incident,
  action: Action,
  context: IncidentContext,
): { readonly answer: Answer; readonly decision: Decision } {
  const acted = perform(catchUp(rebaseIncident(incident, context.now), context), action, context);
  const after = reconcile(acted.incident, context);
  const decision = finalize(incident, after, context);
  return { answer: { ...acted, incident: decision.incident ?? after }, decision };
}

/** What can be said of an incident that is over, too. */
const OF_ANY_INCIDENT: readonly Action['kind'][] = ['note', 'mark_noise', 'unmark_noise'];

function perform(incident: Incident, action: Action, context: IncidentContext): Acted {
  if (incident.status === 'resolved' && action.kind === 'undo') {
    return undo(incident, action, context);
  }
  if (incident.status === 'resolved' && !OF_ANY_INCIDENT.includes(action.kind)) {
    return { ...answerResolved(incident, action, context.config), incident };
  }
  switch (action.kind) {
    case 'acknowledge':
      return acknowledge(incident, action, context);
    case 'take_over': {
      const taken = acknowledgedBy(incident);
      return taken === undefined
        ? acknowledge(incident, action, context)
        : takeOver(incident, action, taken, context);
    }
    case 'snooze':
      return snooze(incident, action, context);
    case 'decline':
      return decline(incident, action, context);
    case 'escalate':
      return escalate(incident, action, context);
    case 'reassign':
      return reassign(incident, action, context);
    case 'note':
      return note(incident, action, context);
    case 'mark_noise':
      return markNoise(incident, action, context);
    case 'unmark_noise':
      return unmarkNoise(incident, action, context);
    case 'resolve':
      return resolve(incident, action, context);
    case 'undo':
      return { kind: 'already', text: 'It is open.', incident };
  }
}

function resolve(
  incident: Incident,
  action: Extract<Action, { kind: 'resolve' }>,
  context: IncidentContext,
): Acted {
  const firing = breachingAlerts(incident).length;
  const still = firing === 1 ? '1 alert still fires' : `${firing} alerts still fire`;
  if (firing > 0 && action.unlessFiring) {
    const later = formatDuration(UNDO_WINDOW);
    const text = `${still}. Silence it instead? Resolved all the same, it pages again if it still fires ${later} later.`;
    return { kind: 'unconfirmed', text, incident };
  }
  const at = zonedTime(context.now + UNDO_WINDOW, context.config.timeZone);
  const text =
    firing === 0 ? 'Resolved.' : `Resolved. ${still}; what still fires at ${at} pages again then.`;
  return { kind: 'done', text, incident: resolveManually(incident, action, context) };
}

function undo(incident: Incident, who: Actor, context: IncidentContext): Acted {
  const why = whyNotUndone(incident, context);
  if (why !== undefined) {
    return { kind: 'refused', text: why, incident };
  }
  const text = 'It is open again, as it was before it was resolved.';
  return { kind: 'done', text, incident: undoResolution(incident, who, context) };
}

function acknowledge(incident: Incident, who: Actor, context: IncidentContext): Acted {
  const { config } = context;
  const taken = acknowledgedBy(incident);
  const again = answerAnswered(incident, who, config);
  if (again !== undefined && taken?.by !== who.by) {
    return { ...again, incident };
  }
  if (taken !== undefined) {
    const { kind, text } = answerAcknowledged(taken, who, config);
    const way = kind === 'refused' ? ' To have it instead, take it over.' : '';
    return { kind, text: text + way, incident };
  }
  const until = acknowledgedUntil(incident, context);
  const after = giveAnswer(incident, { who, until, alerts: firingAlerts(incident) }, context);
  const lacking = answersInWords(after, config);
  const text =
    lacking === undefined
      ? `Acknowledged${until === undefined ? '' : ` until ${zonedTime(until, config.timeZone)}; if it is open then, it pages again`}.`
      : `Your answer counts. ${lacking} It pages on, but not you.`;
  return { kind: 'done', text, incident: after };
}

function snooze(
  incident: Incident,
  action: Extract<Action, { kind: 'snooze' }>,
  context: IncidentContext,
): Acted {
  const { now, config } = context;
  const { until } = action;
  if (!(until > now && until <= now + MAX_SNOOZE)) {
    return {
      kind: 'refused',
      text: 'A snooze must end in the future, and at most 7 days from now.',
      incident,
    };
  }
  const wanted = answersWanted(incident, context);
  if (incident.status === 'triggered' && wanted > 1) {
    const text = `${wanted} must answer it, and a snooze of one would keep it from the others: acknowledge it. It can be snoozed once enough have answered.`;
    return { kind: 'refused', text, incident };
  }
  const before = acknowledgedBy(incident);
  const theirs =
    before === undefined || isSamePerson(before, action)
      ? ''
      : ` Before, it was ${before.kind} by ${actorNameOf(config, before)}.`;
  const at = zonedTime(until, config.timeZone);
  const text = `Snoozed until ${at}; if it is open then, it pages again.${theirs}`;
  const alerts = firingAlerts(incident);
  const taken = acknowledgeAlerts(
    incident,
    { who: action, kind: 'snoozed', until, alerts },
    context,
  );
  return { kind: 'done', text, incident: taken };
}

function note(
  incident: Incident,
  action: Extract<Action, { kind: 'note' }>,
  { now }: IncidentContext,
): Acted {
  const event = { code: 'note', data: { text: action.text } } as const;
  const told = appendTimeline(incident, now, event, action);
  return { kind: 'done', text: 'Noted.', incident: told };
}
