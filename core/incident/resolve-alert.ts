import { type Actor, actorOf } from '../actor/actor.ts';
import type { ResolveReason, Transition } from '../alert/alert.ts';
import { omit } from '../collections/omit.ts';
import { own } from '../collections/own.ts';
import type { Instant } from '../time/instant.ts';
import { firingAlerts, isEarlier } from './alerts.ts';
import { addAlertIfItFits } from './capacity.ts';
import type { IncidentContext } from './context.ts';
import {
  endsByItself,
  flappingEndsAt,
  flappingThreshold,
  heldAlerts,
  quietAt,
} from './flapping.ts';
import {
  type Incident,
  type IncidentAlert,
  runningInhibition,
  runningSilence,
} from './incident.ts';
import { withdrawPlanned } from './plan-pages.ts';
import { appendTimeline, noteOf, type TimelineEvent } from './timeline.ts';

/** Ends an alert: the incident ends with its last, unless it is held open. */
export function resolveAlert(
  incident: Incident,
  { alert, seq, reason, by, key }: Extract<Transition, { kind: 'resolved' }>,
  context: IncidentContext,
): Incident {
  const known = incident.alerts[alert.fingerprint];
  const end = { at: context.now, reason };
  if (known?.status !== 'firing') {
    const gone = over({ ...known, alert: known?.alert ?? alert, seq }, end);
    return rememberEnd(
      incident,
      known && !isEarlier(known, incident) ? gone : asPreviousAlert(gone),
    );
  }
  if (incident.status !== 'resolved' && staysHeld(known, reason, context)) {
    const flapping = { ...known.flapping, ended: known.flapping.ended ?? end };
    return withEntry(incident, { ...known, seq, flapping });
  }
  const who = by === undefined ? {} : actorOf({ by, key });
  const event = { code: 'alert.ended', data: { alert: noteOf(known.alert), reason } } as const;
  return endAlert(incident, over({ ...known, seq }, end), { ...event, ...who }, context);
}

/** Ends flapping alerts and incidents after the quiet time. */
export function endFlapping(incident: Incident, context: IncidentContext): Incident {
  const { now, config } = context;
  let current = incident;
  for (const known of heldAlerts(incident)) {
    const { flapping } = known;
    if (flapping?.ended === undefined || now < (quietAt(known, config) ?? now)) {
      continue;
    }
    const quiet = Math.max(0, now - flapping.ended.at);
    const data = { alert: noteOf(known.alert), quiet, returns: flapping.returns };
    // It may begin again later, but that is the first time then.
    const gone = omit(over(known, flapping.ended), 'flapping', 'returns');
    current = endAlert(current, gone, { code: 'flapping.ended', data }, context);
  }
  const isOver =
    current.status !== 'resolved' && now >= (flappingEndsAt(current, config) ?? Infinity);
  return isOver ? allRecovered(omit(current, 'flapping'), context) : current;
}

const RESOLVED = { code: 'incident_not_triggered', status: 'resolved' } as const;

/** Resolves the incident, and withdraws pages that have not left. */
export function resolveIncident(
  incident: Incident,
  { now }: Pick<IncidentContext, 'now'>,
  who?: Actor,
): Incident {
  const quiet = omit(
    withdrawPlanned(incident, RESOLVED),
    'silenced',
    'inhibited',
    'inhibitedBy',
    'inhibits',
  );
  const escalation = omit(quiet.escalation, 'nextAt');
  const ended: Incident = {
    ...quiet,
    escalation,
    status: 'resolved',
    resolvedAt: now,
    ...(who !== undefined && { resolvedBy: who.by }),
    ...(who?.key !== undefined && { resolvedByKey: who.key }),
  };
  const code = who === undefined ? 'incident.recovered' : 'incident.resolved_by_hand';
  return appendTimeline(ended, now, { code, data: {} }, who);
}

/** Marks the alert as one of the previous incident. */
export function asPreviousAlert(known: IncidentAlert): IncidentAlert {
  return { ...known, earlier: true };
}

/**
 * An alert that recovered and fires again is a new condition: the old acknowledgement does not
 * cover it.
 */
export function dropAcknowledgement(incident: Incident, gone: string): Incident {
  const { acknowledgement, answers } = incident;
  const without = <Covering extends { readonly alerts: readonly string[] }>(one: Covering) => ({
    ...one,
    alerts: one.alerts.filter((fingerprint) => fingerprint !== gone),
  });
  return {
    ...incident,
    ...(acknowledgement !== undefined && { acknowledgement: without(acknowledgement) }),
    ...(answers?.covered !== undefined && {
      answers: { ...answers, covered: without(answers.covered) },
    }),
  };
}

/** Returns the incident with this state of one of its alerts. */
export function withEntry(incident: Incident, entry: IncidentAlert): Incident {
  const alerts = { ...incident.alerts, [entry.alert.fingerprint]: entry };
  return { ...incident, alerts };
}

type Held = IncidentAlert & Required<Pick<IncidentAlert, 'flapping'>>;

function staysHeld(
  known: IncidentAlert,
  reason: ResolveReason,
  { config }: IncidentContext,
): known is Held {
  const bound = flappingThreshold(config, known.alert.service);
  return known.flapping !== undefined && bound !== undefined && endsByItself(reason);
}

type End = { readonly at: Instant; readonly reason: ResolveReason };

/** Returns the alert once it has ended; its recurrences are kept. */
function over(
  { alert, seq, returns, flapping }: Omit<IncidentAlert, 'status'>,
  { at, reason }: End,
): IncidentAlert {
  return {
    alert,
    seq,
    status: 'resolved',
    resolvedAt: at,
    resolveReason: reason,
    ...(returns !== undefined && { returns }),
    ...(flapping !== undefined && { flapping: omit(flapping, 'ended') }),
  };
}

function endAlert(
  incident: Incident,
  gone: IncidentAlert,
  { by, key, ...event }: TimelineEvent & Partial<Actor>,
  context: IncidentContext,
): Incident {
  const ended = dropAcknowledgement(withEntry(incident, gone), gone.alert.fingerprint);
  const told = appendTimeline(ended, context.now, event, { ...(by !== undefined && { by, key }) });
  if (told.status === 'resolved' || firingAlerts(told).length > 0) {
    return told;
  }
  const held =
    endsByItself(gone.resolveReason) && isBefore(context, flappingEndsAt(told, context.config));
  return held ? told : allRecovered(omit(told, 'flapping'), context);
}

function isBefore({ now }: IncidentContext, moment: Instant | undefined): boolean {
  return moment !== undefined && now < moment;
}

/**
 * The start of an alert that was not firing is still on the way, and must be recognized as old when
 * it arrives.
 */
function rememberEnd(incident: Incident, gone: IncidentAlert): Incident {
  const alerts = addAlertIfItFits(incident.alerts, gone);
  return alerts === undefined ? incident : { ...incident, alerts };
}

function allRecovered(incident: Incident, context: IncidentContext): Incident {
  const held = own(context.config.services, incident.service)?.autoResolve === false;
  const { now } = context;
  const quiet = runningSilence(incident, now) ?? runningInhibition(incident, now);
  return held && quiet === undefined
    ? appendTimeline(incident, context.now, { code: 'incident.held', data: {} })
    : resolveIncident(incident, context);
}
