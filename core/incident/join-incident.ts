import { type Alert, hasSameContent } from '../alert/alert.ts';
import { compareSeverity, type Severity, worstSeverity } from '../alert/severity.ts';
import { omit } from '../collections/omit.ts';
import { silencedBy } from '../suppression/silence.ts';
import { type Duration, MINUTE } from '../time/instant.ts';
import { alertsOf, isEarlier } from './alerts.ts';
import { addAlertIfItFits } from './capacity.ts';
import type { IncidentContext } from './context.ts';
import { startEscalation } from './escalate.ts';
import { type Flapping, type Incident, type IncidentAlert, isPaging } from './incident.ts';
import { appendFlapping, reopenIncident } from './open-incident.ts';
import { audibleAlerts } from './quiet.ts';
import { dropAcknowledgement, withEntry } from './resolve-alert.ts';
import { appendTimeline, beginningOf, noteOf } from './timeline.ts';

/** How often an ongoing overflow is written: a write for each rejected alert would be expensive. */
const OVERFLOW_WRITE_INTERVAL: Duration = 15 * MINUTE;

/**
 * Handles an alert that fires within the minute in which a manual resolution can be undone. That it
 * continues does not matter before the minute is over; a new or worse alert pages at once, and the
 * incident continues. An alert that begins silenced is held until then.
 */
export function firesInUndo(
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
    return reopenIncident(incident, begins, context);
  }
  const { worse, worseToItsSender } = worsened(known, alert);
  if (worse || worseToItsSender) {
    return reopenIncident(incident, begins, context);
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
 * Handles an alert that fires in an open incident. Reasserting a known alert changes nothing, not
 * even its `seq`; but with another start it has ended in between, and an end that arrives late must
 * be recognized as old. A new alert does not wait for the rest of an exhausted escalation.
 */
export function joinIncident(
  incident: Incident,
  begins: IncidentAlert,
  context: IncidentContext,
): Incident {
  const { alert, seq } = begins;
  const known = incident.alerts[alert.fingerprint];
  const ended = known?.status !== 'firing' || known.flapping?.ended !== undefined;
  if (known !== undefined && !ended && known.alert.startsAt === alert.startsAt) {
    return change(incident, known, { ...known, alert, seq }, context);
  }
  if (known?.status === 'firing' && known.flapping !== undefined) {
    return goesOn(incident, { known, flapping: known.flapping }, begins, context);
  }
  const alerts = addAlertIfItFits(incident.alerts, begins);
  if (alerts === undefined) {
    return turnAway(incident, alert, context);
  }
  const { now } = context;
  const code = known && !isEarlier(known, incident) ? 'alert.fired_again' : 'alert.joined';
  const event = { code, data: { alert: beginningOf(alert) } } as const;
  const told = appendTimeline({ ...incident, alerts }, now, event);
  const joined = appendFlapping(dropAcknowledgement(told, alert.fingerprint), begins, context);
  const rests = isPaging(incident) && incident.escalation.phase === 'exhausted';
  const isHeard = audibleAlerts(joined, context).some((one) => one.alert === alert);
  return rests && isHeard ? startEscalation(joined, context, 'escalation_step') : joined;
}

/**
 * A flapping alert has counted as firing all the time, so its new start is recorded only if it is
 * worse. Its severity is not lowered, or each swing would raise the severity and page.
 */
function goesOn(
  incident: Incident,
  { known, flapping }: { readonly known: IncidentAlert; readonly flapping: Flapping },
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
  const sameSeverity = alert.severity === known.alert.severity;
  const code = sameSeverity ? 'alert.changed' : 'alert.severity_changed';
  const event = { code, data: { alert: noteOf(alert) } } as const;
  const told = appendTimeline({ ...incident, alerts }, context.now, event);
  return worseToItsSender && !worse ? dropAcknowledgement(told, alert.fingerprint) : told;
}

function inOldWords({ severity, sent }: Alert, old: Alert): Alert {
  const senders = sent?.severity && old.sent && { ...old.sent, severity: sent.severity };
  return { ...old, severity, ...(senders !== undefined && { sent: senders }) };
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
  const event = { code: 'alert.turned_away', data: { alert: noteOf(alert), held } } as const;
  return crowded === undefined ? appendTimeline(marked, now, event) : marked;
}
