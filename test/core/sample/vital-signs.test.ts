import { expect, test } from '@jest/globals';
import {
  CONSCIOUSNESS_ANSWERS,
  levelOfConsciousness,
  vitalSign,
} from '#core/sample/vital-signs.ts';

test.each([
  ['loinc:8867-4', 'heart_rate', '/min'],
  ['mdc:149530', 'heart_rate', '/min'],
  ['loinc:2708-6', 'spo2', '%'],
  ['loinc:59408-5', 'spo2', '%'],
  ['mdc:150456', 'spo2', '%'],
  ['loinc:8310-5', 'temperature', 'Cel'],
  ['loinc:8480-6', 'systolic_bp', 'mm[Hg]'],
  ['loinc:3151-8', 'oxygen_flow', 'L/min'],
  ['snomed:1104051000000101', 'news2', '{score}'],
])('%s is %s in %s', (code, metric, unit) => {
  expect(vitalSign(code)).toEqual({ metric, unit });
});

test.each(['loinc:85354-9', 'mdc:8867-4', 'loinc:constructor', ''])('%s is none', (code) => {
  expect(vitalSign(code)).toBeUndefined();
});

test('levels of consciousness rise from alert to unresponsive', () => {
  const codes = ['LA9340-6', 'LA6560-2', 'LA17108-4', 'LA17107-6', 'LA9343-0'];
  expect(codes.map((code) => levelOfConsciousness(`loinc:${code}`))).toEqual([0, 1, 2, 3, 4]);
  expect(CONSCIOUSNESS_ANSWERS).toContain('unresponsive (loinc:LA9343-0, snomed:422768004)');
});
