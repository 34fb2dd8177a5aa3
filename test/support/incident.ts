import type { Alert } from '#core/alert/alert.ts';
import { groupHash } from '#core/alert/group-key.ts';
import { worstSeverity } from '#core/alert/severity.ts';
import {
  type Incident,
  type IncidentAlert,
  type IncidentPage,
  incidentId,
} from '#core/incident/incident.ts';
import type { PageOrder } from '#core/paging/page.ts';
import type { Channel } from '#core/responder/channel.ts';
import { MINUTE } from '#core/time/instant.ts';

/** Thursday, 12 March 2026, 03:14 UTC: when the alerts of these incidents begin. */
export const NIGHT = Date.UTC(2026, 2, 12, 3, 14);

/** Returns an alert of `icu` that began at `NIGHT`; `subject` gives it its fingerprint. */
export function alert(subject: string, more: Partial<Alert> = {}): Alert {
  return {
    fingerprint: groupHash(`${subject} ${more.rule ?? 'spo2-low'}`),
    rule: 'spo2-low',
    service: 'icu',
    groupKey: `icu ${subject}`,
    subject,
    metric: 'spo2',
    labels: { patient: 'Jane Doe' },
    severity: 'critical',
    title: 'SpO2 low',
    value: 84.2,
    unit: '%',
    limit: 'below 88',
    startsAt: NIGHT,
    ...more,
  };
}

/** Returns a triggered incident of these alerts, all firing, in the first step of its policy. */
export function incident(alerts: readonly Alert[], more: Partial<Incident> = {}): Incident {
  const groupKey = more.groupKey ?? alerts[0]?.groupKey ?? 'icu bed-1';
  const known = alerts.map((a): [string, IncidentAlert] => [
    a.fingerprint,
    { alert: a, status: 'firing', seq: 1 },
  ]);
  return {
    id: incidentId(groupHash(groupKey), 1),
    groupKey,
    episode: 1,
    service: 'icu',
    status: 'triggered',
    severity: worstSeverity(alerts.map((a) => a.severity)),
    openedAt: NIGHT,
    alerts: Object.fromEntries(known),
    escalation: {
      phase: 'steps',
      run: 1,
      position: 0,
      reason: 'escalation_step',
      nextAt: NIGHT + 5 * MINUTE,
      declined: [],
    },
    pages: [],
    timeline: [{ at: NIGHT, kind: 'opened', text: 'opened' }],
    due: NIGHT + 5 * MINUTE,
    version: 1,
    ...more,
  };
}

/** Returns the incident with a page handed over to somebody, and that page as it was ordered. */
export function paging(
  of: Incident,
  responder: string,
  channel: Channel = 'sms',
  more: Partial<IncidentPage> = {},
): { readonly incident: Incident; readonly order: PageOrder } {
  const page: IncidentPage = {
    id: [of.id, 1, 0, responder, channel].join('.'),
    responder,
    channel,
    reason: 'escalation_step',
    at: NIGHT,
    run: 1,
    position: 0,
    status: 'handed_over',
    handedOverAt: NIGHT,
    ...more,
  };
  const { id, reason, at } = page;
  return {
    incident: { ...of, pages: [...of.pages, page] },
    order: { id, incident: of.id, responder, channel, reason, at },
  };
}
