import type { AnyShape } from '#adapters/stored/shape.ts';
import type { StoredEntry, StoredSubject } from '#adapters/stored/subject-entries.ts';
import { fullDocument } from './pick.ts';

const AT = Date.UTC(2026, 0, 1);

const ALERT: NonNullable<StoredEntry['alert']> = {
  fingerprint: '0123456789abcdef',
  rule: 'spo2-low',
  service: 'icu',
  groupKey: '["icu",["subject","bed-1"]]',
  subject: 'bed-1',
  metric: 'spo2',
  labels: { device: 'monitor-1' },
  severity: 'critical',
  title: 'Oxygen saturation low',
  value: 80,
  unit: '%',
  limit: 'below 88',
  startsAt: AT,
};

/**
 * State of a threshold rule with every optional part, and of a subject from which series were
 * evicted.
 */
const ENTRIES: Readonly<Record<string, StoredEntry>> = {
  waits: {
    rule: 'spo2-low',
    metric: 'spo2',
    unit: '%',
    labels: { device: 'monitor-1' },
    phase: 'pending',
    changedAt: AT,
    since: AT,
    window: [{ at: AT, breach: true }],
    heard: { at: AT, value: 80 },
  },
  fires: {
    rule: 'spo2-low',
    metric: 'spo2',
    unit: '%',
    labels: { device: 'monitor-2' },
    phase: 'firing',
    changedAt: AT,
    since: AT,
    lastBreachAt: AT,
    normal: { times: 1, at: AT, heardAt: AT },
    alert: ALERT,
    assertedAt: AT,
  },
  crowded: {
    rule: 'wardbell:too-many-series',
    metric: '',
    labels: {},
    phase: 'firing',
    changedAt: AT,
    since: AT,
    alert: ALERT,
    assertedAt: AT,
    crowdedAt: AT,
  },
};

const SUBJECT: StoredSubject = {
  subject: 'bed-1',
  series: ENTRIES,
  outbox: [{ kind: 'firing', alert: ALERT, seq: AT, at: AT }],
  lastSeq: AT,
  due: AT,
  savedAt: AT,
  version: 3,
};

/**
 * Documents that have between them what the recorded ones may lack. A subject's entries are of
 * several kinds: one with every key would be of none.
 */
export function examplesOf(kind: string, shape: AnyShape): readonly unknown[] {
  return kind === 'subjects' ? [SUBJECT] : [fullDocument(shape)];
}
