import { type Actor, actorOf } from '../actor/actor.ts';
import type { Alert, ResolveReason, Transition } from '../alert/alert.ts';
import { endInWords } from '../alert/end-words.ts';
import { omit } from '../collections/omit.ts';
import { own } from '../collections/own.ts';
import { formatDuration } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import { firingAlerts, isEarlier } from './alerts.ts';
import { type Context, noted } from './context.ts';
import {
  endsByItself,
  flappingBound,
  heldAlerts,
  overAt,
  quietAt,
  returnsInWords,
} from './flapping.ts';
import type { Incident, IncidentAlert, TimelineEntry } from './incident.ts';
import { withdrawPlanned } from './plan-pages.ts';
import { withAlert } from './room.ts';

/** An alert that ends: the incident ends with its last, unless it is held. */
export function recover(
  incident: Incident,
  { alert, seq, reason, by, key }: Extract<Transition, { kind: 'resolved' }>,
  context: Context,
): Incident {
  const known = incident.alerts[alert.fingerprint];
  const end = { at: context.now, reason };
  if (known?.status !== 'firing') {
    const gone = over({ ...known, alert: known?.alert ?? alert, seq }, end);
    return rememberEnd(incident, known && !isEarlier(known, incident) ? gone : asEarlier(gone));
  }
  if (incident.status !== 'resolved' && staysHeld(known, reason, context)) {
    const flapping = { ...known.flapping, ended: known.flapping.ended ?? end };
    return withEntry(incident, { ...known, seq, flapping });
  }
  const who = by === undefined ? {} : actorOf({ by, key });
  const told = { kind: 'alert', text: endInWords(reason), ...who } as const;
  return endAlert(incident, over({ ...known, seq }, end), told, context);
}

/** Ends what has flapped and has been quiet for long enough since. */
export function endQuiet(incident: Incident, context: Context): Incident {
  const { now, config } = context;
  let current = incident;
  for (const known of heldAlerts(incident)) {
    const { flapping } = known;
    if (flapping?.ended === undefined || now < (quietAt(known, config) ?? now)) {
      continue;
    }
    const quiet = formatDuration(Math.max(0, now - flapping.ended.at));
    const text = `quiet for ${quiet}, after it ${returnsInWords(flapping.returns)}`;
    // It may begin again later, but that is the first time then.
    const gone = omit(over(known, flapping.ended), 'flapping', 'returns');
    current = endAlert(current, gone, { kind: 'flapping', text }, context);
  }
  const isOver = current.status !== 'resolved' && now >= (overAt(current, config) ?? Infinity);
  return isOver ? allRecovered(omit(current, 'flapping'), context) : current;
}

/** The incident at its end. Pages that have not left are withdrawn. */
export function resolved(
  incident: Incident,
  { now }: Pick<Context, 'now'>,
  text: string,
  who?: Actor,
): Incident {
  const quiet = omit(withdrawPlanned(incident, 'resolved'), 'silenced');
  const escalation = omit(quiet.escalation, 'nextAt');
  const ended: Incident = {
    ...quiet,
    escalation,
    status: 'resolved',
    resolvedAt: now,
    ...(who && { resolvedBy: who.by }),
    ...(who?.key !== undefined && { resolvedByKey: who.key }),
  };
  return noted(ended, now, 'resolved', text, who);
}

/** The alert as one that the incident remembers of the one before. */
export function asEarlier(known: IncidentAlert): IncidentAlert {
  return { ...known, earlier: true };
}

/**
 * An alert that recovered and fires again is a new condition: the old acknowledgement does not
 * cover it.
 */
export function uncover(incident: Incident, gone: string): Incident {
  const { acknowledgement } = incident;
  if (acknowledgement === undefined) {
    return incident;
  }
  const alerts = acknowledgement.alerts.filter((fingerprint) => fingerprint !== gone);
  return { ...incident, acknowledgement: { ...acknowledgement, alerts } };
}

/** The incident with this of one of its alerts. */
export function withEntry(incident: Incident, entry: IncidentAlert): Incident {
  const alerts = { ...incident.alerts, [entry.alert.fingerprint]: entry };
  return { ...incident, alerts };
}

/** An alert in the words of the timeline. */
export function describe({ title, severity }: Alert): string {
  return `${title}, ${severity}`;
}

type Held = IncidentAlert & Required<Pick<IncidentAlert, 'flapping'>>;

function staysHeld(
  known: IncidentAlert,
  reason: ResolveReason,
  { config }: Context,
): known is Held {
  const bound = flappingBound(config, known.alert.service);
  return known.flapping !== undefined && bound !== undefined && endsByItself(reason);
}

type End = { readonly at: Instant; readonly reason: ResolveReason };

/** The alert once it has ended; what is known of how often it came back stays. */
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
    ...(returns && { returns }),
    ...(flapping && { flapping: omit(flapping, 'ended') }),
  };
}

function endAlert(
  incident: Incident,
  gone: IncidentAlert,
  { kind, text, by, key }: Omit<TimelineEntry, 'at'>,
  context: Context,
): Incident {
  const ended = uncover(withEntry(incident, gone), gone.alert.fingerprint);
  const what = `${text}: ${describe(gone.alert)}`;
  const told = noted(ended, context.now, kind, what, by === undefined ? by : { by, key });
  if (told.status === 'resolved' || firingAlerts(told).length > 0) {
    return told;
  }
  const held = endsByItself(gone.resolveReason) && isBefore(context, overAt(told, context.config));
  return held ? told : allRecovered(omit(told, 'flapping'), context);
}

function isBefore({ now }: Context, moment: Instant | undefined): boolean {
  return moment !== undefined && now < moment;
}

/**
 * The beginning of what did not fire is still on the way, and is to be known as old when it comes.
 */
function rememberEnd(incident: Incident, gone: IncidentAlert): Incident {
  const alerts = withAlert(incident.alerts, gone);
  return alerts === undefined ? incident : { ...incident, alerts };
}

function allRecovered(incident: Incident, context: Context): Incident {
  const held = own(context.config.services, incident.service)?.autoResolve === false;
  const silenced = incident.silenced !== undefined && context.now < incident.silenced.until;
  if (held && !silenced) {
    return noted(
      incident,
      context.now,
      'alert',
      'all alerts have ended; held until a person resolves it',
    );
  }
  return resolved(incident, context, 'all alerts have ended');
}
