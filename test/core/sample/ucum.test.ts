import { expect, test } from '@jest/globals';
import { codeOf, codesFor, convert, type Unit } from '#core/sample/ucum.ts';

/** As @atomic-ehr/ucum 0.2.5 converts them, to ten digits. */
test.each<[value: number, code: string, unit: Unit, expected: number]>([
  [72, '/min', '/min', 72],
  [72, '{beats}/min', '/min', 72],
  [16, '/min{breaths}', '/min', 16],
  [1, 'Hz', '/min', 60],
  [97.5, '%', '%', 97.5],
  [97, '%{oxygen}', '%', 97],
  [98.6, '[degF]', 'Cel', 37],
  [95.18, '[degF]', 'Cel', 35.1],
  [310.15, 'K', 'Cel', 37],
  [16, 'kPa', 'mm[Hg]', 120.0102009],
  [12, 'mbar', 'mm[Hg]', 9.000765065],
  [12, 'cm[H2O]', 'mm[Hg]', 8.826735272],
  [2_000, 'mL/min', 'L/min', 2],
  [98, '[in_i]', 'cm', 248.92],
  [5, '[ft_i]', 'cm', 152.4],
  [150, '[lb_av]', 'kg', 68.0388555],
  [24.5, 'kg/m2', 'kg/m2', 24.5],
  [7, '{score}', '{score}', 7],
  [7, '1', '{score}', 7],
])('%d %s is in %s %d', (value, code, unit, expected) => {
  expect(convert(value, code, unit)).toBe(expected);
});

test.each<[string, Unit]>([
  ['kg', 'cm'],
  ['mmHg', 'mm[Hg]'],
  ['CEL', 'Cel'],
  ['1', '%'],
  ['{beats}', '/min'],
  ['', 'Cel'],
  ['constructor', '%'],
  ['{'.repeat(50_000), '%'],
])('%.20s is nothing in %s', (code, unit) => {
  expect(convert(1, code, unit)).toBeUndefined();
});

test.each([
  ['mmHg', 'mm[Hg]'],
  ['mm Hg', 'mm[Hg]'],
  ['°F', '[degF]'],
  ['BPM', '/min'],
  ['kg', 'kg'],
  ['spoons', 'spoons'],
])('%s is written %s in UCUM', (text, code) => {
  expect(codeOf(text)).toBe(code);
});

test('what is allowed is said in a list', () => {
  expect(codesFor('Cel')).toBe('Cel, [degF], K');
});
