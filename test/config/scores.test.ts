import { describe, expect, test } from '@jest/globals';
import { loadConfig } from '#config/load.ts';
import { HOUR } from '#core/time/instant.ts';

const HEAD = `
time_zone: UTC
technical_service: icu
people: { anna: { name: Anna, contacts: { sms: "+15550100101" } } }
policies: { all: { steps: [{ page: [person: anna], wait: 5m }], repeat: 0 } }
services: { icu: { policy: all } }
`;

function load(scores: string, more = '') {
  return loadConfig(`${HEAD}${more}scores:\n${scores}`, 'wardbell.yaml');
}

function rulesOf(scores: string) {
  const loaded = load(scores);
  if (!loaded.ok) {
    throw new Error(JSON.stringify(loaded.problems));
  }
  return loaded.config.rules;
}

function problems(scores: string, more = ''): string {
  const loaded = load(scores, more);
  return loaded.ok
    ? ''
    : loaded.problems.map(({ message, hint = '' }) => `${message} (${hint})`).join('\n');
}

const QSOFA = `
  - name: qsofa
    title: qSOFA
    service: icu
    max_age: 4h
    parameters:
      resp_rate: { metric: resp_rate, unit: /min, bands: [{ to: 21, points: 0 }, { points: 1 }] }
      systolic_bp: { metric: systolic_bp, unit: "mm[Hg]", bands: [{ to: 100, points: 1 }, { points: 0 }] }
      mentation: { metric: gcs, bands: [{ to: 14, points: 1 }, { points: 0 }] }
    levels: [{ name: positive, total: 2, severity: error }]
`;

describe('a score in the config', () => {
  test('that is built in takes its name, title, parameters and levels from there', () => {
    const [rule] = rulesOf(
      '  - { use: news2, service: icu, max_age: 1h, max_ages: { temperature: 12h } }',
    );
    expect(rule).toMatchObject({
      kind: 'score',
      name: 'news2',
      title: 'NEWS2',
      metric: 'score:news2',
      severity: 'critical',
      incompleteAfter: HOUR,
      levels: [
        { name: 'high', severity: 'critical', total: 7 },
        { name: 'medium', severity: 'error', total: 5 },
        { name: 'low-medium', severity: 'warning', single: 3 },
      ],
    });
    const ages =
      rule?.kind === 'score' && rule.parameters.map(({ name, maxAge }) => [name, maxAge]);
    expect(ages).toContainEqual(['temperature', 12 * HOUR]);
    expect(ages).toContainEqual(['spo2', HOUR]);
  });

  test('may have levels of its own, which stand the worst first', () => {
    const [rule] = rulesOf(`
  - use: news2
    name: ward-7
    service: icu
    where: ['ward="7"']
    max_age: 15m
    incomplete_after: never
    levels: [{ name: some, total: 3, severity: warning }, { name: most, total: 6, single: 3, severity: error }]
`);
    expect(rule).toMatchObject({
      name: 'ward-7',
      severity: 'error',
      incompleteAfter: null,
      levels: [{ name: 'most' }, { name: 'some' }],
      matchers: [{ name: 'ward', op: '=', value: '7' }],
    });
  });

  test('may be made of a table alone', () => {
    const [rule] = rulesOf(QSOFA);
    expect(rule?.kind === 'score' && rule.parameters[0]).toEqual({
      name: 'resp_rate',
      maxAge: 4 * HOUR,
      points: [0, 1],
      sources: [{ metric: 'resp_rate', unit: '/min', matchers: [], decimals: 0, upTo: [21] }],
    });
  });

  test.each([
    [
      'neither use nor parameters',
      '  - { name: a, title: A, service: icu, max_age: 1h, levels: [{ name: b, total: 1, severity: error }] }',
      /no parameters.*use: news2/,
    ],
    ['no age limit', '  - { use: news2, service: icu }', /max_age/],
    [
      'an age limit of a parameter that it has not',
      '  - { use: news2, service: icu, max_age: 1h, max_ages: { temp: 1h } }',
      /no parameter temp/,
    ],
    [
      'a level that is never reached',
      '  - { use: news2, service: icu, max_age: 1h, levels: [{ name: b, total: 21, severity: error }] }',
      /level b is never reached/,
    ],
    [
      'a level that nothing reaches',
      '  - { use: news2, service: icu, max_age: 1h, levels: [{ name: b, severity: error }] }',
      /nothing reaches the level b/,
    ],
    [
      'a unit asked of all parameters',
      `  - { use: news2, service: icu, max_age: 1h, where: ['unit="%"'] }`,
      /each has its own/,
    ],
    [
      'bands out of order',
      QSOFA.replace(
        '[{ to: 21, points: 0 }, { points: 1 }]',
        '[{ to: 21, points: 0 }, { to: 20, points: 2 }, { points: 1 }]',
      ),
      /not in order/,
    ],
    [
      'bands that do not end',
      QSOFA.replace('{ points: 1 }] }', '{ to: 90, points: 1 }] }'),
      /the last has none/,
    ],
    [
      'two parameters of one metric',
      QSOFA.replace('metric: gcs', 'metric: resp_rate'),
      /metric of two parameters/,
    ],
    [
      'no name, title and levels of its own',
      QSOFA.replace('title: qSOFA', 'incomplete_after: 1h'),
      /no title/,
    ],
  ])('is refused with %s', (_, scores, why) => {
    expect(problems(scores)).toMatch(why);
  });

  test('has a name that no rule has, nor another score', () => {
    const one = '  - { use: news2, service: icu, max_age: 1h }\n';
    expect(problems(one + one)).toMatch(/another score is named "news2", on line 8/);
    const rules = 'rules: [{ name: news2, title: x, service: icu, metric: news2, above: 4 }]\n';
    expect(problems(one, rules)).toMatch(/another rule is named "news2", on line 7/);
  });

  test('waits at least a minute to say that it is incomplete', () => {
    const score = '  - { use: news2, service: icu, max_age: 1h, incomplete_after: 10s }';
    expect(problems(score)).toMatch(/"10s" is shorter than 1m/);
  });
});
