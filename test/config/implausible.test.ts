import { describe, expect, test } from '@jest/globals';
import { loadConfig } from '#config/load.ts';

function load(plausible: string, rule: string) {
  return loadConfig(
    `time_zone: UTC
people: { anna: { name: Anna, contacts: { email: anna@example.org } } }
policies: { p: { steps: [{ page: [person: anna] }] } }
services: { icu: { policy: p } }
technical_service: icu
plausible: [${plausible}]
rules:
  - { name: r, title: T, service: icu, ${rule} }
`,
    'w.yaml',
  );
}

function problems(plausible: string, rule: string): readonly string[] {
  const loaded = load(plausible, rule);
  return loaded.ok
    ? []
    : loaded.problems.map(({ line, message, hint }) => `${line} ${message} (${hint})`);
}

const LACTATE = `{ metric: lactate, where: ['unit="mmol/L"'], range: [0, 40] }`;
const OF_LACTATE = `metric: lactate, where: ['unit="mmol/L"', 'ward="icu"']`;
const OF_SPO2 = `metric: spo2, where: ['unit="%"']`;

describe('a rule that no plausible value breaches', () => {
  test.each(['below: 0', 'above: 40', 'outside: [0, 40]', 'equals: 41'])(
    'is refused: %s',
    (limit) => {
      expect(problems(LACTATE, `${OF_LACTATE}, ${limit}`)).toEqual([
        '8 rule "r" can never fire: lactate is plausible from 0 to 40 (correct the limit, or the range under plausible)',
      ]);
    },
  );

  test('is refused for a vital sign in its unit without a word in the config', () => {
    expect(problems('', `${OF_SPO2}, above: 100`)).toEqual([
      '8 rule "r" can never fire: spo2 is plausible from 0 to 100 (correct the limit, or the unit in where)',
    ]);
  });

  test('is refused if its limit is a fraction of what is a percentage', () => {
    expect(problems('', `${OF_SPO2}, below: 0.9`)).toEqual([
      '8 rule "r" fires at 0 alone: spo2 is a percentage, and values up to 1 are refused as fractions (write 90 for 90 %; for 0 alone write equals: 0)',
    ]);
  });

  test.each([
    ['whose limit lies within', LACTATE, `${OF_LACTATE}, above: 39`],
    ['that also reads samples of which nothing is said', LACTATE, 'metric: lactate, above: 40'],
    ['on another metric', LACTATE, 'metric: glucose, above: 40'],
    ['on a vital sign in any unit', '', 'metric: spo2, below: 0.9'],
    ['at no pulse', '', `${OF_SPO2}, equals: 0`],
    ['at no pulse, written as a limit', '', `${OF_SPO2}, below: 1`],
    ['about silence', LACTATE, `${OF_LACTATE}, absent: 5m`],
    ['of a freezer', '', `metric: temperature, where: ['unit="Cel"'], below: -80`],
  ])('is not one %s', (_, plausible, rule) => {
    expect(problems(plausible, rule)).toEqual([]);
  });
});

describe('a plausible range', () => {
  test('is that of a vital sign, in its unit, if none is written', () => {
    const loaded = load(`{ metric: temperature, where: ['ward="icu"'] }`, 'metric: x, above: 1');
    expect(loaded.ok && loaded.config.plausible).toEqual([
      {
        metric: 'temperature',
        matchers: [
          { name: 'ward', op: '=', value: 'icu' },
          { name: 'unit', op: '=', value: 'Cel' },
        ],
        range: expect.objectContaining({ from: 0, to: 50 }),
      },
    ]);
  });

  test.each([
    ['{ metric: lactate }', 'no range is known for lactate'],
    ['{ metric: lactate, range: [40, 0] }', 'range [40, 0]: the lowest is not below the highest'],
    [`{ metric: m, where: ['a="1"', 'a="2"'], range: [0, 1] }`, 'no sample can match'],
    [`{ metric: m, where: ['replica="1"'], range: [0, 1] }`, '"replica" is left out of every'],
  ])('is refused as %s', (written, wrong) => {
    const [problem, ...others] = problems(written, 'metric: x, above: 1');
    expect(problem).toContain(wrong);
    expect(problem).toMatch(/^6 /);
    expect(others).toEqual([]);
  });
});
