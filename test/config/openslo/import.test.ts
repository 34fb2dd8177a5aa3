import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { loadConfig } from '#config/load.ts';
import { importOpenSlo } from '#config/openslo/import.ts';

const HEAD = `
time_zone: Europe/Stockholm
technical_service: web
people: { anna: { name: Anna, contacts: { sms: "+15550100101" } } }
policies: { all: { steps: [{ page: [person: anna], wait: 5m }], repeat: 0 } }
services: { web: { policy: all } }
`;

const SLO = `
apiVersion: openslo/v1
kind: SLO
metadata: { name: record, displayName: The record answers, labels: { team: [it] } }
spec:
  description: It answers all who ask.
  service: web
  indicatorRef: errors
  timeWindow: [{ duration: 4w, isRolling: true }]
  budgetingMethod: Occurrences
  objectives: [{ targetPercent: 99.9 }]
  alertPolicies: [{ alertPolicyRef: fast }]
---
apiVersion: openslo/v1
kind: SLI
metadata: { name: errors }
spec:
  ratioMetric:
    counter: true
    bad:
      metricSource:
        type: Prometheus
        spec: { query: 'sum(rate(http_total{code=~"5..|429", instance="ehr,1"}[5m]))' }
    total: { metricSource: { spec: { query: sum(http_total) } } }
---
apiVersion: openslo/v1
kind: AlertPolicy
metadata: { name: fast }
spec:
  alertWhenNoData: false
  conditions: [{ conditionRef: hour }]
  notificationTargets: [{ targetRef: mail }]
---
apiVersion: openslo/v1
kind: AlertCondition
metadata: { name: hour }
spec:
  severity: page
  condition: { kind: burnrate, op: gte, threshold: 14, lookbackWindow: 1h, alertAfter: 5m }
`;

const read = (text: string) => importOpenSlo([{ name: 'slo.yaml', text }]);

function written(text: string) {
  const { yaml, refused } = read(text);
  expect(refused).toEqual([]);
  return parse(yaml).slos;
}

/** The SLO with something else in the place of a text of it. */
const changed = (from: string, to: string) => {
  expect(SLO).toContain(from);
  return SLO.replace(from, to);
};

/** An SLO of values, with more. */
const threshold = (objective: string, more = '') => `
apiVersion: openslo/v1
kind: SLO
metadata: { name: fast }
spec:
  service: web
  indicator:
    metadata: { name: latency }
    spec: { thresholdMetric: { metricSource: { type: Prometheus, spec: { query: 'took{job="a"}' } } } }
  budgetingMethod: Timeslices
  objectives: [${objective}]
  timeWindow: [{ duration: 1Q, calendar: { startTime: 2026-01-01 00:00:00, timeZone: Europe/Stockholm } }]
${more}`;

describe('an SLO of OpenSLO', () => {
  test('becomes one of ours, with what it refers to, and our config takes it', () => {
    const { yaml, notes } = read(SLO);
    expect(parse(yaml).slos).toEqual([
      {
        name: 'record',
        title: 'The record answers',
        service: 'web',
        ratio: {
          bad: { metric: 'http_total', where: ['code=~"5..|429"', 'subject="ehr,1"'] },
          total: { metric: 'http_total' },
        },
        method: 'occurrences',
        target: 99.9,
        window: '4w',
        own_pairs: [{ long: '1h', short: '5m', burn: 14, urgency: 'page' }],
        blind_after: 'never',
      },
    ]);
    expect(yaml).toContain('  # It answers all who ask.\n  # team: ["it"]\n');
    expect(notes).toEqual([
      'SLO record: its notificationTargets are left out: the policy of the service says who is paged',
      'SLO record: alertAfter: 5m becomes the short window, which must burn as well',
    ]);
    expect(loadConfig(HEAD + yaml, 'wardbell.yaml')).toMatchObject({ ok: true });
  });

  test.each([
    ['lt', 'below'],
    ['lte', 'at_most'],
    ['gt', 'above'],
    ['gte', 'at_least'],
  ])('of values that must be %s a limit counts minutes by them', (op, ours) => {
    const objective = `{ op: ${op}, value: 500, target: 0.9995, timeSliceTarget: 0.95, timeSliceWindow: 1m }`;
    expect(written(threshold(objective))).toEqual([
      {
        name: 'fast',
        title: 'fast',
        service: 'web',
        metric: 'took',
        where: ['job="a"'],
        good: { [ours]: 500 },
        method: 'timeslices',
        slice_target: 95,
        target: 99.95,
        window: 'quarter',
        alerts: false,
      },
    ]);
  });

  test('of several objectives becomes several', () => {
    const two = '[{ displayName: We, targetPercent: 99.9 }, { displayName: They, target: 0.99 }]';
    expect(written(changed('[{ targetPercent: 99.9 }]', two))).toMatchObject([
      { name: 'record-1', title: 'The record answers: We', target: 99.9 },
      { name: 'record-2', title: 'The record answers: They', target: 99 },
    ]);
  });

  test.each([
    ['of another version', 'openslo/v1', 'openslo/v2alpha', 'only openslo/v1 is read'],
    ['with an unknown key', '  service: web', '  service: web\n  team: it', 'team'],
    ['that refers to nothing', 'indicatorRef: errors', 'indicatorRef: error', 'error'],
    [
      'of the mean of slices',
      'budgetingMethod: Occurrences',
      'budgetingMethod: RatioTimeslices',
      'RatioTimeslices, the mean of the ratios of slices, is not counted here',
    ],
    [
      'with longer slices',
      'budgetingMethod: Occurrences\n  objectives: [{ ',
      'budgetingMethod: Timeslices\n  objectives: [{ timeSliceTarget: 0.9, timeSliceWindow: 5m, ',
      'its timeSliceWindow is 5m, and slices are of 1m here',
    ],
    ['of gauges', 'counter: true', 'counter: false', 'its counter is false'],
    [
      'of a query that is more than a selector',
      'query: sum(http_total)',
      'query: sum(http_total) by (job)',
      'its query sum(http_total) by (job) is more than a selector',
    ],
    [
      'of another source',
      'type: Prometheus',
      'type: Datadog',
      'its metricSource is of the type Datadog',
    ],
    ['that rolls over months', 'duration: 4w', 'duration: 1M', 'its timeWindow rolls over 1M'],
    [
      'of a month that begins at noon',
      '{ duration: 4w, isRolling: true }',
      '{ duration: 1M, calendar: { startTime: 2026-01-01 12:00:00, timeZone: UTC } }',
      'its calendar begins at 2026-01-01 12:00:00, and a month here at midnight',
    ],
    ['that alerts below a burn rate', 'op: gte', 'op: lte', 'its condition has the op lte'],
    ['of an unknown severity', 'severity: page', 'severity: purple', 'the severity purple'],
    [
      'of several indicators',
      '{ targetPercent: 99.9 }',
      '{ targetPercent: 99.9, indicatorRef: errors }',
      'it is a composite SLO',
    ],
    [
      'of days that are too few',
      'duration: 4w',
      'duration: 1d',
      'window: "1d" is out of range (at least 7d',
    ],
    [
      'with a pair that can never alert',
      'targetPercent: 99.9',
      'targetPercent: 90',
      'the pair of 1h can never alert',
    ],
    ['that promises nothing', 'targetPercent: 99.9', 'target: 0', 'promises nothing'],
  ])('%s is refused by name with the reason', (_, from, to, reason) => {
    const { yaml, refused } = read(changed(from, to));
    expect(yaml).toBe('');
    expect(refused.join('\n')).toContain(reason);
    expect(refused.join('\n')).toMatch(/^(SLO record|slo\.yaml, document 1): /m);
  });

  test('beside what our config has elsewhere tells what is left out', () => {
    const kinds = ['DataSource', 'Service', 'AlertNotificationTarget'].map(
      (kind) => `---\napiVersion: openslo/v1\nkind: ${kind}\nmetadata: { name: one }\nspec: {}\n`,
    );
    const { notes } = read(SLO + kinds.join(''));
    expect(notes.slice(2)).toEqual([
      'DataSource one is left out: samples are sent, and not asked for',
      'Service one is left out: write it under services, with its policy',
      'AlertNotificationTarget one is left out: people and policies say who is paged',
    ]);
  });

  test('has comments only in lines of comments, whatever its texts hold', () => {
    const labels = '{ a: "x\\nslos: []\\rb: 1\\u2028c: 1" }';
    const { yaml } = read(changed('{ team: [it] }', labels));
    expect(yaml).toContain('  # a: x\n  # slos: []\n  # b: 1\n  # c: 1\n');
    expect(parse(yaml).slos).toHaveLength(1);
  });

  test.each([
    'a: [',
    'a: *nobody',
    'a: &a [1, 2]\nb: &b [*a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c]',
  ])('that is no YAML is refused with its place: %j', (text) => {
    expect(read(text).refused).toEqual([
      expect.stringMatching(/^slo\.yaml, document 1 is no YAML/),
    ]);
  });
});
