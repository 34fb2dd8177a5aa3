import { type Alert, hasSameContent, type Transition, UNCONFIRMED } from '../alert/alert.ts';
import { groupHash } from '../alert/group-key.ts';
import { compareSeverity, type Severity, worstSeverity } from '../alert/severity.ts';
import { omit } from '../collections/omit.ts';
import { own } from '../collections/own.ts';
import { silencedBy } from '../suppression/silence.ts';
import { clockStepBack } from '../time/clock-skew.ts';
import { DAY, type Duration, MINUTE } from '../time/instant.ts';
import { alertsOf, coveringSilence, isEarlier } from './alerts.ts';
import { addAlertIfItFits } from './capacity.ts';
import { appendTimeline, type IncidentContext } from './context.ts';
import { startEscalation } from './escalate.ts';
import {
  describeFlappingThreshold,
  flappingThreshold,
  isRecurrence,
  recordReopening,
  startAlert,
} from './flapping.ts';
import {
  type Flapping,
  type Incident,
  type IncidentAlert,
  incidentId,
  isPaging,
} from './incident.ts';
import { linkMovedIncident } from './link-moved.ts';
import {
  asPreviousAlert,
  describeAlert,
  dropAcknowledgement,
  resolveAlert,
  withEntry,
} from './resolve-alert.ts';

/**
 * How long a resolved alert is remembered into the next incident of its group, so that an old
 * message about it is recognized.
 */
const MEMORY: Duration = DAY;

/** How often an ongoing overflow is written: a write for each rejected alert would be expensive. */
const OVERFLOW_WRITE_INTERVAL: Duration = 15 * MINUTE;

/**
 * Folds a transition into the newest incident of its group key. Returns the same object if it
 * changes nothing (an old or repeated message), a new incident if a firing alert finds none open,
 * the ended one reopened if the alert recurs, and undefined if there is none and none is needed.
 */
export function foldTransition(
  latest: Incident | undefined,
  transition: Transition,
  context: IncidentContext,
): Incident | undefined {
  const folded = fold(latest, transition, context);
  return folded === undefined || folded === latest
    ? folded
    : linkMovedIncident(folded, transition, context);
}

function fold(
  latest: Incident | undefined,
  transition: Transition,
  context: IncidentContext,
): Incident | undefined {
  const known = latest?.alerts[transition.alert.fingerprint];
  if (known !== undefined && isOld(transition, known, context)) {
    return latest;
  }
  if (transition.kind === 'resolved') {
    return latest && resolveAlert(latest, transition, context);
  }
  const begins = startAlert(known, transition, context);
  if (latest?.undo !== undefined) {
    return firesInUndo(latest, begins, context);
  }
  if (latest === undefined) {
    return open(undefined, begins, context);
  }
  if (latest.status !== 'resolved') {
    return join(latest, begins, context);
  }
  return opensAgain(latest, known, context)
    ? openAgain(latest, begins, context)
    : open(latest, begins, context);
}

/**
 * The start of an alert takes at most this long to arrive; an older one comes from a dead-letter
 * queue.
 */
const ON_ITS_WAY: Duration = 15 * MINUTE;

/**
 * Whether a transition is older than the known one. A subject that was forgotten, and created anew
 * after the clock went back, counts from the clock again: its start is new although the last known
 * number is ahead of the clock.
 */
function isOld(
  { kind, seq, at }: Transition,
  known: IncidentAlert,
  { now }: IncidentContext,
): boolean {
  if (seq > known.seq) {
    return false;
  }
  const countsAnew = clockStepBack(known.seq, now) > 0 && clockStepBack(seq, now) === 0;
  return !(kind === 'firing' && countsAnew && Math.abs(now - at) < ON_ITS_WAY);
}

/** The state of the escalation when an incident opens. */
export const INITIAL_ESCALATION = {
  phase: 'waiting',
  position: -1,
  reason: 'escalation_step',
  declined: [],
} as const;

function open(
  previous: Incident | undefined,
  first: IncidentAlert,
  context: IncidentContext,
): Incident {
  const { alert } = first;
  const episode = (previous?.episode ?? 0) + 1;
  const fresh: Incident = {
    id: incidentId(groupHash(alert.groupKey), episode),
    groupKey: alert.groupKey,
    episode,
    service: alert.service,
    status: 'triggered',
    severity: alert.severity,
    openedAt: context.now,
    ...recordReopening(previous, context),
    alerts: addAlertIfItFits(remembered(previous, context), first) ?? {
      [alert.fingerprint]: first,
    },
    escalation: { ...INITIAL_ESCALATION, run: 0 },
    pages: [],
    timeline: [],
    version: 0,
  };
  return begin(
    appendTimeline(fresh, context.now, 'opened', `opened: ${inWords(alert)}`),
    first,
    context,
  );
}

/**
 * Handles an alert that fires within the minute in which a manual resolution can be undone. That it
 * continues does not matter before the minute is over; a new or worse alert pages at once, and the
 * incident continues. An alert that begins silenced is held until then.
 */
function firesInUndo(
  incident: Incident,
  begins: IncidentAlert,
  context: IncidentContext,
): Incident {
  const known = incident.alerts[begins.alert.fingerprint];
  const goesOn =
    known?.status === 'firing' &&
    known.alert.startsAt === begins.alert.startsAt &&
    known.flapping?.ended === undefined;
  const { alert, seq } = begins;
  if (!goesOn && silencedBy(alert, context.silences, context.now) !== undefined) {
    return { ...incident, alerts: addAlertIfItFits(incident.alerts, begins) ?? incident.alerts };
  }
  if (!goesOn) {
    return openAgain(incident, begins, context);
  }
  const { worse, worseToItsSender } = worsened(known, alert);
  if (worse || worseToItsSender) {
    return openAgain(incident, begins, context);
  }
  return change(incident, known, { ...known, alert, seq }, context);
}

/**
 * Whether an alert is worse than it was, whether its sender says so, and the worst severity that
 * the sender gave. A route may give all its alerts one severity: then only its sender's own shows
 * that it is worse.
 */
function worsened(known: IncidentAlert, alert: Alert) {
  const was = known.worst ?? sendersSeverity(known.alert);
  return {
    worse: compareSeverity(alert.severity, known.alert.severity) < 0,
    worseToItsSender: compareSeverity(sendersSeverity(alert), was) < 0,
    was,
  };
}

/**
 * For a sender that speaks PagerDuty's protocol, a trigger after an end is an incident of its own.
 */
function opensAgain(
  { resolvedBy }: Incident,
  known: IncidentAlert | undefined,
  context: IncidentContext,
): boolean {
  if (resolvedBy !== undefined || !isRecurrence(known, context)) {
    return false;
  }
  return known.alert.sent?.source !== 'pagerduty';
}

/**
 * A recurring alert was not over: its incident continues. It is a new condition all the same, and
 * pages as one.
 */
function openAgain(incident: Incident, first: IncidentAlert, context: IncidentContext): Incident {
  const { alert } = first;
  const again: Incident = {
    ...omit(
      incident,
      'acknowledgement',
      'resolvedAt',
      'resolvedBy',
      'resolvedByKey',
      'undo',
      'reopenings',
      'flapping',
    ),
    ...recordReopening(incident, context),
    status: 'triggered',
    severity: alert.severity,
    alerts: addAlertIfItFits(incident.alerts, first) ?? { [alert.fingerprint]: first },
    escalation: { ...INITIAL_ESCALATION, run: incident.escalation.run },
  };
  const text = `opened again: ${inWords(alert)}`;
  return begin(appendTimeline(again, context.now, 'opened', text), first, context);
}

/** Pages at once, or when the group wait is over, or when a silence ends. */
function begin(incident: Incident, first: IncidentAlert, context: IncidentContext): Incident {
  const { now, config } = context;
  const opened = appendFlapping(incident, first, context);
  if (coveringSilence(opened, context) !== undefined) {
    return opened;
  }
  const wait = own(config.services, opened.service)?.groupWait ?? 0;
  if (wait === 0) {
    return startEscalation(opened, context, 'escalation_step');
  }
  return { ...opened, escalation: { ...opened.escalation, nextAt: now + wait } };
}

/**
 * Records that the alert, or else the group, flaps from now on; that it continues is not recorded
 * each time.
 */
function appendFlapping(
  incident: Incident,
  { alert, flapping = incident.flapping }: IncidentAlert,
  { now, config }: IncidentContext,
): Incident {
  const bound = flappingThreshold(config, alert.service);
  if (bound === undefined || flapping?.returns !== bound.times) {
    return incident;
  }
  const what = flapping === incident.flapping ? 'incidents of this group' : describeAlert(alert);
  return appendTimeline(
    incident,
    now,
    'flapping',
    `flapping: ${what} ${describeFlappingThreshold(bound)}`,
  );
}

/**
 * Handles an alert that fires in an open incident. Reasserting a known alert changes nothing, not
 * even its `seq`; but with another start it has ended in between, and an end that arrives late must
 * be recognized as old. A new alert does not wait for the rest of an exhausted escalation.
 */
function join(incident: Incident, begins: IncidentAlert, context: IncidentContext): Incident {
  const { alert, seq } = begins;
  const known = incident.alerts[alert.fingerprint];
  const ended = known?.status !== 'firing' || known.flapping?.ended !== undefined;
  if (known !== undefined && !ended && known.alert.startsAt === alert.startsAt) {
    return change(incident, known, { ...known, alert, seq }, context);
  }
  if (known?.status === 'firing' && known.flapping !== undefined) {
    return goesOn(incident, known, known.flapping, begins, context);
  }
  const alerts = addAlertIfItFits(incident.alerts, begins);
  if (alerts === undefined) {
    return turnAway(incident, alert, context);
  }
  const { now, silences } = context;
  const text = known && !isEarlier(known, incident) ? 'fires again' : 'joined';
  const told = appendTimeline({ ...incident, alerts }, now, 'alert', `${text}: ${inWords(alert)}`);
  const joined = appendFlapping(dropAcknowledgement(told, alert.fingerprint), begins, context);
  const rests = isPaging(incident) && incident.escalation.phase === 'exhausted';
  return rests && silencedBy(alert, silences, now) === undefined
    ? startEscalation(joined, context, 'escalation_step')
    : joined;
}

/**
 * A flapping alert has counted as firing all the time, so its new start is recorded only if it is
 * worse. Its severity is not lowered, or each swing would raise the severity and page.
 */
function goesOn(
  incident: Incident,
  known: IncidentAlert,
  flapping: Flapping,
  { alert: told, seq }: IncidentAlert,
  context: IncidentContext,
): Incident {
  const severity = worstSeverity([known.alert.severity, told.severity]);
  const again = { ...omit(flapping, 'ended'), returns: flapping.returns + 1 };
  const now = { ...known, alert: { ...told, severity }, seq, flapping: again };
  const changed = change(incident, known, now, context);
  return changed === incident ? withEntry(incident, now) : changed;
}

/**
 * Applies a reassertion of a firing alert: its severity and texts. If it is worse than was
 * acknowledged, it is a new condition.
 */
function change(
  incident: Incident,
  known: IncidentAlert,
  now: IncidentAlert,
  context: IncidentContext,
): Incident {
  if (hasSameContent(known.alert, now.alert)) {
    return incident;
  }
  const { alert } = now;
  const { worse, worseToItsSender, was } = worsened(known, alert);
  const heard = alert.sent ? { ...now, worst: worstSeverity([was, sendersSeverity(alert)]) } : now;
  const changed = worse || worseToItsSender ? omit(heard, 'acknowledged') : heard;
  // Longer texts without room are dropped, but never the severity.
  const alerts = addAlertIfItFits(incident.alerts, changed) ?? {
    ...incident.alerts,
    [alert.fingerprint]: { ...changed, alert: inOldWords(alert, known.alert) },
  };
  const what = alert.severity === known.alert.severity ? 'changed' : 'changed severity';
  const text = `${what}: ${describeAlert(alert)}`;
  const told = appendTimeline({ ...incident, alerts }, context.now, 'alert', text);
  return worseToItsSender && !worse ? dropAcknowledgement(told, alert.fingerprint) : told;
}

function inOldWords({ severity, sent }: Alert, old: Alert): Alert {
  const senders = sent?.severity && old.sent && { ...old.sent, severity: sent.severity };
  return { ...old, severity, ...(senders && { sent: senders }) };
}

function sendersSeverity({ severity, sent }: Alert): Severity {
  return sent?.severity ?? severity;
}

/**
 * The incident is full. The alert comes again within 15 minutes; meanwhile this is recorded here,
 * for the acknowledger and for the technical service.
 */
function turnAway(incident: Incident, alert: Alert, { now, silences }: IncidentContext): Incident {
  const { crowded } = incident;
  if (silencedBy(alert, silences, now) !== undefined) {
    return incident;
  }
  if (crowded !== undefined && now < crowded.lastAt + OVERFLOW_WRITE_INTERVAL) {
    return incident;
  }
  const marked = { ...incident, crowded: { since: crowded?.since ?? now, lastAt: now } };
  const held = alertsOf(incident).length;
  const text = `holds ${held} alerts and has no room for more: ${describeAlert(alert)} comes again within 15 minutes`;
  return crowded === undefined ? appendTimeline(marked, now, 'alert', text) : marked;
}

function remembered(previous: Incident | undefined, { now }: IncidentContext): Incident['alerts'] {
  const recent = Object.entries(previous?.alerts ?? {}).filter(
    ([, a]) => (a.resolvedAt ?? previous?.resolvedAt ?? 0) > now - MEMORY,
  );
  return Object.fromEntries(
    recent.map(([id, a]) => [
      id,
      asPreviousAlert(a.status === 'firing' ? { ...a, status: 'resolved', resolvedAt: now } : a),
    ]),
  );
}

/** Describes an alert that begins, with what is doubtful about it. */
function inWords(alert: Alert): string {
  return alert.unconfirmed ? `${describeAlert(alert)}, ${UNCONFIRMED}` : describeAlert(alert);
}
