import type { Alert, Transition } from '../alert/alert.ts';
import { omit } from '../omit.ts';
import { DAY } from '../time/instant.ts';
import { coveringSilence, firingAlerts } from './alerts.ts';
import { type Context, noted } from './context.ts';
import { startEscalation } from './escalate.ts';
import { groupHash } from './group-key.ts';
import { type Incident, type IncidentAlert, incidentId } from './incident.ts';
import { withdrawPlanned } from './plan-pages.ts';

/** How long a resolved alert is remembered into the next incident of its group, so that an old message about it is known as old. */
const MEMORY = DAY;

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
  const service = config.services[alert.service];
  const episode = (previous?.episode ?? 0) + 1;
  const fresh: Incident = {
    id: incidentId(groupHash(alert.groupKey), episode),
    groupKey: alert.groupKey,
    episode,
    service: alert.service,
    status: 'triggered',
    severity: alert.severity,
    openedAt: now,
    alerts: {
      ...remembered(previous, context),
      [alert.fingerprint]: { alert, seq, status: 'firing' },
    },
    escalation: { phase: 'waiting', run: 0, position: -1, reason: 'escalation_step', declined: [] },
    pages: [],
    timeline: [],
    version: 0,
  };
  const opened = noted(fresh, now, 'opened', `opened: ${describe(alert)}`);
  if (coveringSilence(opened, context.silences, now) !== undefined) return opened;
  const wait = service?.groupWait ?? 0;
  if (wait === 0) return startEscalation(opened, context, 'escalation_step');
  return { ...opened, escalation: { ...opened.escalation, nextAt: now + wait } };
}

/** An alert that fires in an open incident. Asserting what is known to fire, unchanged, changes nothing; a new one does not wait out the rest of an exhausted escalation. */
function join(incident: Incident, { alert, seq }: Transition, context: Context): Incident {
  const known = incident.alerts[alert.fingerprint];
  if (known?.status === 'firing' && known.alert.severity === alert.severity) return incident;
  const alerts = {
    ...incident.alerts,
    [alert.fingerprint]: { alert, seq, status: 'firing' } as const,
  };
  const text = known?.status === 'firing' ? 'changed severity' : known ? 'fires again' : 'joined';
  const joined = noted(
    { ...incident, alerts },
    context.now,
    'alert',
    `${text}: ${describe(alert)}`,
  );
  return incident.status === 'triggered' && incident.escalation.phase === 'exhausted'
    ? startEscalation(joined, context, 'escalation_step')
    : joined;
}

function recover(
  incident: Incident,
  transition: Extract<Transition, { kind: 'resolved' }>,
  context: Context,
): Incident {
  const { alert, seq, reason } = transition;
  const known = incident.alerts[alert.fingerprint];
  if (known === undefined) return incident;
  const gone: IncidentAlert = {
    alert: known.alert,
    seq,
    status: 'resolved',
    resolvedAt: context.now,
    resolveReason: reason,
  };
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

/** An alert that recovered and fires again is a new condition: the old acknowledgement does not cover it. */
function uncover(incident: Incident, gone: string): Incident {
  const { acknowledgement } = incident;
  if (acknowledgement === undefined) return incident;
  const alerts = acknowledgement.alerts.filter((fingerprint) => fingerprint !== gone);
  return { ...incident, acknowledgement: { ...acknowledgement, alerts } };
}

function allRecovered(incident: Incident, context: Context): Incident {
  const held = context.config.services[incident.service]?.autoResolve === false;
  if (held && incident.silenced === undefined)
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

function remembered(previous: Incident | undefined, { now }: Context): Incident['alerts'] {
  const recent = Object.entries(previous?.alerts ?? {}).filter(
    ([, a]) => (a.resolvedAt ?? previous?.resolvedAt ?? 0) > now - MEMORY,
  );
  return Object.fromEntries(
    recent.map(([id, a]) => [
      id,
      a.status === 'firing' ? { ...a, status: 'resolved' as const, resolvedAt: now } : a,
    ]),
  );
}

function describe(alert: Alert): string {
  return `${alert.title}, ${alert.severity}`;
}
