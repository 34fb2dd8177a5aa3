import type { Labels } from './sample.ts';
import type { Unit } from './ucum.ts';

/** FHIR's URIs of code systems, and the prefixes of metrics with other codes. */
export const CODE_SYSTEMS = {
  'http://loinc.org': 'loinc',
  'urn:iso:std:iso:11073:10101': 'mdc',
  'http://snomed.info/sct': 'snomed',
} as const satisfies Record<string, string>;

/** A code with the short name of its system, such as `loinc:8867-4`. */
type Code = `${(typeof CODE_SYSTEMS)[keyof typeof CODE_SYSTEMS]}:${string}`;

/** The metric name of a vital sign in rules, and the unit in which it is evaluated. */
export interface VitalSign {
  readonly metric: string;
  readonly unit: Unit;
}

/**
 * The vital signs of FHIR and US Core, with those that NEWS2 needs besides, by their codes in
 * LOINC, in ISO/IEEE 11073-10101 (`mdc`, used by devices) and, for the rest, SNOMED CT of the
 * United Kingdom. Invasive pressures have codes of their own, and are not these.
 */
const VITAL_SIGNS: readonly (VitalSign & { readonly codes: readonly Code[] })[] = [
  {
    metric: 'heart_rate',
    unit: '/min',
    codes: ['loinc:8867-4', 'mdc:147842', 'mdc:149530', 'mdc:149546'],
  },
  { metric: 'spo2', unit: '%', codes: ['loinc:59408-5', 'loinc:2708-6', 'mdc:150456'] },
  { metric: 'resp_rate', unit: '/min', codes: ['loinc:9279-1', 'mdc:151562'] },
  { metric: 'temperature', unit: 'Cel', codes: ['loinc:8310-5', 'mdc:150364'] },
  { metric: 'systolic_bp', unit: 'mm[Hg]', codes: ['loinc:8480-6', 'mdc:150021'] },
  { metric: 'diastolic_bp', unit: 'mm[Hg]', codes: ['loinc:8462-4', 'mdc:150022'] },
  { metric: 'mean_bp', unit: 'mm[Hg]', codes: ['loinc:8478-0', 'mdc:150023'] },
  { metric: 'oxygen_flow', unit: 'L/min', codes: ['loinc:3151-8'] },
  { metric: 'inspired_oxygen', unit: '%', codes: ['loinc:3150-0'] },
  {
    metric: 'consciousness',
    unit: '{score}',
    codes: ['loinc:67775-7', 'loinc:80288-4', 'snomed:1104441000000107'],
  },
  // The findings "patient on oxygen" and "breathing room air".
  { metric: 'oxygen', unit: '{score}', codes: ['snomed:371825009', 'snomed:722742002'] },
  { metric: 'news2', unit: '{score}', codes: ['loinc:88330-6', 'snomed:1104051000000101'] },
  { metric: 'height', unit: 'cm', codes: ['loinc:8302-2'] },
  { metric: 'weight', unit: 'kg', codes: ['loinc:29463-7'] },
  { metric: 'bmi', unit: 'kg/m2', codes: ['loinc:39156-5'] },
  { metric: 'head_circumference', unit: 'cm', codes: ['loinc:9843-4'] },
  { metric: 'battery', unit: '%', codes: ['mdc:67996'] },
];

const BY_CODE: ReadonlyMap<string, VitalSign> = new Map(
  VITAL_SIGNS.flatMap(({ codes, ...vital }) => codes.map((code) => [code, vital])),
);

/** Returns the vital sign of a code such as `loinc:8867-4`, if it is one. */
export function vitalSign(code: string): VitalSign | undefined {
  return BY_CODE.get(code);
}

const BY_METRIC: ReadonlyMap<string, VitalSign> = new Map(
  VITAL_SIGNS.map(({ metric, unit }) => [metric, { metric, unit }]),
);

/** The metric names of all vital signs. */
export const VITAL_METRICS: readonly string[] = [...BY_METRIC.keys()];

/** Returns the vital sign with this metric name, if it is one. */
export function vitalSignOf(metric: string): VitalSign | undefined {
  return BY_METRIC.get(metric);
}

/** Codes of the pulse, as an oximeter or a cuff counts it. */
const PULSE: readonly Code[] = ['mdc:149530', 'mdc:149546'];

/**
 * Returns what distinguishes the series of a vital sign from another of the same patient: the pulse
 * has a series of its own beside the heart rate of an ECG. If beats reach no artery, or a lead is
 * off, the two differ, and in one series an alert would end with each value of the other.
 */
export function seriesOf({ metric }: VitalSign, codes: readonly string[]): Labels {
  const isPulse = metric === 'heart_rate' && PULSE.some((code) => codes.includes(code));
  return { ...(isPulse && { method: 'pulse' }) };
}

/**
 * Levels of consciousness as numbers, so that `above: 0` is anybody who is not alert: the letters
 * of ACVPU in their order.
 */
const ACVPU = ['alert', 'confused', 'voice', 'pain', 'unresponsive'] as const;

/** The answers of LOINC and SNOMED CT, in the order of ACVPU. */
const ANSWERS: readonly (readonly Code[])[] = [
  ['loinc:LA9340-6', 'snomed:248234008'],
  ['loinc:LA6560-2', 'snomed:130987000'],
  ['loinc:LA17108-4', 'snomed:300202002', 'snomed:255373000'],
  ['loinc:LA17107-6', 'snomed:450847001'],
  ['loinc:LA9343-0', 'snomed:422768004'],
];

const LEVELS: ReadonlyMap<string, number> = new Map(
  ANSWERS.flatMap((codes, level) => codes.map((code) => [code, level])),
);

/**
 * Returns the level of a coded answer: 0 alert, 1 confused, 2 responds to voice, 3 responds to
 * pain, 4 unresponsive.
 */
export function levelOfConsciousness(code: string): number | undefined {
  return LEVELS.get(code);
}

/** Whether a number is a level of consciousness. */
export function isLevelOfConsciousness(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < ACVPU.length;
}

/** Lists the known coded answers, for error messages. */
export const CONSCIOUSNESS_ANSWERS = ACVPU.map(
  (name, level) => `${name} (${ANSWERS[level]?.join(', ')})`,
).join(', ');
