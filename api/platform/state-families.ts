import { SEVERITIES } from '#core/alert/severity.ts';
import { firingAlerts } from '#core/incident/alerts.ts';
import { type Incident, isPaging } from '#core/incident/incident.ts';
import { CHANNELS } from '#core/responder/channel.ts';
import { silenceStatus, silencesCovering } from '#core/suppression/silence.ts';
import { SECOND } from '#core/time/instant.ts';
import type { Family, FamilyValue } from '#runtime/family.ts';
import type { PlatformState } from '#usecases/read-state.ts';

const ALERT_STATES = ['active', 'suppressed'] as const;
const INCIDENT_STATUSES = ['triggered', 'acknowledged'] as const;
const PAGE_STATUSES = ['planned', 'handed_over', 'sent', 'failed', 'withdrawn'] as const;
const UNREADABLE_KINDS = ['incidents', 'silences'] as const;
const SILENCE_STATES = ['pending', 'active', 'expired'] as const;

/**
 * The state of the platform as gauges. Each has all its label values, also those that are 0, and no
 * label names a subject, a rule or a person: there are always about sixty lines.
 */
export function stateFamilies(state: PlatformState): readonly Family[] {
  const { at, incidents, silences, oldestDue, unsent, unread, unreadable } = state;
  return [
    {
      ...gauge('wardbell_alerts', 'Alerts that fire in open incidents; suppressed: by a silence.'),
      values: counted(
        incidents.flatMap(firingAlerts).map(({ alert }) => ({
          state: silencesCovering(alert, silences, at).length > 0 ? 'suppressed' : 'active',
          severity: alert.severity,
        })),
        { state: ALERT_STATES, severity: SEVERITIES },
      ),
    },
    {
      ...gauge('wardbell_incidents', 'Open incidents.'),
      values: counted(
        incidents.map(({ status, severity }) => ({ status, severity })),
        { status: INCIDENT_STATUSES, severity: SEVERITIES },
      ),
    },
    {
      ...gauge(
        'wardbell_oldest_unacknowledged_incident_age_seconds',
        'For how long the oldest incident is open that nobody has answered and no silence covers.',
      ),
      values: [{ value: oldestAge(incidents, at) / SECOND }],
    },
    {
      ...gauge(
        'wardbell_incident_pages',
        'Pages of the open incidents, by what these know of them: a failure at once, that one was sent when they look next.',
      ),
      values: counted(
        incidents.flatMap(({ pages }) => pages.map(({ channel, status }) => ({ channel, status }))),
        { channel: CHANNELS, status: PAGE_STATUSES },
      ),
    },
    {
      ...gauge(
        'wardbell_unreadable_documents',
        'Due incidents, and silences, that are stored and cannot be read: they do not count here.',
      ),
      values: counted(
        unreadable.map(({ kind }) => ({ kind })),
        { kind: UNREADABLE_KINDS },
      ),
    },
    {
      ...gauge(
        'wardbell_silences',
        'Silences and maintenance windows; the expired go after a week.',
      ),
      values: counted(
        silences.map((silence) => ({ state: silenceStatus(silence, at) })),
        { state: SILENCE_STATES },
      ),
    },
    {
      ...gauge(
        'wardbell_oldest_due_seconds',
        'How long the oldest item that is due has waited to be looked at.',
      ),
      values: [{ value: oldestDue / SECOND }],
    },
    {
      ...gauge('wardbell_unsent_metrics', 'Metrics of the rules that nobody has sent for a day.'),
      values: [{ value: unsent.length }],
    },
    {
      ...gauge(
        'wardbell_unread_series',
        'Metrics and units that a rule should read and none does; at most a hundred are noted.',
      ),
      values: [{ value: unread.length }],
    },
    {
      ...gauge('wardbell_state_timestamp_seconds', 'When these gauges were read from the stores.'),
      values: [{ value: at / SECOND }],
    },
  ];
}

function gauge(name: string, help: string): Omit<Family, 'values'> {
  return { name, help, type: 'gauge' };
}

function oldestAge(incidents: readonly Incident[], at: number): number {
  return Math.max(0, ...incidents.filter(isPaging).map(({ openedAt }) => at - openedAt));
}

/** Counts things for each combination of their possible label values. */
function counted<Label extends string>(
  things: readonly Readonly<Record<Label, string>>[],
  labels: Readonly<Record<Label, readonly string[]>>,
): readonly FamilyValue[] {
  const names = Object.keys(labels) as Label[];
  const keyOf = (of: Readonly<Record<Label, string>>) => names.map((name) => of[name]).join(' ');
  const counts = new Map<string, number>();
  for (const thing of things) {
    counts.set(keyOf(thing), (counts.get(keyOf(thing)) ?? 0) + 1);
  }
  return combinations(names, labels).map((one) => ({
    labels: one,
    value: counts.get(keyOf(one)) ?? 0,
  }));
}

function combinations<Label extends string>(
  names: readonly Label[],
  labels: Readonly<Record<Label, readonly string[]>>,
): readonly Record<Label, string>[] {
  return names.reduce<Record<Label, string>[]>(
    (found, name) =>
      found.flatMap((one) => labels[name].map((value) => ({ ...one, [name]: value }))),
    [{} as Record<Label, string>],
  );
}
