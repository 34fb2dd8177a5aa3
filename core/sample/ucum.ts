import { own } from '../collections/own.ts';

/** `value × factor + offset` is the value in the unit of the table. */
type Scale = readonly [factor: number, offset?: number];

/** The metre of mercury is defined as 133.322 kPa: this many Pa are 1 mm[Hg]. */
const PA_PER_MMHG = 133.322;

/**
 * The units in which vital signs are evaluated, and the UCUM codes that mean the same kind of
 * quantity. It is a table and no library: other units are refused, and nobody is paged for a number
 * in a guessed unit.
 */
const UNITS = {
  '/min': {
    '/min': [1],
    '1/min': [1],
    'min-1': [1],
    '/s': [60],
    '1/s': [60],
    's-1': [60],
    Hz: [60],
  },
  // A fraction of one, as phones send it in FHIR, is a hundred times as many percent.
  '%': {
    '%': [1],
    '1': [100],
    '10*-2': [1],
    '10^-2': [1],
    '[ppth]': [0.1],
    '10*-3': [0.1],
    '10^-3': [0.1],
    '[ppm]': [1e-4],
    'L/L': [100],
    'l/l': [100],
    'mol/mol': [100],
  },
  Cel: { Cel: [1], '[degF]': [5 / 9, -160 / 9], K: [1, -273.15] },
  'mm[Hg]': {
    'mm[Hg]': [1],
    kPa: [1_000 / PA_PER_MMHG],
    hPa: [100 / PA_PER_MMHG],
    mbar: [100 / PA_PER_MMHG],
    Pa: [1 / PA_PER_MMHG],
    'cm[H2O]': [98.0665 / PA_PER_MMHG],
  },
  'L/min': { 'L/min': [1], 'l/min': [1], 'mL/min': [0.001], 'ml/min': [0.001], 'L/s': [60] },
  cm: { cm: [1], m: [100], mm: [0.1], '[in_i]': [2.54], '[ft_i]': [30.48] },
  kg: { kg: [1], g: [0.001], '[lb_av]': [0.45359237], '[oz_av]': [0.028349523125] },
  'kg/m2': { 'kg/m2': [1], 'kg.m-2': [1] },
  // The unit 1, and a code that is only an annotation in braces.
  '{score}': { '1': [1], '': [1] },
} as const satisfies Record<string, Readonly<Record<string, Scale>>>;

/** A unit in which values are evaluated. */
export type Unit = keyof typeof UNITS;

/** Whether a text is a unit in which values are evaluated. */
export function isUnit(text: string): text is Unit {
  return Object.hasOwn(UNITS, text);
}

/**
 * Common spellings by people and devices for UCUM codes; compared in small letters and without
 * blanks.
 */
const SPELLINGS: ReadonlyMap<string, string> = new Map([
  ...['bpm', 'beats/min', 'beats/minute', 'breaths/min', 'breaths/minute', 'rpm', '/minute'].map(
    (text) => [text, '/min'] as const,
  ),
  ...['mmhg'].map((text) => [text, 'mm[Hg]'] as const),
  ...['°c', '℃', 'degc', 'c', 'celsius'].map((text) => [text, 'Cel'] as const),
  ...['°f', '℉', 'degf', 'f', 'fahrenheit'].map((text) => [text, '[degF]'] as const),
  ...['percent', 'pct'].map((text) => [text, '%'] as const),
  ...['lpm', 'liters/min', 'l/minute'].map((text) => [text, 'L/min'] as const),
  ...['kg/m²', 'kg/m^2'].map((text) => [text, 'kg/m2'] as const),
  ...['lb', 'lbs'].map((text) => [text, '[lb_av]'] as const),
  ...['in', 'inch', 'inches'].map((text) => [text, '[in_i]'] as const),
]);

/** Converts a value to another unit, to ten digits; undefined if the UCUM code is no such unit. */
export function convert(value: number, code: string, unit: Unit): number | undefined {
  const scale = own<Scale>(UNITS[unit], plain(code));
  if (scale === undefined) {
    return undefined;
  }
  const [factor, offset = 0] = scale;
  return factor === 1 && offset === 0 ? value : Number((value * factor + offset).toPrecision(10));
}

/** Returns the UCUM code of a common spelling; the text itself if that is unknown. */
export function codeOf(text: string): string {
  return SPELLINGS.get(text.toLowerCase().replaceAll(' ', '')) ?? text;
}

/** Lists the codes that `convert` accepts for a unit, for error messages. */
export function codesFor(unit: Unit): string {
  if (unit === '{score}') {
    return '{score} or no unit';
  }
  return [unit, ...Object.keys(UNITS[unit]).filter((code) => code !== unit)].join(', ');
}

/**
 * Removes annotations in braces, which have no meaning: `{beats}/min` is `/min`. Of `{score}`
 * nothing is left, which UCUM takes for 1; but a sender that writes `{percent}` for a saturation of
 * 97 does not mean 9,700 %, so only scores may be in it.
 */
function plain(code: string): string {
  return code.replaceAll(/\{[^{}]*\}/g, '');
}
