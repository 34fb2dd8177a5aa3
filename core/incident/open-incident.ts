import { groupHash } from '../alert/group-key.ts';
import { omit } from '../collections/omit.ts';
import { own } from '../collections/own.ts';
import { DAY, type Duration } from '../time/instant.ts';
import { addAlertIfItFits } from './capacity.ts';
import type { IncidentContext } from './context.ts';
import { startEscalation } from './escalate.ts';
import { flappingThreshold, recordReopening } from './flapping.ts';
import { type Incident, type IncidentAlert, incidentId } from './incident.ts';
import { isQuiet } from './quiet.ts';
import { asPreviousAlert } from './resolve-alert.ts';
import { appendTimeline, beginningOf, noteOf } from './timeline.ts';

/**
 * How long a resolved alert is remembered into the next incident of its group, so that an old
 * message about it is recognized.
 */
const MEMORY: Duration = DAY;

/** The state of the escalation when an incident opens. */
export const INITIAL_ESCALATION = {
  phase: 'waiting',
  position: -1,
  reason: 'escalation_step',
  declined: [],
} as const;

export function openIncident(
  previous: Incident | undefined,
  first: IncidentAlert,
  context: IncidentContext,
): Incident {
  const { alert } = first;
  const episode = Math.max(previous?.episode ?? 0, context.sweptEpisode ?? 0) + 1;
  const fresh: Incident = {
    id: incidentId(groupHash(alert.groupKey), episode),
    groupKey: alert.groupKey,
    episode,
    service: alert.service,
    status: 'triggered',
    severity: alert.severity,
    openedAt: context.now,
    breachedAt: alert.startsAt,
    ...recordReopening(previous, context),
    alerts: addAlertIfItFits(remembered(previous, context), first) ?? {
      [alert.fingerprint]: first,
    },
    escalation: { ...INITIAL_ESCALATION, run: 0 },
    pages: [],
    timeline: [],
    version: 0,
  };
  const event = { code: 'incident.opened', data: { alert: beginningOf(alert) } } as const;
  return begin(appendTimeline(fresh, context.now, event), first, context);
}

/**
 * A recurring alert was not over: its incident continues. It is a new condition all the same, and
 * pages as one.
 */
export function reopenIncident(
  incident: Incident,
  first: IncidentAlert,
  context: IncidentContext,
): Incident {
  const { alert } = first;
  const again: Incident = {
    ...omit(
      incident,
      'acknowledgement',
      'answers',
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
  const event = { code: 'incident.reopened', data: { alert: beginningOf(alert) } } as const;
  return begin(appendTimeline(again, context.now, event), first, context);
}

/** Pages at once, or when the group wait is over, or when it is quiet no more. */
function begin(incident: Incident, first: IncidentAlert, context: IncidentContext): Incident {
  const { now, config } = context;
  const opened = appendFlapping(incident, first, context);
  if (isQuiet(opened, context)) {
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
export function appendFlapping(
  incident: Incident,
  { alert, flapping = incident.flapping }: IncidentAlert,
  { now, config }: IncidentContext,
): Incident {
  const bound = flappingThreshold(config, alert.service);
  if (bound === undefined || flapping?.returns !== bound.times) {
    return incident;
  }
  return appendTimeline(incident, now, {
    code: 'flapping.began',
    data: { ...(flapping !== incident.flapping && { alert: noteOf(alert) }), ...bound },
  });
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
