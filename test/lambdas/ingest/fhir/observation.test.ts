import { describe, expect, test } from '@jest/globals';
import type { FhirSubjectElement } from '#core/config.ts';
import type { Sample } from '#core/sample/sample.ts';
import type { Fault } from '../../../../lambdas/ingest/decoders/fhir/fault.ts';
import { readObservation } from '../../../../lambdas/ingest/decoders/fhir/observation.ts';
import { T0 } from '../../../support/bed-1.ts';
import {
  concept,
  LOINC,
  MDC,
  observation,
  pressure,
  quantity,
  type Resource,
  SNOMED,
  spo2,
} from '../../../support/fhir.ts';

const AT = { effectiveDateTime: '2026-06-01T11:00:00+02:00' };

function read(resource: Resource, ...elements: readonly FhirSubjectElement[]) {
  const subjectElements = elements.length > 0 ? elements : (['subject', 'device'] as const);
  const element = { json: { ...AT, ...resource }, path: 'Observation' };
  return readObservation(element, { elements: subjectElements, resolve: () => undefined });
}

const values = (resource: Resource) =>
  (read(resource) as readonly Sample[]).map(({ metric, value, unit }) => [metric, value, unit]);

function fault(resource: Resource, ...elements: readonly FhirSubjectElement[]): Fault {
  const [first] = read(resource, ...elements);
  return first as Fault;
}

const vital = (code: string, value: Resource, more: Resource = {}) =>
  observation({ code: concept(LOINC, code), ...value, ...more });

describe('what an Observation becomes', () => {
  test('a sample of the subject, at the time of measurement, without labels', () => {
    expect(read({ ...spo2(86), ...AT })).toEqual([
      { subject: 'Patient/p1', metric: 'spo2', value: 86, unit: '%', at: T0, labels: {} },
    ]);
  });

  test.each<[string, Resource, readonly (readonly unknown[])[]]>([
    [
      'a value in another unit',
      vital('8310-5', { valueQuantity: quantity(100.4, '[degF]') }),
      [['temperature', 38, 'Cel']],
    ],
    [
      'a unit in words only',
      vital('8480-6', { valueQuantity: { value: 120, unit: 'mmHg' } }),
      [['systolic_bp', 120, 'mm[Hg]']],
    ],
    [
      'words where a code belongs',
      vital('8480-6', { valueQuantity: quantity(120, 'mmHg') }),
      [['systolic_bp', 120, 'mm[Hg]']],
    ],
    [
      'a unit of another system',
      vital('8867-4', { valueQuantity: { value: 70, system: MDC, code: '264864', unit: 'bpm' } }),
      [['heart_rate', 70, '/min']],
    ],
    [
      'a bound',
      vital('59408-5', { valueQuantity: { ...quantity(70, '%'), comparator: '<' } }),
      [['spo2', 70, '%']],
    ],
    [
      'a code of a device',
      observation({ code: concept(MDC, '150456'), valueQuantity: quantity(97, '%') }),
      [['spo2', 97, '%']],
    ],
    [
      'a known code beside one that is not',
      observation({
        code: { coding: [{ system: MDC, code: '1' }, ...concept(LOINC, '8867-4').coding] },
        valueQuantity: quantity(61, '/min'),
      }),
      [['heart_rate', 61, '/min']],
    ],
    [
      'components',
      pressure(182, 96),
      [
        ['systolic_bp', 182, 'mm[Hg]'],
        ['diastolic_bp', 96, 'mm[Hg]'],
      ],
    ],
    [
      'a value and components',
      spo2(95, {
        component: [{ code: concept(LOINC, '3151-8'), valueQuantity: quantity(6, 'L/min') }],
      }),
      [
        ['spo2', 95, '%'],
        ['oxygen_flow', 6, 'L/min'],
      ],
    ],
    [
      'a component that was not measured',
      pressure(182, 96, {
        component: [
          { code: concept(LOINC, '8480-6'), dataAbsentReason: {} },
          { code: concept(LOINC, '8462-4'), valueQuantity: quantity(9, 'kPa') },
        ],
      }),
      [['diastolic_bp', 67.50573799, 'mm[Hg]']],
    ],
    ['a score', vital('88330-6', { valueInteger: 7 }), [['news2', 7, '{score}']]],
    [
      'a score as a quantity',
      vital('88330-6', { valueQuantity: { value: 7 } }),
      [['news2', 7, '{score}']],
    ],
    [
      'an answer of LOINC',
      vital('67775-7', { valueCodeableConcept: concept(LOINC, 'LA17107-6') }),
      [['consciousness', 3, '{score}']],
    ],
    [
      'an answer of SNOMED CT',
      vital('80288-4', { valueCodeableConcept: concept(SNOMED, '248234008') }),
      [['consciousness', 0, '{score}']],
    ],
    [
      'another code of LOINC',
      vital('2339-0', { valueQuantity: quantity(95, 'mg/dL') }),
      [['loinc:2339-0', 95, 'mg/dL']],
    ],
    [
      'a code of some other system',
      observation({ code: concept('urn:x', 'a'), valueInteger: 3 }),
      [['urn:x|a', 3, undefined]],
    ],
  ])('%s', (_, resource, expected) => {
    expect(values(resource)).toEqual(expected);
  });

  test.each<[string, Resource]>([
    [
      'no value, and a reason for it',
      vital('8867-4', { dataAbsentReason: concept('urn:x', 'unknown') }),
    ],
    ['a panel of others', vital('85353-1', { hasMember: [{ reference: 'Observation/1' }] })],
    ['a text of an unknown code', vital('2339-0', { valueString: 'clear' })],
    ['a coded answer of an unknown code', vital('2339-0', { valueCodeableConcept: {} })],
    [
      'the clock of a device',
      observation({ code: concept(MDC, '67975'), valueDateTime: '2026-05-04' }),
    ],
    ...['registered', 'cancelled', 'unknown'].map((status): [string, Resource] => [
      status,
      spo2(80, { status }),
    ]),
  ])('nothing, and no fault: %s', (_, resource) => {
    expect(read(resource)).toEqual([]);
  });

  test.each([
    ['preliminary', undefined],
    ['final', undefined],
    ['amended', 'corrected'],
    ['corrected', 'corrected'],
    ['entered-in-error', 'entered_in_error'],
  ])('of the status %s the revision is %s', (status, revision) => {
    expect(read(spo2(80, { status }))).toMatchObject([
      { metric: 'spo2', ...(revision && { revision }) },
    ]);
    expect((read(spo2(80, { status }))[0] as Sample).revision).toBe(revision);
  });

  test('what is taken back needs no value, and has the unit by which a rule knows it', () => {
    const parts = [{ code: concept(LOINC, '8480-6') }, { code: concept(LOINC, '8462-4') }];
    const taken = read(pressure(1, 1, { status: 'entered-in-error', component: parts }));
    expect(taken).toMatchObject([
      { metric: 'loinc:85354-9' },
      { metric: 'systolic_bp', unit: 'mm[Hg]', revision: 'entered_in_error' },
      { metric: 'diastolic_bp', unit: 'mm[Hg]', revision: 'entered_in_error' },
    ]);
  });
});

describe('of whom', () => {
  const [patient, device] = [{ reference: 'Patient/p1' }, { reference: 'Device/d1' }];
  const both = spo2(97, { subject: patient, device });

  test.each<[string, Resource, readonly FhirSubjectElement[], string]>([
    ['the first element that is there', both, ['device', 'subject'], 'Device/d1'],
    ['the next where it is missing', spo2(97), ['device', 'subject'], 'Patient/p1'],
    [
      'the next where it refers in words',
      spo2(97, { subject: { display: 'Ann' }, device }),
      ['subject', 'device'],
      'Device/d1',
    ],
    [
      'an absolute reference as it is',
      spo2(97, { subject: { reference: 'https://ehr.example/Patient/9' } }),
      ['subject'],
      'https://ehr.example/Patient/9',
    ],
    [
      'a reference to a version without it',
      spo2(97, { subject: { reference: 'Patient/p1/_history/3' } }),
      ['subject'],
      'Patient/p1',
    ],
    [
      'the first of several',
      spo2(97, { focus: [{ reference: 'Patient/fetus' }] }),
      ['focus'],
      'Patient/fetus',
    ],
    [
      'what stands for an identifier',
      spo2(97, { subject: { reference: 'Patient?identifier=urn:oid:1|77' } }),
      ['subject'],
      'Patient/0490dad61219fe2e4209f5a7528c02e2',
    ],
  ])('%s', (_, resource, elements, subject) => {
    expect(read(resource, ...elements)).toMatchObject([{ subject }]);
  });

  test.each<[string, Resource, RegExp]>([
    [
      'nobody',
      spo2(97, { subject: undefined }),
      /^It is missing; it must be a reference, .* in subject or device/,
    ],
    [
      'by identifier only',
      spo2(97, { subject: { identifier: { system: 'urn:x', value: 'secret' } } }),
      /by identifier or in words only/,
    ],
    ['contained', spo2(97, { subject: { reference: '#p' } }), /contained resource/],
    [
      'a fullUrl without an entry',
      spo2(97, { subject: { reference: 'urn:uuid:1' } }),
      /No entry of the Bundle/,
    ],
    [
      'another search',
      spo2(97, { subject: { reference: 'Patient?name=Ann' } }),
      /a search for something else/,
    ],
  ])('refused: %s', (_, resource, detail) => {
    const found = fault(resource);
    expect(found).toMatchObject({ status: 422, detail: expect.stringMatching(detail) });
    expect(found.detail).not.toContain('secret');
  });
});

describe('when', () => {
  test.each<[string, Resource]>([
    ['an instant', { effectiveDateTime: undefined, effectiveInstant: '2026-06-01T09:00:00Z' }],
    [
      'the end of a period',
      {
        effectiveDateTime: undefined,
        effectivePeriod: { start: '2026-06-01T08:00:00Z', end: '2026-06-01T09:00:00Z' },
      },
    ],
  ])('%s', (_, more) => {
    expect(read({ ...spo2(97), ...more })).toMatchObject([{ at: T0 }]);
  });

  test.each<[string, unknown, Resource]>([
    ['nothing', 'required', { effectiveDateTime: undefined }],
    ['a day', 'value', { effectiveDateTime: '2026-06-01' }],
    ['a time nobody knows where', 'value', { effectiveDateTime: '2026-06-01T09:00:00' }],
    [
      'a period that goes on',
      'required',
      { effectiveDateTime: undefined, effectivePeriod: { start: '2026-06-01T08:00:00Z' } },
    ],
    ['a number', 'value', { effectiveDateTime: 1_780_000_000_000 }],
  ])('refused: %s', (_, code, more) => {
    const found = fault({ ...spo2(97), ...more });
    expect(found).toMatchObject({
      status: 422,
      code,
      detail: expect.stringMatching(/the moment of the measurement/),
    });
    expect(found.expression).toMatch(/^Observation\.effective/);
  });
});

describe('rules that are broken', () => {
  test.each<[string, Resource, string, RegExp]>([
    [
      'a status that is none',
      spo2(97, { status: 'done' }),
      'Observation.status',
      /"done"; it must be one of preliminary, final/,
    ],
    ['no value', vital('8867-4', {}), 'Observation.value', /a valueQuantity, or dataAbsentReason/],
    [
      'a vital sign in words',
      vital('8867-4', { valueString: '72' }),
      'Observation.valueString',
      /heart_rate must be a valueQuantity in \/min/,
    ],
    [
      'a vital sign without a unit',
      vital('8867-4', { valueQuantity: { value: 72 } }),
      'Observation.valueQuantity.code',
      /missing; it must be the unit of a heart_rate, in UCUM: \/min/,
    ],
    [
      'a vital sign as an integer',
      vital('8867-4', { valueInteger: 72 }),
      'Observation.valueInteger',
      /a valueQuantity/,
    ],
    [
      'a vital sign in a unit of something else',
      vital('8310-5', { valueQuantity: quantity(37, 'kg') }),
      'Observation.valueQuantity.code',
      /"kg".*Cel, \[degF\], K/,
    ],
    [
      'a saturation as a ratio',
      spo2(0.97, { valueQuantity: quantity(0.97, '1') }),
      'Observation.valueQuantity.code',
      /"1"/,
    ],
    [
      'a value in words',
      spo2(97, { valueQuantity: { ...quantity(0, '%'), value: '97' } }),
      'Observation.valueQuantity.value',
      /"97"; it must be a number/,
    ],
    [
      'an answer that nobody knows',
      vital('67775-7', { valueCodeableConcept: concept(LOINC, 'LA1-1') }),
      'Observation.valueCodeableConcept',
      /alert \(loinc:LA9340-6/,
    ],
    [
      'no code',
      observation({ code: { text: 'pulse' }, valueQuantity: quantity(72, '/min') }),
      'Observation.code.coding',
      /a code with its system/,
    ],
    [
      'components that are no list',
      pressure(1, 1, { component: {} }),
      'Observation.component',
      /a list/,
    ],
    [
      'a component that is wrong',
      pressure(1, 1, { component: [{ code: concept(LOINC, '8480-6'), valueString: 'x' }] }),
      'Observation.component[0].valueString',
      /systolic_bp/,
    ],
  ])('%s', (_, resource, expression, detail) => {
    expect(fault(resource)).toMatchObject({
      status: 422,
      expression,
      detail: expect.stringMatching(detail),
    });
  });

  test.each<[string, Resource, string]>([
    ['components', { component: Array(101).fill({}) }, 'Observation.component'],
    ['codings', { code: concept(LOINC, ...Array(51).fill('8867-4')) }, 'Observation.code.coding'],
  ])('more %s than are looked at', (_, more, expression) => {
    expect(fault(spo2(97, more))).toMatchObject({ status: 413, code: 'too-costly', expression });
  });
});
