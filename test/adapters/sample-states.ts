import { fingerprint } from '#core/alert/fingerprint.ts';
import { groupHash } from '#core/alert/group-key.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import type { ThresholdEntry } from '#core/evaluation/threshold/state.ts';
import { type Incident, type IncidentAlert, incidentId } from '#core/incident/incident.ts';
import type { Mailbox, PageRecord } from '#core/paging/page.ts';

export const NOON = Date.UTC(2026, 10, 20, 12);

export function subject(name: string, given: Partial<SubjectState> = {}): SubjectState {
  return { subject: name, series: {}, outbox: [], lastSeq: NOON, version: 1, ...given };
}

/** State of a series that is healthy again. */
export function healthy(rule: string): ThresholdEntry {
  const series = { rule, metric: 'm', labels: {} } as const;
  return { ...series, phase: 'healthy', changedAt: 0, kind: 'threshold' };
}

export function incident(
  groupKey: string,
  episode: number,
  given: Partial<Incident> = {},
): Incident {
  return {
    id: incidentId(groupHash(groupKey), episode),
    groupKey,
    episode,
    service: 'icu',
    status: 'triggered',
    severity: 'critical',
    openedAt: NOON,
    alerts: {},
    escalation: {
      phase: 'steps',
      run: 1,
      position: 0,
      reason: 'escalation_step',
      declined: [],
    },
    pages: [],
    timeline: [],
    due: NOON,
    version: 1,
    ...given,
  };
}

/** As many alerts as one incident is asked to hold, each unlike the others where real ones are. */
export function manyAlerts(count: number): Record<string, IncidentAlert> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, i) => {
      const bed = `ward-${i % 40}/bed-${i}`;
      const labels = { device: `monitor-${fingerprint([bed]).slice(0, 6)}`, ward: `${i % 40}` };
      const alert = {
        fingerprint: fingerprint(['rule', 'spo2-low', 'subject', bed]),
        rule: 'spo2-low',
        service: 'icu',
        groupKey: '["icu"]',
        subject: bed,
        metric: 'spo2',
        labels,
        severity: 'critical' as const,
        title: 'Oxygen saturation low',
        value: 70 + ((i * 7) % 18),
        unit: '%',
        limit: 'below 88',
        startsAt: NOON + i * 37,
      };
      return [alert.fingerprint, { alert, status: 'firing' as const, seq: NOON + i * 41 }];
    }),
  );
}

export function page(
  ofIncident: Incident,
  number: number,
  given: Partial<PageRecord> = {},
): PageRecord {
  return {
    order: {
      id: `${ofIncident.id}.1.0.${number}.anna.sms`,
      incident: ofIncident.id,
      responder: 'anna',
      channel: 'sms',
      reason: 'escalation_step',
      at: NOON,
    },
    status: 'waiting',
    attempts: [],
    version: 1,
    ...given,
  };
}

export function mailbox(given: Partial<Mailbox> = {}): Mailbox {
  return {
    responder: 'anna',
    channel: 'sms',
    lastSentAt: NOON,
    sending: [],
    leaseEnds: NOON,
    version: 1,
    ...given,
  };
}
