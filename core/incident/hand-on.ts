import { type Actor, describeRecordedAuthor } from '../actor/actor.ts';
import { omit } from '../collections/omit.ts';
import { emptyInWords } from '../escalation/in-words.ts';
import { passedOverNote, resolveTargets } from '../escalation/resolve-targets.ts';
import { personName } from '../responder/person-name.ts';
import { readerOf } from '../responder/reader.ts';
import { zonedTime } from '../time/zoned-time.ts';
import type { Acted } from './acted.ts';
import type { Action } from './action.ts';
import { hasAnswered, withoutAnswers } from './answers.ts';
import { actorNameOf, type IncidentContext } from './context.ts';
import { assign, escalateNow } from './escalate.ts';
import { deferredUntil, type Incident, isHeard } from './incident.ts';
import { withdrawPlanned } from './plan-pages.ts';
import { appendTimeline } from './timeline.ts';

export function decline(incident: Incident, who: Actor, context: IncidentContext): Acted {
  const { by } = who;
  const { now, config } = context;
  const taken = incident.acknowledgement;
  if (taken !== undefined && taken.by !== by && !hasAnswered(incident, by)) {
    return {
      kind: 'refused',
      text: `It was ${taken.kind} by ${actorNameOf(config, taken)}: there is nothing of yours to hand on.`,
      incident,
    };
  }
  const isGone = incident.escalation.declined.includes(by) && !hasAnswered(incident, by);
  if (taken === undefined && isGone) {
    return { kind: 'already', text: 'You have declined; it was handed on.', incident };
  }
  const open = withoutAnswers(release(incident), (one) => one.by === by || one.bySender === true);
  const told = appendTimeline(open, now, { code: 'action.declined', data: {} }, who);
  const quiet = withdrawPlanned(told, { code: 'declined', person: by }, by);
  const declined = [...new Set([...told.escalation.declined, by])];
  const left = { ...quiet, escalation: { ...told.escalation, declined } };
  const handedOn = isHeard(left) ? escalateNow(left, context, 'declined', declined) : left;
  const text = whyQuiet(told, handedOn, context) ?? 'It was handed on at once.';
  return { kind: 'done', text: `Declined. ${text}`, incident: handedOn };
}

export function escalate(incident: Incident, who: Actor, context: IncidentContext): Acted {
  const refused = refuseQuiet(incident, context);
  if (refused !== undefined) {
    return refused;
  }
  const event = { code: 'action.escalated', data: {} } as const;
  const isTaken = incident.status === 'acknowledged';
  // What enough had answered goes on as if nobody had: otherwise nobody could answer it again.
  const open = withoutAnswers(release(incident), (one) => isTaken || one.bySender === true);
  const told = appendTimeline(open, context.now, event, who);
  const handedOn = escalateNow(told, context, 'escalated_by_hand');
  const text = whyQuiet(told, handedOn, context) ?? 'The next step is paged now.';
  return { kind: 'done', text: `Escalated. ${text}`, incident: handedOn };
}

/** Releases an acknowledgement, and those of senders, so that the incident pages again. */
function release(incident: Incident): Incident {
  const { acknowledgement: taken, answers } = incident;
  const alerts = Object.entries(incident.alerts).map(([id, a]) => [id, omit(a, 'acknowledged')]);
  const unmarked: Incident['alerts'] = Object.fromEntries(alerts);
  const covered =
    taken === undefined ? answers?.covered : { alerts: taken.alerts, severity: taken.severity };
  return {
    ...omit(incident, 'acknowledgement'),
    ...(answers !== undefined && {
      answers: { ...answers, ...(covered !== undefined && { covered }) },
    }),
    alerts: unmarked,
    status: 'triggered',
  };
}

/** Explains why nobody new was paged, and when somebody will be; undefined if somebody was. */
function whyQuiet(
  before: Incident,
  after: Incident,
  { config }: IncidentContext,
): string | undefined {
  if (after.pages.length > before.pages.length) {
    return undefined;
  }
  const { silenced, inhibited, escalation } = after;
  const deferred = deferredUntil(after);
  if (silenced !== undefined) {
    const until = zonedTime(silenced.until, config.timeZone) + byAuthor(silenced);
    return `It is silenced until ${until}; if it is open then, it pages again.`;
  }
  if (inhibited !== undefined) {
    return `It is inhibited by incident ${inhibited.incident}; if it is open when that is over, it pages again.`;
  }
  if (deferred !== undefined) {
    return `It can wait for the hours of the service, which begin at ${zonedTime(deferred, config.timeZone)}; if it is open then, it pages again.`;
  }
  return escalation.nextAt === undefined
    ? 'Nobody is paged for this severity.'
    : `Nobody else can be paged now; it begins again at ${zonedTime(escalation.nextAt, config.timeZone)}.`;
}

/** Somebody is to be paged now although all of it is silenced or inhibited: nobody would be. */
function refuseQuiet(incident: Incident, { config }: IncidentContext): Acted | undefined {
  const { silenced, inhibited } = incident;
  if (inhibited !== undefined) {
    const text = `It is inhibited by incident ${inhibited.incident}, by the inhibit rule "${inhibited.rule}": it pages nobody while that fires. Hand on that incident, or acknowledge this one.`;
    return { kind: 'refused', text, incident };
  }
  if (silenced === undefined) {
    return undefined;
  }
  const until = zonedTime(silenced.until, config.timeZone) + byAuthor(silenced);
  const text = `It is silenced until ${until}; it pages nobody before the silence is ended.`;
  return { kind: 'refused', text, incident };
}

/** A note may name a patient, and answers are read on phones. */
function byAuthor({ setBy }: NonNullable<Incident['silenced']>): string {
  return setBy === undefined ? '' : ` by ${describeRecordedAuthor(setBy)}`;
}

export function reassign(
  incident: Incident,
  action: Extract<Action, { kind: 'reassign' }>,
  context: IncidentContext,
): Acted {
  const refused = refuseQuiet(incident, context);
  if (refused !== undefined) {
    return refused;
  }
  const { now, config, overrides } = context;
  const { severity } = incident;
  const found = resolveTargets([action.to], config, overrides, { severity, at: now });
  if (found.responders.length === 0) {
    const reader = readerOf(config);
    const why = found.empty.map((empty) => emptyInWords(empty.why, reader)).join('; ');
    return {
      kind: 'refused',
      text: `Not reassigned: ${action.to.kind} ${action.to.id} cannot be paged: ${why}.`,
      incident,
    };
  }
  const names = found.responders.map((person) => personName(config, person)).join(', ');
  const passedOver = found.passedOver.map(passedOverNote);
  const data = { to: found.responders, ...(passedOver.length > 0 && { passedOver }) };
  const event = { code: 'action.reassigned', data } as const;
  // Somebody has decided whom it needs: one of them is enough.
  const told = appendTimeline(omit(release(incident), 'answers'), now, event, action);
  const text = `Reassigned to ${names}, who is paged now.`;
  return {
    kind: 'done',
    text,
    incident: assign(told, found.responders, context),
  };
}
