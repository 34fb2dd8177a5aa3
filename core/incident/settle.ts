import { compareSeverity } from '../alert/severity.ts';
import type { PageReason } from '../notification/page.ts';
import { omit } from '../omit.ts';
import { type Duration, type Instant, MINUTE } from '../time/instant.ts';
import { coveringSilence, firingAlerts, severityOf, unacknowledgedAlerts } from './alerts.ts';
import { type Context, nameOf, noted } from './context.ts';
import { followDistress } from './distress.ts';
import { continueEscalation, startEscalation } from './escalate.ts';
import type { Incident } from './incident.ts';
import {
  foldOutcomes,
  moveOnFromFailures,
  OUTCOME_CHECK,
  outstandingPages,
} from './page-outcomes.ts';
import { withdrawPlanned } from './plan-pages.ts';

/** Somebody looks at an open incident at least this often, whatever else is due. */
const HEARTBEAT: Duration = 15 * MINUTE;

/**
 * Makes of the incident what it should be by now: outcomes of pages, silences that began or ended, acknowledgements that expired or do not
 * cover what fires, steps whose time has come. Returns the very same object where there is nothing to do.
 */
export function settle(incident: Incident, context: Context): Incident {
  let current = foldOutcomes(incident, context);
  if (current.status === 'resolved') return followDistress(current, context);
  current = followSeverity(current, context);
  current = followSilences(current, context);
  current = reopenAcknowledged(current, context);
  if (current.status === 'triggered' && current.silenced === undefined) {
    current = moveOnFromFailures(current, context);
    current = continueEscalation(current, context);
  }
  return followDistress(current, context);
}

/** When somebody must look at the incident again; undefined only where it is resolved and every page's outcome is known. */
export function dueOf(incident: Incident, context: Context): Instant | undefined {
  const checks = outstandingPages(incident).map((page) => (page.handedOverAt ?? 0) + OUTCOME_CHECK);
  const planned = incident.pages.filter((p) => p.status === 'planned').map((page) => page.at);
  const untold = incident.distress?.toldAt === undefined ? incident.distress?.since : undefined;
  if (incident.status === 'resolved') return earliest([...checks, ...planned, untold]);
  const acknowledged = incident.status === 'acknowledged' && firingAlerts(incident).length > 0;
  return earliest([
    ...checks,
    ...planned,
    untold,
    incident.silenced === undefined ? undefined : incident.silenced.until,
    incident.status === 'triggered' && incident.silenced === undefined
      ? incident.escalation.nextAt
      : undefined,
    acknowledged ? incident.acknowledgement?.until : undefined,
    acknowledged ? nextSilenceEnd(context) : undefined,
    context.now + HEARTBEAT,
  ]);
}

/** A severity that rises pages anew, by the policy of the new one; one that falls is only noted. */
function followSeverity(incident: Incident, context: Context): Incident {
  const severity = severityOf(incident);
  if (severity === incident.severity) return incident;
  const raised = compareSeverity(severity, incident.severity) < 0;
  const text = `severity ${raised ? 'raised' : 'lowered'} from ${incident.severity} to ${severity}`;
  const followed = noted({ ...incident, severity }, context.now, 'severity', text);
  const paging = incident.status === 'triggered' && incident.silenced === undefined;
  if (!raised || !paging || incident.escalation.phase === 'waiting') return followed;
  return startEscalation(followed, context, 'severity_raised');
}

function followSilences(incident: Incident, context: Context): Incident {
  const { now, silences } = context;
  const silenced =
    firingAlerts(incident).length > 0
      ? coveringSilence(incident, silences, now)
      : stillRunning(incident.silenced, now);
  if (silenced === undefined) return incident.silenced ? unsilence(incident, context) : incident;
  if (silenced.by === incident.silenced?.by && silenced.until === incident.silenced.until)
    return incident;
  const until = new Date(silenced.until).toISOString();
  const text = `silenced by ${silenced.by} until ${until}: recorded, pages nobody`;
  const quiet = withdrawPlanned({ ...incident, silenced }, 'silenced');
  const escalation = { ...omit(quiet.escalation, 'nextAt'), phase: 'waiting' as const };
  return noted({ ...quiet, escalation }, now, 'silence', text);
}

function stillRunning(silenced: Incident['silenced'], now: Instant): Incident['silenced'] {
  return silenced !== undefined && now < silenced.until ? silenced : undefined;
}

function unsilence(incident: Incident, context: Context): Incident {
  const text = 'no longer silenced, and still open';
  const heard = noted(omit(incident, 'silenced'), context.now, 'silence', text);
  return heard.status === 'triggered' ? startEscalation(heard, context, 'silence_ended') : heard;
}

/** Pages again for what an acknowledgement no longer covers, or never did. */
function reopenAcknowledged(incident: Incident, context: Context): Incident {
  const { acknowledgement } = incident;
  if (incident.status !== 'acknowledged' || acknowledgement === undefined) return incident;
  if (firingAlerts(incident).length === 0) return incident;
  const { now, config, silences } = context;
  const reopen = (text: string, reason: PageReason, about?: readonly string[]) => {
    const triggered: Incident = { ...omit(incident, 'acknowledgement'), status: 'triggered' };
    const told = noted(triggered, now, 'acknowledgement', text);
    return told.silenced === undefined ? startEscalation(told, context, reason, about) : told;
  };
  const name = nameOf(config, acknowledgement.by);
  if (acknowledgement.until !== undefined && acknowledgement.until <= now)
    return acknowledgement.kind === 'snoozed'
      ? reopen(`the snooze by ${name} has ended`, 'snooze_ended')
      : reopen(`the acknowledgement by ${name} has expired`, 'acknowledgement_expired');
  if (acknowledgement.person && config.people[acknowledgement.by] === undefined)
    return reopen(`${name}, who acknowledged, is no longer in the config`, 'acknowledger_left');
  const uncovered = unacknowledgedAlerts(incident);
  const audible = {
    ...incident,
    alerts: Object.fromEntries(uncovered.map((a) => [a.alert.fingerprint, a])),
  };
  if (uncovered.length === 0 || coveringSilence(audible, silences, now) !== undefined)
    return incident;
  const began = uncovered.some((a) => !acknowledgement.alerts.includes(a.alert.fingerprint));
  const about = uncovered.map((a) => a.alert.fingerprint);
  return began
    ? reopen('an alert fires that was not acknowledged', 'new_alert_after_acknowledgement', about)
    : reopen('an acknowledged alert has become worse', 'severity_raised', about);
}

function nextSilenceEnd({ silences, now }: Context): Instant | undefined {
  return earliest(silences.map((s) => s.endsAt).filter((end) => end > now));
}

function earliest(instants: readonly (Instant | undefined)[]): Instant | undefined {
  const known = instants.filter((instant) => instant !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
