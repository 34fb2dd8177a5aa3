import { type VitalSign, vitalSignOf } from './vital-signs.ts';

/** The possible range of a metric, in its unit; both ends are possible. */
export interface PossibleRange {
  readonly from: number;
  readonly to: number;
  /** A percentage above 0 and up to 1 is a fraction that is labelled as a percentage. */
  readonly isNoFraction?: boolean;
}

interface Range extends PossibleRange {
  /** Things are measured by this name and unit as well: a freezer has a temperature. */
  readonly isOfThings?: true;
}

/**
 * The ranges that are possible for any living body: far beyond what is healthy or survivable, and
 * what a ventilator can do (high frequencies reach 900/min), so that only a wrong unit or a broken
 * device is outside. Zero is possible: devices send it if they find no pulse, and that must page. A
 * metric that is not listed can have any value.
 */
const RANGES: ReadonlyMap<string, Range> = new Map<string, Range>([
  ['heart_rate', { from: 0, to: 600 }],
  ['spo2', { from: 0, to: 100, isNoFraction: true }],
  ['resp_rate', { from: 0, to: 1_000 }],
  ['temperature', { from: 0, to: 50, isOfThings: true }],
  ['systolic_bp', { from: 0, to: 500 }],
  ['diastolic_bp', { from: 0, to: 500 }],
  ['mean_bp', { from: 0, to: 500 }],
  ['oxygen_flow', { from: 0, to: 300 }],
  ['inspired_oxygen', { from: 0, to: 100, isNoFraction: true }],
  ['news2', { from: 0, to: 20 }],
  ['height', { from: 10, to: 300, isOfThings: true }],
  ['weight', { from: 0.1, to: 1_000, isOfThings: true }],
  ['bmi', { from: 2, to: 300 }],
  ['head_circumference', { from: 5, to: 150 }],
  ['battery', { from: 0, to: 100, isOfThings: true }],
]);

/** A vital sign with the range of its values. */
export interface PossibleVitalSign extends VitalSign {
  readonly range: PossibleRange;
}

/** The vital signs that only a body has: whoever sends one, its range holds. */
export const BODILY: readonly PossibleVitalSign[] = [...RANGES].flatMap(
  ([metric, { isOfThings = false }]) => (isOfThings ? [] : (possibleVitalSign(metric) ?? [])),
);

/** Returns a vital sign with the range of its values; undefined if the metric is none. */
export function possibleVitalSign(metric: string): PossibleVitalSign | undefined {
  const vital = vitalSignOf(metric);
  const range = RANGES.get(metric);
  return vital && range && { ...vital, range };
}

/**
 * Returns why a vital sign cannot have this value, in its unit; undefined if it can. A bound, of
 * which the value is said to be below or above, may be outside: it is where a device ends.
 */
export function whyImpossible(
  { metric, unit }: VitalSign,
  value: number,
  isBound = false,
): string | undefined {
  const range = RANGES.get(metric);
  if (range === undefined) {
    return undefined;
  }
  const is = `It is ${value} ${unit}, which no ${metric} can be`;
  switch (outsideOf(range, value)) {
    case undefined:
      return undefined;
    case 'fraction':
      return `${is}: ${FRACTION}.`;
    case 'range':
      return isBound ? undefined : `${is}: it lies from ${range.from} to ${range.to} ${unit}.`;
  }
}

/** Says to the sender what a fraction with the unit of a percentage should be. */
export const FRACTION = 'a fraction of 1 has the unit "1", and a percentage lies above 1';

/**
 * Returns in what way a value is none that can be; undefined if it can. The number next to an end
 * is inside: doors make it of "above 100" (`bounded` in `protocols/fhir/value.ts`).
 */
export function outsideOf(
  { from, to, isNoFraction = false }: PossibleRange,
  value: number,
): 'fraction' | 'range' | undefined {
  if (isNoFraction && value > 0 && value <= 1) {
    return 'fraction';
  }
  if (value >= from && value <= to) {
    return undefined;
  }
  return value >= from - nextTo(from) && value <= to + nextTo(to) ? undefined : 'range';
}

/** Returns how far the next number is away, or somewhat more. */
export function nextTo(end: number): number {
  return Math.max(Math.abs(end) * Number.EPSILON, Number.MIN_VALUE);
}
