import { describe, expect, test } from '@jest/globals';
import {
  type StoredEntry,
  subjectFromStored,
  subjectToStored,
} from '#adapters/stored/subject-entries.ts';
import type { Alert } from '#core/alert/alert.ts';
import type { Entry } from '#core/evaluation/entry.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';

const NOON = Date.UTC(2026, 10, 20, 12);

const alert: Alert = {
  fingerprint: '0123456789abcdef',
  rule: 'spo2-low',
  service: 'icu',
  groupKey: '["icu"]',
  subject: 'bed-1',
  metric: 'spo2',
  labels: { ward: '3' },
  severity: 'critical',
  title: 'Oxygen saturation low',
  limit: 'below 88',
  startsAt: NOON,
};

const item = (series: SubjectState['series']): SubjectState => ({
  subject: 'bed-1',
  series,
  outbox: [],
  lastSeq: NOON,
  version: 3,
});

const series = { rule: 'spo2-low', metric: 'spo2', unit: '%', labels: { ward: '3' } } as const;
const fires = { alert, assertedAt: NOON } as const;

/** [what it is, as the versions before wrote it, as it is worked with]. */
const entries: readonly (readonly [string, StoredEntry, Entry])[] = [
  [
    'a limit that has been breached',
    { ...series, phase: 'firing', changedAt: NOON, since: NOON, ...fires },
    { ...series, phase: 'firing', changedAt: NOON, since: NOON, ...fires, kind: 'threshold' },
  ],
  [
    'a series that is seen',
    { ...series, phase: 'healthy', changedAt: 0, seenAt: NOON },
    { ...series, kind: 'absence', seenAt: NOON },
  ],
  [
    'a series that is absent',
    { ...series, phase: 'firing', changedAt: 0, seenAt: NOON, ...fires },
    { ...series, kind: 'absence', seenAt: NOON, ...fires },
  ],
  [
    'an external alert that fires',
    {
      rule: 'spo2-low',
      metric: '',
      labels: { ward: '3' },
      since: NOON,
      phase: 'firing',
      changedAt: NOON,
      sent: { endsAt: NOON + 1 },
      ...fires,
    },
    { kind: 'external-alert', changedAt: NOON, told: { endsAt: NOON + 1 }, ...fires },
  ],
  [
    'an external alert that has ended',
    {
      rule: '',
      metric: '',
      labels: {},
      phase: 'healthy',
      changedAt: NOON,
      sent: { saidAt: NOON, endedAt: NOON },
    },
    { kind: 'external-alert', changedAt: NOON, told: { saidAt: NOON, endedAt: NOON } },
  ],
  [
    'an end that was heard of',
    {
      rule: '',
      metric: '',
      labels: {},
      phase: 'healthy',
      changedAt: NOON,
      lastEnd: { startsAt: 1, endsAt: 2, moves: 0 },
    },
    { kind: 'external-alert', changedAt: NOON, lastEnd: { startsAt: 1, endsAt: 2, moves: 0 } },
  ],
  [
    'a heartbeat',
    {
      rule: 'backup',
      metric: '',
      labels: {},
      phase: 'firing',
      changedAt: 0,
      beat: { watchedAt: NOON, pingedAt: NOON },
      ...fires,
    },
    { kind: 'heartbeat', id: 'backup', beat: { watchedAt: NOON, pingedAt: NOON }, ...fires },
  ],
  [
    'a fault of a sender that is noted',
    {
      rule: '',
      metric: '',
      labels: {},
      phase: 'pending',
      changedAt: NOON,
      noted: { since: NOON, times: 2 },
    },
    { kind: 'sender-fault', noted: { since: NOON, times: 2 } },
  ],
  [
    'a fault of a sender that is told',
    {
      rule: 'spo2-low',
      metric: '',
      labels: { ward: '3' },
      since: NOON,
      phase: 'firing',
      changedAt: NOON,
      noted: { since: NOON, times: 3, lasts: 60 },
      sent: { endsAt: NOON + 60 },
      ...fires,
    },
    {
      kind: 'sender-fault',
      noted: { since: NOON, times: 3, lasts: 60 },
      endsAt: NOON + 60,
      ...fires,
    },
  ],
  [
    'an overflow',
    {
      rule: 'wardbell-no-room',
      metric: '',
      labels: {},
      phase: 'firing',
      changedAt: NOON,
      since: NOON,
      crowdedAt: NOON,
      ...fires,
    },
    { kind: 'overflow', overflowedAt: NOON, ...fires },
  ],
];

describe('what a subject remembers', () => {
  test.each(entries)('is read where a version before has stored %s', (_, stored, entry) => {
    const state = subjectFromStored({ ...item({}), series: { key: stored } });
    expect(state).toEqual(item({ key: entry }));
  });

  test.each(entries)('is written so that the version before reads %s', (_, stored, entry) => {
    const written = subjectToStored(item({ key: entry })).series['key'];
    expect(written).toEqual({ ...stored, kind: entry.kind });
  });

  test.each(entries)('comes back as it was saved: %s', (_, __, entry) => {
    const state = item({ key: entry });
    const json = JSON.stringify(subjectToStored(state));
    expect(subjectFromStored(JSON.parse(json))).toEqual(state);
  });

  test('is kept though a later version knows more kinds of it', () => {
    const later = { kind: 'burn-rate', budget: 0.1 } as unknown as StoredEntry;
    const low: StoredEntry = { ...series, phase: 'healthy', changedAt: NOON };
    const state = subjectFromStored({ ...item({}), series: { slo: later, low } });
    expect(Object.keys(state.series)).toEqual(['low']);
    expect(subjectToStored(state).series).toEqual({
      slo: later,
      low: { ...low, kind: 'threshold' },
    });
  });

  test('has no relation of which version 8 did not say what tells of it', () => {
    const before = { patient: 'p0', from: 0, until: NOON };
    const whole = { ...before, type: 'Encounter', by: 'e1' } as const;
    const stored: StoredEntry = {
      ...{ kind: 'relations', rule: '', metric: '', labels: {}, phase: 'healthy', changedAt: 0 },
      relations: [before, whole],
    };
    const { series: read } = subjectFromStored({ ...item({}), series: { relations: stored } });
    expect(read).toEqual({ relations: { kind: 'relations', relations: [whole] } });
  });
});
