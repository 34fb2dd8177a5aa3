import type { Actor } from '../actor/actor.ts';
import { omit } from '../collections/omit.ts';
import { own } from '../collections/own.ts';
import { formatDuration } from '../time/duration.ts';
import { type Duration, type Instant, MINUTE } from '../time/instant.ts';
import { firingAlerts } from './alerts.ts';
import type { IncidentContext } from './context.ts';
import { startEscalation } from './escalate.ts';
import type { Incident, IncidentAlert, IncidentPage } from './incident.ts';
import { INITIAL_ESCALATION } from './open-incident.ts';
import { isQuiet } from './quiet.ts';
import { resolveIncident } from './resolve-alert.ts';
import { appendTimeline } from './timeline.ts';

/*
 * A person may resolve what still fires, and may have meant another incident. That can be undone
 * for a minute, for which the incident keeps its previous state. After the minute the incident is
 * reconciled: if nothing of it fires it is over for good, and otherwise it pages again. Until then
 * its group's alerts still come to it, so that there is never a second one open.
 */

/** How long a manual resolution can be undone, during which firing alerts page nobody. */
export const UNDO_WINDOW: Duration = MINUTE;

/** Returns the alerts that breach now, without flapping ones that are quiet at the moment. */
export function breachingAlerts(incident: Incident): readonly IncidentAlert[] {
  return firingAlerts(incident).filter(({ flapping }) => flapping?.ended === undefined);
}

/** Returns the incident resolved by a person, with everything that is needed to undo that. */
export function resolveManually(
  incident: Incident,
  who: Actor,
  context: IncidentContext,
): Incident {
  const { status, silenced, inhibited, escalation, pages } = incident;
  const planned = pages.filter((page) => page.status === 'planned').map(({ id }) => id);
  const until = context.now + UNDO_WINDOW;
  const ended = resolveIncident(incident, context, who);
  const was = { status, planned, ...(silenced !== undefined && { silenced }) };
  // What inhibited it may be over by then, and is not kept: it is due at once, and looks anew.
  const nextAt = inhibited === undefined ? escalation.nextAt : context.now;
  return { ...ended, undo: { until, ...was, ...(nextAt !== undefined && { nextAt }) } };
}

/** Whether the minute has passed and the incident is due because of it. */
export function isUndoOver({ undo }: Incident, now: Instant): boolean {
  return undo !== undefined && now >= undo.until;
}

/** Returns why a resolution cannot be undone; undefined if it can. */
export function whyNotUndone(
  incident: Incident,
  { now, config, superseded }: IncidentContext,
): string | undefined {
  const { resolvedBy, undo } = incident;
  if (superseded) {
    return 'A later incident of its group is open: it stays resolved.';
  }
  if (resolvedBy === undefined) {
    return 'It was not resolved by hand: all its alerts had ended.';
  }
  if (undo === undefined || now >= undo.until) {
    return `It was resolved more than ${formatDuration(UNDO_WINDOW)} ago, which cannot be undone. What still fires pages again by itself.`;
  }
  const held = own(config.services, incident.service)?.autoResolve === false;
  return firingAlerts(incident).length === 0 && !held
    ? 'All its alerts have ended since: it stays resolved.'
    : undefined;
}

/** Returns the incident as it was before a person resolved it. */
export function undoResolution(incident: Incident, who: Actor, context: IncidentContext): Incident {
  const { undo } = incident;
  if (undo === undefined) {
    return incident;
  }
  const { status, silenced, nextAt, planned } = undo;
  const again = new Set(planned);
  const pages = incident.pages.map((page): IncidentPage => {
    if (page.status === 'handed_over') {
      return { ...page, recalled: true };
    }
    return page.status === 'withdrawn' && again.has(page.id)
      ? { ...omit(page, 'result'), status: 'planned' }
      : page;
  });
  const open: Incident = {
    ...omit(incident, 'undo', 'resolvedAt', 'resolvedBy', 'resolvedByKey'),
    status,
    pages,
    escalation: { ...incident.escalation, ...(nextAt !== undefined && { nextAt }) },
    ...(silenced !== undefined && { silenced }),
  };
  return appendTimeline(open, context.now, { code: 'incident.resolution_undone', data: {} }, who);
}

/**
 * Closes the undo window: the incident is over for good if nothing of it fires, and otherwise open
 * again, from the first step. Alerts that only the person's action could end have ended
 * (`IncidentContext.endedByHand`).
 */
export function closeUndo(incident: Incident, context: IncidentContext): Incident {
  const closed = withoutEnded(omit(incident, 'undo'), context);
  const breaching = breachingAlerts(closed);
  if (breaching.length === 0 || context.superseded) {
    return closed;
  }
  const open: Incident = {
    ...omit(closed, 'resolvedAt', 'resolvedBy', 'resolvedByKey', 'acknowledgement', 'answers'),
    status: 'triggered',
    escalation: { ...INITIAL_ESCALATION, run: closed.escalation.run },
  };
  const data = { alerts: breaching.length, after: UNDO_WINDOW };
  const told = appendTimeline(open, context.now, { code: 'incident.still_firing', data });
  if (isQuiet(told, context)) {
    return told;
  }
  return startEscalation(told, context, 'still_firing');
}

function withoutEnded(incident: Incident, { now, endedByHand }: IncidentContext): Incident {
  if (endedByHand === undefined || endedByHand.size === 0) {
    return incident;
  }
  const alerts = Object.entries(incident.alerts).map(([id, known]): [string, IncidentAlert] => [
    id,
    known.status === 'firing' && endedByHand.has(id)
      ? { ...known, status: 'resolved', resolvedAt: now, resolveReason: 'ended_by_hand' }
      : known,
  ]);
  return { ...incident, alerts: Object.fromEntries(alerts) };
}
