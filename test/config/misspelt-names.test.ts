import { describe, expect, test } from '@jest/globals';
import { warned } from '../support/warned.ts';

const rule = (metric: string, more = '') =>
  `{ title: T, service: icu, severity: critical, below: 88, metric: ${metric}${more} }`;
const unit = (text: string) => `, where: ['unit="${text}"']`;
const rules = (...all: readonly string[]) =>
  `rules:\n${all.map((one, index) => `  - { name: r${index}, ${one.slice(1)}\n`).join('')}`;

describe('a metric that is nearly a vital sign', () => {
  test.each([
    ['hart_rate', 'heart_rate'],
    ['heartrate', 'heart_rate'],
    ['SpO2', 'spo2'],
    ['sp02', 'spo2'],
    ['weigth', 'weight'],
    ['systollic_bp', 'systolic_bp'],
  ])('is warned of once: %s', (metric, meant) => {
    expect(warned(rules(rule(metric), rule(metric)))).toEqual([
      `7 metric "${metric}" is no vital sign, and nearly ${meant}, which is one (did you mean ${meant}? Leave it if your senders do say ${metric})`,
    ]);
  });

  test.each(['heart_rate', 'heart_rate_2', 'gmi', 'test_rate', 'pulse', 'mean_hr'])(
    'is not seen in %s',
    (metric) => {
      expect(warned(rules(rule(metric)))).toEqual([]);
    },
  );

  test('is seen under plausible too', () => {
    const text = 'plausible:\n  - { metric: hart_rate, range: [0, 300] }\n';
    expect(warned(text)[0]).toMatch(/^7 metric "hart_rate" is no vital sign/);
  });
});

describe('a unit that differs in its capitals alone', () => {
  test('is warned of from the second on', () => {
    const all = [rule('lactate', unit('mmol/L')), rule('lactate', unit('mmol/l'))];
    expect(warned(rules(...all))).toEqual([
      '8 lactate has the unit "mmol/l" here and "mmol/L" elsewhere: capitals count (write unit="mmol/L" in both, if they mean the same)',
    ]);
  });

  test('is warned of where it is the unit of a vital sign', () => {
    expect(warned(rules(rule('temperature', unit('cel'))))[0]).toMatch(/"cel" here and "Cel" /);
  });

  test('is not seen in units of different metrics, or in other units', () => {
    const all = [rule('a', unit('Mb')), rule('b', unit('MB')), rule('a', unit('kB'))];
    expect(warned(rules(...all))).toEqual([]);
  });
});

describe('ranges that leave no value', () => {
  const entries = (...all: readonly string[]) =>
    `plausible:\n${all.map((one) => `  - { ${one} }\n`).join('')}`;

  test('are warned of where one holds for all that another does', () => {
    const wide = 'metric: lactate, range: [0, 40]';
    const narrow = `metric: lactate, where: ['unit="mg/dL"'], range: [50, 400]`;
    const told =
      '8 no value of lactate is plausible: it lies from 50 to 400 here, and from 0 to 40 by an entry before (give each a where of its own, such as another unit)';
    expect(warned(entries(wide, narrow))).toEqual([told]);
    expect(warned(entries(narrow, wide))[0]).toMatch(/^8 no value of lactate .* 0 to 40 here/);
  });

  test('are warned of where a body has no such values', () => {
    const text = entries(`metric: heart_rate, where: ['unit="/min"'], range: [700, 900]`);
    expect(warned(text)[0]).toMatch(/700 to 900 here, and from 0 to 600 in any body \(correct/);
  });

  test.each([
    [
      'of different samples',
      `where: ['unit="a"'], range: [0, 1]`,
      `where: ['unit="b"'], range: [2, 3]`,
    ],
    ['that meet', 'range: [0, 1]', 'range: [1, 2]'],
    ['within each other', 'range: [0, 9]', 'range: [1, 2]'],
  ])('are none %s', (_, one, other) => {
    expect(warned(entries(`metric: lactate, ${one}`, `metric: lactate, ${other}`))).toEqual([]);
  });
});
