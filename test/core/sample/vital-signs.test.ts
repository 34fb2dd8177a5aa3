import { expect, test } from '@jest/globals';
import {
  CONSCIOUSNESS_ANSWERS,
  isLevelOfConsciousness,
  levelOfConsciousness,
  seriesOf,
  vitalSign,
} from '#core/sample/vital-signs.ts';

/** Every code there is, as its code system prints it. */
test.each([
  ['heart_rate', '/min', 'loinc:8867-4 mdc:147842 mdc:149530 mdc:149546'],
  ['spo2', '%', 'loinc:59408-5 loinc:2708-6 mdc:150456'],
  ['resp_rate', '/min', 'loinc:9279-1 mdc:151562'],
  ['temperature', 'Cel', 'loinc:8310-5 mdc:150364'],
  ['systolic_bp', 'mm[Hg]', 'loinc:8480-6 mdc:150021'],
  ['diastolic_bp', 'mm[Hg]', 'loinc:8462-4 mdc:150022'],
  ['mean_bp', 'mm[Hg]', 'loinc:8478-0 mdc:150023'],
  ['oxygen_flow', 'L/min', 'loinc:3151-8'],
  ['inspired_oxygen', '%', 'loinc:3150-0'],
  ['consciousness', '{score}', 'loinc:67775-7 loinc:80288-4 snomed:1104441000000107'],
  ['news2', '{score}', 'loinc:88330-6 snomed:1104051000000101'],
  ['height', 'cm', 'loinc:8302-2'],
  ['weight', 'kg', 'loinc:29463-7'],
  ['bmi', 'kg/m2', 'loinc:39156-5'],
  ['head_circumference', 'cm', 'loinc:9843-4'],
  ['battery', '%', 'mdc:67996'],
])('%s is in %s, by %s', (metric, unit, codes) => {
  for (const code of codes.split(' ')) {
    expect(vitalSign(code)).toEqual({ metric, unit });
  }
});

test.each(['loinc:85354-9', 'mdc:8867-4', 'loinc:constructor', ''])('%s is none', (code) => {
  expect(vitalSign(code)).toBeUndefined();
});

test('the pulse has a series of its own beside the heart rate, and no other vital sign has', () => {
  const [heartRate, spo2] = [
    { metric: 'heart_rate', unit: '/min' },
    { metric: 'spo2', unit: '%' },
  ] as const;
  expect(seriesOf(heartRate, ['loinc:8867-4', 'mdc:149530'])).toEqual({ method: 'pulse' });
  expect(seriesOf(heartRate, ['mdc:149546'])).toEqual({ method: 'pulse' });
  expect(seriesOf(heartRate, ['loinc:8867-4', 'mdc:147842'])).toEqual({});
  expect(seriesOf(spo2, ['mdc:149530'])).toEqual({});
});

test.each([
  ['alert', 0, 'loinc:LA9340-6 snomed:248234008'],
  ['confused', 1, 'loinc:LA6560-2 snomed:130987000'],
  ['voice', 2, 'loinc:LA17108-4 snomed:300202002 snomed:255373000'],
  ['pain', 3, 'loinc:LA17107-6 snomed:450847001'],
  ['unresponsive', 4, 'loinc:LA9343-0 snomed:422768004'],
])('%s is level %d of consciousness, by %s', (name, level, codes) => {
  for (const code of codes.split(' ')) {
    expect(levelOfConsciousness(code)).toBe(level);
  }
  expect(CONSCIOUSNESS_ANSWERS).toContain(`${name} (${codes.replaceAll(' ', ', ')})`);
  expect(isLevelOfConsciousness(level)).toBe(true);
});

test.each([-1, 0.5, 5, 15])('%d is no level of consciousness', (value) => {
  expect(isLevelOfConsciousness(value)).toBe(false);
});
