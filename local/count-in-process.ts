import { CHANNELS } from '#core/responder/channel.ts';
import { SECOND } from '#core/time/instant.ts';
import type { METRICS } from '#deployment/metrics.ts';
import type { Family, FamilyValue } from '#runtime/family.ts';
import type { Measure } from '#runtime/measure.ts';

interface Counted {
  readonly measure: Measure;
  /** The counters since the process began. */
  readonly counters: () => readonly Family[];
}

/**
 * Counts measurements for a platform that is one process: counters begin at 0 with the process, as
 * Prometheus expects. Gauges of the audits are left out.
 */
export function countInProcess(): Counted {
  const sums = new Map<string, Map<string, FamilyValue>>();
  const add = (name: string, value: FamilyValue) => {
    const ofName = sums.get(name) ?? new Map<string, FamilyValue>();
    const key = JSON.stringify([value.labels, value.part]);
    const before = ofName.get(key)?.value ?? 0;
    sums.set(name, ofName.set(key, { ...value, value: before + value.value }));
  };
  for (const counter of Object.values(COUNTERS)) {
    for (const labels of counter.known ?? []) {
      for (const part of partsOf(counter, [])) {
        add(counter.name, { ...part, labels });
      }
    }
  }
  return {
    measure(values, labels = {}) {
      for (const [metric, value] of Object.entries(values)) {
        const counter = COUNTERS[metric as keyof typeof METRICS];
        if (counter === undefined) {
          continue;
        }
        for (const part of partsOf(counter, [value].flat())) {
          add(counter.name, { ...part, labels });
        }
      }
    },
    counters: () =>
      Object.values(COUNTERS).map(({ name, help, isTime }) => ({
        name,
        type: isTime ? 'summary' : 'counter',
        help,
        values: [...(sums.get(name)?.values() ?? [])],
      })),
  };
}

/** Converts values for a counter; times are in seconds, as in Prometheus. */
function partsOf({ isTime }: Counter, values: readonly number[]): readonly FamilyValue[] {
  const sum = values.reduce((total, one) => total + one, 0);
  return isTime
    ? [
        { part: 'sum', value: sum / SECOND },
        { part: 'count', value: values.length },
      ]
    : [{ value: sum }];
}

interface Counter {
  readonly name: string;
  readonly help: string;
  readonly isTime?: true;
  /** The label values that are known in advance: a rate needs an initial 0. */
  readonly known?: readonly Readonly<Record<string, string>>[];
}

const ALL = [{}];
const BY_CHANNEL = CHANNELS.map((channel) => ({ channel }));

const COUNTERS: Readonly<Partial<Record<keyof typeof METRICS, Counter>>> = {
  samplesEvaluated: { name: 'wardbell_samples', help: 'Samples taken in, by door.' },
  samplesRejected: { name: 'wardbell_samples_rejected', help: 'Samples not taken, by door.' },
  samplesUnread: {
    name: 'wardbell_samples_unread',
    help: 'Samples taken in that no rule reads, by door.',
  },
  samplesUnarchived: {
    name: 'wardbell_samples_unarchived',
    help: 'Samples taken in that may not be in the archive.',
    known: ALL,
  },
  samplesUntallied: {
    name: 'wardbell_samples_untallied',
    help: 'Samples taken in that objectives may not count.',
    known: ALL,
  },
  trendPointsLost: {
    name: 'wardbell_trend_points_lost',
    help: 'Points of trends that could not be stored.',
    known: ALL,
  },
  alertsTaken: { name: 'wardbell_ready_made_alerts', help: 'External alerts taken, by door.' },
  alertsRejected: {
    name: 'wardbell_ready_made_alerts_rejected',
    help: 'External alerts not taken, by door.',
  },
  auditEventsTaken: { name: 'wardbell_audit_events', help: 'AuditEvents that were judged.' },
  auditEventsIgnored: {
    name: 'wardbell_audit_events_ignored',
    help: 'AuditEvents that tell of no access that counts.',
  },
  senderFaults: {
    name: 'wardbell_sender_faults',
    help: 'Requests that show something wrong with their sender.',
    known: ALL,
  },
  requestsRefused: {
    name: 'wardbell_requests_refused',
    help: 'Requests answered with 429.',
    known: ALL,
  },
  auditEntriesLost: {
    name: 'wardbell_audit_entries_lost',
    help: 'Entries of the audit trail that could not be written.',
    known: ALL,
  },
  itemsSwept: {
    name: 'wardbell_items_swept',
    help: 'Items removed because the config keeps them no longer.',
    known: ALL,
  },
  pagesSent: {
    name: 'wardbell_pages_sent',
    help: 'Pages that SNS has taken, by channel.',
    known: BY_CHANNEL,
  },
  pagesFailed: {
    name: 'wardbell_pages_failed',
    help: 'Pages that failed for good, by channel.',
    known: BY_CHANNEL,
  },
  pagesWithdrawn: {
    name: 'wardbell_pages_withdrawn',
    help: 'Pages that were answered before they left, by channel.',
    known: BY_CHANNEL,
  },
  messagesFailed: {
    name: 'wardbell_messages_failed',
    help: 'Messages of queues that failed and come again.',
    known: ALL,
  },
  timeToPage: {
    name: 'wardbell_time_to_page_seconds',
    help: 'From the moment a page might leave until SNS had taken it.',
    isTime: true,
    known: BY_CHANNEL,
  },
};
