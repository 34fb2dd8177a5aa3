import { expect, test } from '@jest/globals';
import { codeOf, codesFor, convert, type Unit } from '#core/sample/ucum.ts';

/** As @atomic-ehr/ucum 0.2.5 converts them, to ten digits. */
test.each<[value: number, code: string, unit: Unit, expected: number]>([
  [72, '/min', '/min', 72],
  [72, '{beats}/min', '/min', 72],
  [16, '/min{breaths}', '/min', 16],
  [72, '1/min', '/min', 72],
  [72, 'min-1', '/min', 72],
  [1, 'Hz', '/min', 60],
  [1, '/s', '/min', 60],
  [1, '1/s', '/min', 60],
  [1, 's-1', '/min', 60],
  [97.5, '%', '%', 97.5],
  [97, '%{oxygen}', '%', 97],
  [0.97, '1', '%', 97],
  [0.97, 'mol/mol', '%', 97],
  [0.21, 'L/L', '%', 21],
  [97, '10*-2', '%', 97],
  [970, '[ppth]', '%', 97],
  [970, '10*-3', '%', 97],
  [970, '10^-3', '%', 97],
  [97, '10^-2', '%', 97],
  [0.21, 'l/l', '%', 21],
  [970_000, '[ppm]', '%', 97],
  [37, 'Cel', 'Cel', 37],
  [98.6, '[degF]', 'Cel', 37],
  [95.18, '[degF]', 'Cel', 35.1],
  [310.15, 'K', 'Cel', 37],
  [120, 'mm[Hg]', 'mm[Hg]', 120],
  [16, 'kPa', 'mm[Hg]', 120.0102009],
  [160, 'hPa', 'mm[Hg]', 120.0102009],
  [16_000, 'Pa', 'mm[Hg]', 120.0102009],
  [12, 'mbar', 'mm[Hg]', 9.000765065],
  [12, 'cm[H2O]', 'mm[Hg]', 8.826735272],
  [2, 'L/min', 'L/min', 2],
  [2, 'l/min', 'L/min', 2],
  [2_000, 'mL/min', 'L/min', 2],
  [2_000, 'ml/min', 'L/min', 2],
  [0.1, 'L/s', 'L/min', 6],
  [180, 'cm', 'cm', 180],
  [1.8, 'm', 'cm', 180],
  [1_800, 'mm', 'cm', 180],
  [98, '[in_i]', 'cm', 248.92],
  [5, '[ft_i]', 'cm', 152.4],
  [70, 'kg', 'kg', 70],
  [3_500, 'g', 'kg', 3.5],
  [150, '[lb_av]', 'kg', 68.0388555],
  [100, '[oz_av]', 'kg', 2.834952313],
  [24.5, 'kg/m2', 'kg/m2', 24.5],
  [24.5, 'kg.m-2', 'kg/m2', 24.5],
  [7, '{score}', '{score}', 7],
  [7, '1', '{score}', 7],
])('%d %s is in %s %d', (value, code, unit, expected) => {
  expect(convert(value, code, unit)).toBe(expected);
});

test.each<[string, Unit]>([
  ['kg', 'cm'],
  ['mmHg', 'mm[Hg]'],
  ['CEL', 'Cel'],
  ['{percent}', '%'],
  ['{beats}', '/min'],
  ['', 'Cel'],
  ['constructor', '%'],
  ['{'.repeat(50_000), '%'],
])('%.20s is nothing in %s', (code, unit) => {
  expect(convert(1, code, unit)).toBeUndefined();
});

test.each([
  [
    '/min',
    'bpm',
    'BPM',
    'beats/min',
    'beats/minute',
    'breaths/min',
    'breaths/minute',
    'rpm',
    '/minute',
  ],
  ['mm[Hg]', 'mmHg', 'mm Hg'],
  ['Cel', '°C', '℃', 'degC', 'C', 'Celsius'],
  ['[degF]', '°F', '℉', 'degF', 'F', 'Fahrenheit'],
  ['%', 'percent', 'pct'],
  ['L/min', 'lpm', 'liters/min', 'L/minute'],
  ['kg/m2', 'kg/m²', 'kg/m^2'],
  ['[lb_av]', 'lb', 'lbs'],
  ['[in_i]', 'in', 'inch', 'inches'],
  ['kg', 'kg'],
  ['spoons', 'spoons'],
])('%s is the code of what people write', (code, ...spellings) => {
  for (const text of spellings) {
    expect(codeOf(text)).toBe(code);
  }
});

test.each<[Unit, string]>([
  ['/min', '/min, 1/min, min-1, /s, 1/s, s-1, Hz'],
  ['%', '%, 1, 10*-2, 10^-2, [ppth], 10*-3, 10^-3, [ppm], L/L, l/l, mol/mol'],
  ['Cel', 'Cel, [degF], K'],
  ['mm[Hg]', 'mm[Hg], kPa, hPa, mbar, Pa, cm[H2O]'],
  ['L/min', 'L/min, l/min, mL/min, ml/min, L/s'],
  ['cm', 'cm, m, mm, [in_i], [ft_i]'],
  ['kg', 'kg, g, [lb_av], [oz_av]'],
  ['kg/m2', 'kg/m2, kg.m-2'],
  ['{score}', '{score} or no unit'],
])('what is taken for %s is said in a list: all of them are above', (unit, list) => {
  expect(codesFor(unit)).toBe(list);
});
