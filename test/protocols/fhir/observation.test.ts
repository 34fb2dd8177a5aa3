import { describe, expect, test } from '@jest/globals';
import type { FhirSubjectElement } from '#core/team/config.ts';
import type { FhirIssue } from '#protocols/fhir/issue.ts';
import { parseObservation } from '#protocols/fhir/observation.ts';
import { T0 } from '../../support/bed-1.ts';
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
} from '../../support/fhir.ts';

const AT = { effectiveDateTime: '2026-06-01T11:00:00+02:00' };

function read(resource: Resource, ...elements: readonly FhirSubjectElement[]) {
  const subjectElements = elements.length > 0 ? elements : (['subject', 'device'] as const);
  const element = { json: { ...AT, ...resource }, path: 'Observation' };
  return parseObservation(element, { elements: subjectElements, resolve: () => undefined });
}

const values = (resource: Resource) =>
  read(resource).samples.map(({ metric, value, unit }) => [metric, value, unit]);

function fault(resource: Resource, ...elements: readonly FhirSubjectElement[]): FhirIssue {
  const { faults } = read(resource, ...elements);
  return faults[0] as FhirIssue;
}

const vital = (code: string, value: Resource, more: Resource = {}) =>
  observation({ code: concept(LOINC, code), ...value, ...more });

describe('from an Observation', () => {
  test('comes a sample of the subject, at the time of measurement, without labels', () => {
    expect(read({ ...spo2(86), ...AT })).toEqual({
      samples: [
        { subject: 'Patient/p1', metric: 'spo2', value: 86, unit: '%', at: T0, labels: {} },
      ],
      faults: [],
    });
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
    ...(['<=', '>='] as const).map(
      (comparator): [string, Resource, readonly (readonly unknown[])[]] => [
        `a bound with ${comparator}`,
        vital('59408-5', { valueQuantity: { ...quantity(70, '%'), comparator } }),
        [['spo2', 70, '%']],
      ],
    ),
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
    [
      'a saturation as a fraction, whose unit is 1',
      spo2(0, { valueQuantity: quantity(0.97, '1') }),
      [['spo2', 97, '%']],
    ],
    ['a score', vital('88330-6', { valueInteger: 7 }), [['news2', 7, '{score}']]],
    ...[0, 4].map((level): [string, Resource, readonly (readonly unknown[])[]] => [
      `a consciousness of ${level}`,
      vital('67775-7', { valueInteger: level }),
      [['consciousness', level, '{score}']],
    ]),
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
    ...(
      [
        ['371825009', {}, 1],
        ['371825009', { valueBoolean: false }, 0],
        ['371825009', { valueCodeableConcept: concept(SNOMED, '373067005') }, 0],
        ['371825009', { valueCodeableConcept: concept(SNOMED, '373066001') }, 1],
        ['371825009', { valueInteger: 1 }, 1],
        ['722742002', {}, 0],
        ['722742002', { valueBoolean: false }, 1],
      ] as const
    ).map(([code, value, expected]): [string, Resource, readonly (readonly unknown[])[]] => [
      `the finding ${code} with ${JSON.stringify(value)}`,
      observation({ code: concept(SNOMED, code), ...value }),
      [['oxygen', expected, '{score}']],
    ]),
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
    [
      'a component that was not measured',
      pressure(1, 1, { component: [{ code: concept(LOINC, '8480-6') }] }),
    ],
    [
      'a component in words only',
      vital('2339-0', { component: [{ code: { text: 'quality' }, valueInteger: 3 }] }),
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
  ])('comes nothing, and no issue: %s', (_, resource) => {
    expect(read(resource)).toEqual({ samples: [], faults: [] });
  });

  test.each([
    ['preliminary', undefined],
    ['final', undefined],
    ['amended', 'corrected'],
    ['corrected', 'corrected'],
    ['entered-in-error', 'value_entered_in_error'],
  ])('with the status %s comes the revision %s', (status, revision) => {
    const [sample] = read(spo2(80, { status })).samples;
    expect([sample?.metric, sample?.value, sample?.revision]).toEqual(['spo2', 80, revision]);
  });

  test.each([
    ['<', 70, '%', 69.99999],
    ['>', 70, '%', 70.00001],
    ['<', 0, '%', -0.00001],
    ['<', -1, '%', -1.00001],
  ])('a bound with %s is evaluated just past it', (comparator, bound, code, beyond) => {
    const valueQuantity = { ...quantity(bound, code), comparator };
    const [{ value } = { value: bound }] = read(spo2(0, { valueQuantity })).samples;
    expect(value).not.toBe(bound);
    expect(value).toBeGreaterThan(Math.min(bound, beyond));
    expect(value).toBeLessThan(Math.max(bound, beyond));
  });

  test('says on which side of a bound its value lies', () => {
    const told = (comparator?: string) => {
      const valueQuantity = {
        ...quantity(70, '%'),
        ...(comparator !== undefined && { comparator }),
      };
      return read(spo2(0, { valueQuantity })).samples[0]?.bound;
    };
    expect(['<', '>', '>=', undefined].map(told)).toEqual(['below', 'above', undefined, undefined]);
  });

  test('what is usual for a patient (referenceRange) is no sample, wherever it ends', () => {
    const referenceRange = [{ low: quantity(-40, '%'), high: quantity(400, '%') }];
    const { samples, faults } = read(spo2(97, { referenceRange }));
    expect([samples.map(({ value }) => value), faults]).toEqual([[97], []]);
  });

  test('a bound is converted first, and is one of an unknown metric too', () => {
    const bound = (code: string, valueQuantity: Resource) =>
      read(vital(code, { valueQuantity: { ...valueQuantity, comparator: '<' } })).samples[0]?.value;
    const warm = bound('8310-5', quantity(95, '[degF]'));
    expect(warm).toBeLessThan(35);
    expect(warm).toBeCloseTo(35, 9);
    expect(bound('2339-0', quantity(40, 'mg/dL'))).toBeLessThan(40);
  });

  test.each<[string, Resource, Resource]>([
    ['an ECG', concept(MDC, '147842'), {}],
    ['LOINC alone', concept(LOINC, '8867-4'), {}],
    ['an oximeter', concept(MDC, '149530'), { method: 'pulse' }],
    ['a cuff', concept(MDC, '149546'), { method: 'pulse' }],
    [
      'an oximeter, whatever LOINC calls it',
      { coding: [...concept(LOINC, '8867-4').coding, ...concept(MDC, '149530').coding] },
      { method: 'pulse' },
    ],
  ])('the heart rate of %s is in a series of its kind', (_, code, labels) => {
    const one = observation({ code, valueQuantity: quantity(72, '/min') });
    for (const status of ['final', 'entered-in-error']) {
      expect(read({ ...one, status }).samples).toMatchObject([{ metric: 'heart_rate', labels }]);
    }
  });

  test('no other vital sign has a label, whatever else its code says', () => {
    const code = {
      coding: [...concept(LOINC, '59408-5').coding, ...concept(MDC, '149530').coding],
    };
    expect(read(spo2(97, { code })).samples).toMatchObject([{ metric: 'spo2', labels: {} }]);
  });

  test('what was refused for its unit takes nothing back: another value of that time stands', () => {
    const status = 'entered-in-error';
    const { samples, faults } = read(spo2(80, { status, valueQuantity: quantity(80, 'mm[Hg]') }));
    expect([samples, faults.length]).toEqual([[], 1]);
  });

  test('what is taken back needs no value, and has the unit by which a rule knows it', () => {
    const parts = [{ code: concept(LOINC, '8480-6') }, { code: concept(LOINC, '8462-4') }];
    const taken = read(pressure(1, 1, { status: 'entered-in-error', component: parts }));
    expect(taken.samples).toMatchObject([
      { metric: 'loinc:85354-9' },
      { metric: 'systolic_bp', unit: 'mm[Hg]', revision: 'entered_in_error' },
      { metric: 'diastolic_bp', unit: 'mm[Hg]', revision: 'entered_in_error' },
    ]);
  });
});

describe('the subject is', () => {
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
    expect(read(resource, ...elements).samples).toMatchObject([{ subject }]);
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

describe('the time is', () => {
  const moment = '2026-06-01T09:00:00Z';
  const later = '2026-06-01T10:00:00Z';
  const earlier = '2026-06-01T08:00:00Z';

  test.each<[string, Resource]>([
    ['a moment, whenever it was issued', { effectiveDateTime: moment, issued: later }],
    ['a moment whose offset lacks its colon', { effectiveDateTime: '2026-06-01T11:00:00+0200' }],
    ['an instant', { effectiveInstant: moment, issued: later }],
    ['the end of a period', { effectivePeriod: { start: earlier, end: moment } }],
    ['the end of a period alone', { effectivePeriod: { end: moment } }],
    ['the start of a period that goes on', { effectivePeriod: { start: moment } }],
    [
      'the start of a period that goes on, issued before it',
      { effectivePeriod: { start: moment }, issued: earlier },
    ],
    [
      'when it was issued, of a period that goes on',
      { effectivePeriod: { start: earlier }, issued: moment },
    ],
    [
      'the start of a period that ends on a day',
      { effectivePeriod: { start: moment, end: '2026-06-01' } },
    ],
    ['the last event of a timing', { effectiveTiming: { event: [moment, earlier] } }],
    [
      'the end of the bounds of a timing',
      { effectiveTiming: { repeat: { boundsPeriod: { start: earlier, end: moment } } } },
    ],
    ['when it was issued, where nothing says more', { issued: moment }],
    [
      'when it was issued, where a timing says how often',
      { effectiveTiming: { repeat: { frequency: 4, period: 1, periodUnit: 'd' } }, issued: moment },
    ],
    ['when it was issued on the day', { effectiveDateTime: '2026-06-01', issued: moment }],
    [
      'when it was issued on the day of a time that nobody knows where',
      { effectiveDateTime: '2026-06-01T10:58:00', issued: moment },
    ],
  ])('%s', (_, more) => {
    const { samples, faults } = read({ ...spo2(97, { effectiveDateTime: undefined }), ...more });
    expect([samples, faults]).toMatchObject([[{ at: T0 }], []]);
  });

  test.each<[string, string, string, Resource]>([
    ['nothing', 'required', '', {}],
    ['a day', 'value', 'DateTime', { effectiveDateTime: '2026-06-01' }],
    [
      'a day before that on which it was issued',
      'value',
      'DateTime',
      { effectiveDateTime: '2026-05-31', issued: moment },
    ],
    [
      'a month, though it was issued in it',
      'value',
      'DateTime',
      { effectiveDateTime: '2026-06', issued: moment },
    ],
    [
      'a time nobody knows where',
      'value',
      'DateTime',
      { effectiveDateTime: '2026-06-01T09:00:00' },
    ],
    ['a period of days', 'value', 'Period.end', { effectivePeriod: { end: '2026-06-01' } }],
    ['a period that is none', 'value', 'Period', { effectivePeriod: 3 }],
    ['an issue on a day', 'required', '', { issued: '2026-06-01' }],
    ['a number', 'value', 'DateTime', { effectiveDateTime: 1_780_000_000_000 }],
  ])('refused: %s', (_, code, where, more) => {
    expect(fault({ ...spo2(97, { effectiveDateTime: undefined }), ...more })).toMatchObject({
      status: 422,
      code,
      detail: expect.stringMatching(/the moment of the measurement/),
      expression: `Observation.effective${where}`,
    });
  });
});

describe('violated rules', () => {
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
      'a saturation without a unit but what means nothing',
      spo2(97, { valueQuantity: quantity(97, '{percent}') }),
      'Observation.valueQuantity.code',
      /"\{percent\}"; .*, in UCUM: %, 1, 10\*-2/,
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
      'no code to take back',
      spo2(97, { status: 'entered-in-error', code: { text: 'pulse' } }),
      'Observation.code.coding',
      /a code with its system/,
    ],
    [
      'an empty panel',
      pressure(1, 1, { component: [] }),
      'Observation.value',
      /a valueQuantity, or/,
    ],
    [
      'a vital sign that is an empty panel',
      vital('8867-4', { hasMember: [] }),
      'Observation.value',
      /a valueQuantity, or/,
    ],
    [
      'no reason for no value',
      vital('8867-4', { value: quantity(80, '/min'), dataAbsentReason: null }),
      'Observation.value',
      /a valueQuantity, or/,
    ],
    ...[15, -1, 5].map((valueInteger): [string, Resource, string, RegExp] => [
      `a consciousness of ${valueInteger}`,
      vital('67775-7', { valueInteger }),
      'Observation.valueInteger',
      /it must be a whole number from 0 \(alert\) to 4 \(unresponsive\)/,
    ]),
    [
      'a consciousness between two levels',
      vital('80288-4', { valueQuantity: quantity(1.5, '{score}') }),
      'Observation.valueQuantity.value',
      /1\.5; it must be a whole number/,
    ],
    [
      'a component with a code of no system',
      pressure(1, 1, {
        component: [{ code: { coding: [{ code: '8480-6' }], text: 'x' }, valueInteger: 1 }],
      }),
      'Observation.component[0].code.coding',
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

  test('cost the right parts nothing', () => {
    const parts = [
      { code: concept(LOINC, '8480-6'), valueQuantity: quantity(60, 'mm[Hg]') },
      { code: concept(LOINC, '8462-4'), valueQuantity: quantity(40, 'torr') },
      { code: { text: 'quality' }, valueInteger: 3 },
      { code: concept(LOINC, '8478-0') },
    ];
    expect(read(pressure(1, 1, { component: parts }))).toMatchObject({
      samples: [{ metric: 'systolic_bp', value: 60 }],
      faults: [{ expression: 'Observation.component[1].valueQuantity.code' }],
    });
  });

  test.each<[string, Resource, string]>([
    ['components', { component: Array(101).fill({}) }, 'Observation.component'],
    ['codings', { code: concept(LOINC, ...Array(51).fill('8867-4')) }, 'Observation.code.coding'],
  ])('include more %s than are evaluated', (_, more, expression) => {
    expect(fault(spo2(97, more))).toMatchObject({ status: 413, code: 'too-costly', expression });
  });
});

describe('a value that its vital sign cannot have is refused, and no other', () => {
  const LOINCS = { spo2: '59408-5', temperature: '8310-5', weight: '29463-7', news2: '88330-6' };
  const of = (metric: keyof typeof LOINCS, value: number, code: string) =>
    vital(LOINCS[metric], { valueQuantity: quantity(value, code) });

  test.each([
    ['a fraction as a percentage', of('spo2', 0.97, '%'), /0\.97 %, which no spo2 .*unit "1"/],
    ['a whole one', of('spo2', 1, '%'), /which no spo2 can be: a fraction of 1 has the unit "1"/],
    ['a percentage as a fraction', of('spo2', 97, '1'), /9700 %.* from 0 to 100 %/],
    ['less than nothing', of('spo2', -1, '%'), /-1 %/],
    ['Fahrenheit as Celsius', of('temperature', 98.6, 'Cel'), /98\.6 Cel.* from 0 to 50 Cel/],
    ['grams as kilograms', of('weight', 3_500, 'kg'), /3500 kg/],
    ['a score beyond its scale', vital('88330-6', { valueInteger: 21 }), /21 \{score\}/],
  ])('%s', (_, resource, detail) => {
    expect(fault(resource)).toMatchObject({
      status: 422,
      code: 'business-rule',
      detail: expect.stringMatching(detail),
      rejection: { reason: 'impossible' },
    });
  });

  test.each([
    ['nothing', of('spo2', 0, '%'), 0],
    ['a fraction in its unit', of('spo2', 0.86, '1'), 86],
    ['the least percentage', of('spo2', 2, '%'), 2],
    ['all', of('spo2', 100, '%'), 100],
    ['a child born at 22 weeks', of('weight', 350, 'g'), 0.35],
  ])('%s is taken', (_, resource, value) => {
    expect(read(resource).samples).toMatchObject([{ value }]);
  });
});
