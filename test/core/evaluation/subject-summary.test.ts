import { describe, expect, test } from '@jest/globals';
import { loadConfig } from '#config/load.ts';
import type { AbsenceEntry } from '#core/evaluation/absence/state.ts';
import type { Entry } from '#core/evaluation/entry.ts';
import { compileRules } from '#core/evaluation/rule-set.ts';
import { summarize } from '#core/evaluation/subject-summary.ts';
import type { ThresholdEntry } from '#core/evaluation/threshold/state.ts';
import { alert } from '../../support/incident.ts';

const LOADED = loadConfig(
  `time_zone: UTC
technical_service: icu
people: { anna: { name: Anna, channels: [sms] } }
policies: { icu: { steps: [{ page: [person: anna] }] } }
services: { icu: { policy: icu }, ward: { policy: icu } }
rules:
  - { name: low, title: Low, service: icu, metric: spo2, below: 88 }
  - { name: gone, title: Gone, service: ward, metric: hr, absent: 5m }
`,
  'w.yaml',
);

const entry = (rule: string, more: Partial<ThresholdEntry>): ThresholdEntry => ({
  kind: 'threshold',
  rule,
  metric: 'm',
  labels: {},
  phase: 'healthy',
  changedAt: 0,
  ...more,
});

const watched = (seenAt: number): AbsenceEntry => ({
  kind: 'absence',
  rule: 'gone',
  metric: 'm',
  labels: {},
  seenAt,
});

const summaryOf = (subject: string, ...series: readonly Entry[]) => {
  if (!LOADED.ok) {
    throw new Error('the config is wrong');
  }
  const state = {
    subject,
    series: Object.fromEntries(series.map((one, i) => [String(i), one])),
    outbox: [],
    lastSeq: 0,
    version: 1,
  };
  return summarize(state, compileRules(LOADED.config));
};

describe('a summary of a subject', () => {
  test('tells what is worst, whose it is, and the newest that was noted', () => {
    const low = entry('low', { phase: 'firing', changedAt: 100 });
    const gone = watched(300);
    expect(summaryOf('bed-1', low, gone)).toEqual({
      subject: 'bed-1',
      state: 'firing',
      alerts: 1,
      services: ['icu', 'ward'],
      labels: {},
      notedAt: 300,
    });
  });

  test('tells the worst severity, and the labels that all of its series have alike', () => {
    const fires = (severity: 'warning' | 'error') => ({ ...alert('bed-1'), severity });
    const east = { ward: 'east', lead: 'I' };
    const low = entry('low', { phase: 'firing', alert: fires('warning'), labels: east });
    const other = entry('low', {
      phase: 'firing',
      alert: fires('error'),
      labels: { ward: 'east' },
    });
    expect(summaryOf('bed-1', low, other)).toMatchObject({
      severity: 'error',
      labels: { ward: 'east' },
    });
  });

  test.each([
    ['pending', entry('low', { phase: 'pending', changedAt: 1 })],
    ['healthy', watched(1)],
  ])('is %s where nothing fires', (state, series) => {
    expect(summaryOf('bed-1', series)).toMatchObject({ state, alerts: 0 });
  });

  test('names no service for a rule that the config does not have any more', () => {
    expect(summaryOf('bed-1', entry('old', {}))).toEqual({
      subject: 'bed-1',
      state: 'healthy',
      alerts: 0,
      services: [],
      labels: {},
    });
  });

  test.each(['wardbell:heartbeats:1', 'wardbell:alert:abc', 'wardbell-canary'])(
    'is none of %s',
    (subject) => expect(summaryOf(subject, entry('low', {}))).toBeUndefined(),
  );
});
