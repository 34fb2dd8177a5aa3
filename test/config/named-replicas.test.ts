import { describe, expect, test } from '@jest/globals';
import { loadConfig } from '#config/load.ts';

const written = (more: string, service = '{ policy: icu }') => `time_zone: UTC
people:
  anna: { name: Anna, channels: [sms] }
policies:
  icu: { steps: [{ page: [person: anna] }] }
services:
  icu: ${service}
${more}`;

const problemsOf = (text: string) => {
  const loaded = loadConfig(text, 'w.yaml');
  return loaded.ok ? [] : loaded.problems.map((p) => `${p.line}:${p.column} ${p.message}`);
};

const rule = (where: string) =>
  `rules:\n  - { name: a, title: A, service: icu, severity: error, metric: m, above: 1, where: [${where}] }\n`;

describe('the labels of replicas', () => {
  test('are those of the usual pairs unless the config says otherwise', () => {
    const labelsOf = (more: string) => {
      const loaded = loadConfig(written(more), 'w.yaml');
      return loaded.ok ? loaded.config.replicaLabels : loaded.problems;
    };
    expect(labelsOf('')).toEqual(['replica', 'prometheus_replica', '__replica__']);
    expect(labelsOf('replica_labels: [member]')).toEqual(['member']);
    expect(labelsOf('replica_labels: []')).toEqual([]);
  });

  test.each([
    [
      'a rule',
      rule('\'team="it"\', \'replica="a"\''),
      /^9:.* "replica" is left out of every series/,
    ],
    [
      'a route',
      'alerts:\n  - { where: [\'replica="a"\'], service: icu }\n',
      /^9:15 .* every alert/,
    ],
    ['the subject', 'prometheus: { subject: [instance, replica] }\n', /^8:35 .* every series/],
    ['OpenTelemetry', 'otlp: { subject: [replica] }\n', /^8:19 .* every series/],
  ])('can be asked for nowhere: by %s', (_, more, problem) => {
    expect(problemsOf(written(more))).toEqual([expect.stringMatching(problem)]);
    expect(problemsOf(written(`${more}replica_labels: []\n`))).toEqual([]);
  });

  test('group no alerts', () => {
    const grouped = '{ policy: icu, group_by: [subject, prometheus_replica] }';
    expect(problemsOf(written('', grouped))).toEqual([
      expect.stringMatching(/^7:43 "prometheus_replica" is left out of every alert \(replica_la/),
    ]);
  });

  test('are names of labels, each once, and not that of the metric', () => {
    expect(problemsOf(written('replica_labels: [a, a]'))).toEqual([
      expect.stringMatching(/stands in the list twice/),
    ]);
    expect(problemsOf(written('replica_labels: [__name__]'))).toEqual([
      expect.stringMatching(/__name__ is the metric/),
    ]);
  });
});
