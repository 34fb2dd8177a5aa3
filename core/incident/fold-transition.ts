import { type Alert, saysTheSame, type Transition } from '../alert/alert.ts';
import { compareSeverity, type Severity, worstSeverity } from '../alert/severity.ts';
import { omit } from '../omit.ts';
import { own } from '../own.ts';
import { silencedBy } from '../suppression/silence.ts';
import { DAY, type Duration, MINUTE } from '../time/instant.ts';
import { alertsOf, coveringSilence, firingAlerts, isEarlier } from './alerts.ts';
import { type Context, noted } from './context.ts';
import { startEscalation } from './escalate.ts';
import { groupHash } from './group-key.ts';
import { type Incident, type IncidentAlert, incidentId, isPaging } from './incident.ts';
import { withdrawPlanned } from './plan-pages.ts';
import { withAlert } from './room.ts';

/** How long a resolved alert is remembered into the next incident of its group, so that an old message about it is known as old. */
const MEMORY: Duration = DAY;

/** That alerts are turned away is written down this often while it goes on: a write for each would be dear. */
const CROWD_WRITES: Duration = 15 * MINUTE;

/**
 * What a transition makes of the newest incident of its group key: the same object where it changes nothing (an old or repeated message), a new
 * incident where a firing alert finds none open, undefined where there is none and none is needed.
 */
export function foldTransition(
  latest: Incident | undefined,
  transition: Transition,
  context: Context,
): Incident | undefined {
  const known = latest?.alerts[transition.alert.fingerprint];
  if (known !== undefined && transition.seq <= known.seq) return latest;
  if (transition.kind === 'resolved') return latest && recover(latest, transition, context);
  if (latest === undefined || latest.status === 'resolved')
    return open(latest, transition, context);
  return join(latest, transition, context);
}

function open(
  previous: Incident | undefined,
  { alert, seq }: Transition,
  context: Context,
): Incident {
  const { now, config } = context;
  const service = own(config.services, alert.service);
  const episode = (previous?.episode ?? 0) + 1;
  const first = { alert, seq, status: 'firing' } as const;
  const fresh: Incident = {
    id: incidentId(groupHash(alert.groupKey), episode),
    groupKey: alert.groupKey,
    episode,
    service: alert.service,
    status: 'triggered',
    severity: alert.severity,
    openedAt: now,
    alerts: withAlert(remembered(previous, context), first) ?? { [alert.fingerprint]: first },
    escalation: { phase: 'waiting', run: 0, position: -1, reason: 'escalation_step', declined: [] },
    pages: [],
    timeline: [],
    version: 0,
  };
  const opened = noted(fresh, now, 'opened', `opened: ${describe(alert)}`);
  if (coveringSilence(opened, context) !== undefined) return opened;
  const wait = service?.groupWait ?? 0;
  if (wait === 0) return startEscalation(opened, context, 'escalation_step');
  return { ...opened, escalation: { ...opened.escalation, nextAt: now + wait } };
}

/**
 * An alert that fires in an open incident. Asserting what is known to fire changes nothing, not even its `seq`; but where it fires since another time
 * it has ended in between, and an end that arrives late must be known as old. A new alert does not wait out the rest of an exhausted escalation.
 */
function join(incident: Incident, { alert, seq }: Transition, context: Context): Incident {
  const known = incident.alerts[alert.fingerprint];
  const asserted = known?.status === 'firing' && known.alert.startsAt === alert.startsAt;
  if (asserted) return change(incident, known, { ...known, alert, seq }, context);
  const alerts = withAlert(incident.alerts, { alert, seq, status: 'firing' });
  if (alerts === undefined) return turnAway(incident, alert, context);
  const { now, silences } = context;
  const text = known && !isEarlier(known, incident) ? 'fires again' : 'joined';
  const told = noted({ ...incident, alerts }, now, 'alert', `${text}: ${describe(alert)}`);
  const joined = uncover(told, alert.fingerprint);
  const rests = isPaging(incident) && incident.escalation.phase === 'exhausted';
  return rests && silencedBy(alert, silences, now) === undefined
    ? startEscalation(joined, context, 'escalation_step')
    : joined;
}

/** What is told anew of an alert that goes on firing: how bad it is, and its words. Worse than was acknowledged it is a new condition. */
function change(
  incident: Incident,
  known: IncidentAlert,
  now: IncidentAlert,
  context: Context,
): Incident {
  if (saysTheSame(known.alert, now.alert)) return incident;
  const { alert } = now;
  const worse = compareSeverity(alert.severity, known.alert.severity) < 0;
  // A route may give all its alerts one severity: then only its sender's own tells that it is worse.
  const was = known.worst ?? sendersSeverity(known.alert);
  const worseToItsSender = compareSeverity(sendersSeverity(alert), was) < 0;
  const heard = alert.sent ? { ...now, worst: worstSeverity([was, sendersSeverity(alert)]) } : now;
  const changed = worse || worseToItsSender ? omit(heard, 'acknowledged') : heard;
  // Longer words for which there is no room are left out, and never how bad it is.
  const alerts = withAlert(incident.alerts, changed) ?? {
    ...incident.alerts,
    [alert.fingerprint]: { ...changed, alert: inOldWords(alert, known.alert) },
  };
  const what = alert.severity === known.alert.severity ? 'changed' : 'changed severity';
  const text = `${what}: ${describe(alert)}`;
  const told = noted({ ...incident, alerts }, context.now, 'alert', text);
  return worseToItsSender && !worse ? uncover(told, alert.fingerprint) : told;
}

function inOldWords({ severity, sent }: Alert, old: Alert): Alert {
  const senders = sent?.severity && old.sent && { ...old.sent, severity: sent.severity };
  return { ...old, severity, ...(senders && { sent: senders }) };
}

function sendersSeverity({ severity, sent }: Alert): Severity {
  return sent?.severity ?? severity;
}

/** The incident can hold no more. The alert comes again within 15 minutes; meanwhile that is said here, to whoever acknowledged, and to the technical service. */
function turnAway(incident: Incident, alert: Alert, { now, silences }: Context): Incident {
  const { crowded } = incident;
  if (silencedBy(alert, silences, now) !== undefined) return incident;
  if (crowded !== undefined && now < crowded.lastAt + CROWD_WRITES) return incident;
  const marked = { ...incident, crowded: { since: crowded?.since ?? now, lastAt: now } };
  const held = alertsOf(incident).length;
  const text = `holds ${held} alerts and has no room for more: ${describe(alert)} comes again within 15 minutes`;
  return crowded === undefined ? noted(marked, now, 'alert', text) : marked;
}

function recover(
  incident: Incident,
  transition: Extract<Transition, { kind: 'resolved' }>,
  context: Context,
): Incident {
  const { alert, seq, reason } = transition;
  const known = incident.alerts[alert.fingerprint];
  const gone: IncidentAlert = {
    alert: known?.alert ?? alert,
    seq,
    status: 'resolved',
    resolvedAt: context.now,
    resolveReason: reason,
  };
  if (known?.status !== 'firing')
    return rememberEnd(incident, known && !isEarlier(known, incident) ? gone : asEarlier(gone));
  const alerts = { ...incident.alerts, [alert.fingerprint]: gone };
  const told = noted(
    uncover({ ...incident, alerts }, alert.fingerprint),
    context.now,
    'alert',
    `${reason.replaceAll('_', ' ')}: ${describe(known.alert)}`,
  );
  return told.status === 'resolved' || firingAlerts(told).length > 0
    ? told
    : allRecovered(told, context);
}

/** The beginning of what did not fire is still on the way, and is to be known as old when it comes. */
function rememberEnd(incident: Incident, gone: IncidentAlert): Incident {
  const alerts = withAlert(incident.alerts, gone);
  return alerts === undefined ? incident : { ...incident, alerts };
}

/** An alert that recovered and fires again is a new condition: the old acknowledgement does not cover it. */
function uncover(incident: Incident, gone: string): Incident {
  const { acknowledgement } = incident;
  if (acknowledgement === undefined) return incident;
  const alerts = acknowledgement.alerts.filter((fingerprint) => fingerprint !== gone);
  return { ...incident, acknowledgement: { ...acknowledgement, alerts } };
}

function allRecovered(incident: Incident, context: Context): Incident {
  const held = own(context.config.services, incident.service)?.autoResolve === false;
  const silenced = incident.silenced !== undefined && context.now < incident.silenced.until;
  if (held && !silenced)
    return noted(
      incident,
      context.now,
      'alert',
      'all alerts have recovered; held until a person resolves it',
    );
  return resolved(incident, context, 'all alerts have ended');
}

/** The incident at its end. Pages that have not left are withdrawn; nothing opens it again. */
export function resolved(
  incident: Incident,
  { now }: Context,
  text: string,
  by?: string,
): Incident {
  const quiet = omit(withdrawPlanned(incident, 'resolved'), 'silenced');
  const escalation = omit(quiet.escalation, 'nextAt');
  const ended: Incident = { ...quiet, escalation, status: 'resolved', resolvedAt: now };
  return noted(ended, now, 'resolved', text, by);
}

function asEarlier(known: IncidentAlert): IncidentAlert {
  return { ...known, earlier: true };
}

function remembered(previous: Incident | undefined, { now }: Context): Incident['alerts'] {
  const recent = Object.entries(previous?.alerts ?? {}).filter(
    ([, a]) => (a.resolvedAt ?? previous?.resolvedAt ?? 0) > now - MEMORY,
  );
  return Object.fromEntries(
    recent.map(([id, a]) => [
      id,
      asEarlier(a.status === 'firing' ? { ...a, status: 'resolved', resolvedAt: now } : a),
    ]),
  );
}

function describe(alert: Alert): string {
  return `${alert.title}, ${alert.severity}`;
}
