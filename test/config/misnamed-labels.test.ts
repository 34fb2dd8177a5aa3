import { describe, expect, test } from '@jest/globals';
import { loadConfig } from '#config/load.ts';

interface Written {
  readonly where?: string;
  readonly group?: string;
  readonly more?: string;
}

/** Returns the warnings of a config with one rule and one service of this kind. */
function warned({ where = `unit="%"`, group = 'subject', more = '' }: Written): string[] {
  const loaded = loadConfig(
    `
time_zone: UTC
technical_service: icu
people: { anna: { name: Anna, channels: [sms] } }
policies: { icu: { steps: [{ page: [person: anna] }] } }
services: { icu: { policy: icu, group_by: [${group}]${more} } }
rules:
  - { name: low, title: Low, service: icu, metric: spo2, where: ['${where}'], below: 88 }
`,
    'w.yaml',
  );
  if (!loaded.ok) {
    throw new Error(JSON.stringify(loaded.problems));
  }
  return loaded.warnings.map(({ message, hint }) => `${message} (${hint})`);
}

describe('a condition of a rule', () => {
  test.each([
    ['instance="srv-1"', /label "instance" \(Prometheus' samples .*write subject="…"/],
    ['__name__="spo2"', /label "__name__" \(what is measured stands in the key metric/],
    ['metric=~"spo.*"', /label "metric" \(what is measured/],
  ])('is warned of where it waits for what is no label here: %s', (where, says) => {
    expect(warned({ where })).toEqual([expect.stringMatching(says)]);
  });

  test.each(['instance!="srv-1"', 'instance=""', 'job="node"', 'subject="srv-1"', 'ward="icu"'])(
    'is not warned of otherwise: %s',
    (where) => {
      expect(warned({ where })).toEqual([]);
    },
  );
});

describe('the grouping of a service', () => {
  test.each([
    ['subjct', /label "subjct": .* stands for all \(did you mean "subject"\?\)/],
    ['rule, instance', /label "instance": .*\(did you mean "subject"\?\)/],
    ['alertname', /label "alertname": .*\(did you mean "rule"\?\)/],
  ])('is warned of where all alerts may lack a label: %s', (group, says) => {
    expect(warned({ group })).toEqual([expect.stringMatching(says)]);
  });

  test('is warned of where its subjects may be patients, who share an incident', () => {
    const more = ', subjects_in_pages: false';
    expect(warned({ group: 'ward', more })).toEqual([
      expect.stringMatching(/^incidents of service "icu" can hold several patients/),
    ]);
    expect(warned({ group: 'subject, ward', more })).toEqual([]);
  });

  test.each(['subject, alertname', 'rule', 'ward', 'metric, severity'])(
    'is not warned of otherwise: %s',
    (group) => {
      expect(warned({ group })).toEqual([]);
    },
  );

  test('is not warned of a label that a rule asks for', () => {
    expect(warned({ where: 'role="db"', group: 'role' })).toEqual([]);
  });
});
