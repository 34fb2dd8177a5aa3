import type { VitalSign } from './vital-signs.ts';

/** The possible range of a vital sign, in its unit. */
interface Range {
  readonly from: number;
  readonly to: number;
  /** A percentage above 0 and up to 1 is a fraction that is labelled as a percentage. */
  readonly isNoFraction?: true;
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
  ['temperature', { from: 0, to: 50 }],
  ['systolic_bp', { from: 0, to: 500 }],
  ['diastolic_bp', { from: 0, to: 500 }],
  ['mean_bp', { from: 0, to: 500 }],
  ['oxygen_flow', { from: 0, to: 300 }],
  ['inspired_oxygen', { from: 0, to: 100, isNoFraction: true }],
  ['news2', { from: 0, to: 20 }],
  ['height', { from: 10, to: 300 }],
  ['weight', { from: 0.1, to: 1_000 }],
  ['bmi', { from: 2, to: 300 }],
  ['head_circumference', { from: 5, to: 150 }],
  ['battery', { from: 0, to: 100 }],
]);

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
  const { from, to, isNoFraction = false } = range;
  const is = `It is ${value} ${unit}, which no ${metric} can be`;
  if (isNoFraction && value > 0 && value <= 1) {
    return `${is}: a fraction of 1 has the unit "1", and a percentage lies above 1.`;
  }
  return isBound || (value >= from && value <= to)
    ? undefined
    : `${is}: it lies from ${from} to ${to} ${unit}.`;
}
