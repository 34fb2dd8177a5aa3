import { durationInWords } from '../time/duration.ts';
import { DAY, type Duration, HOUR, MINUTE, SECOND } from '../time/instant.ts';

/** What can be made of the samples of a window, in the order in which people are told of them. */
export const FUNCTIONS_OVER_TIME = [
  'avg',
  'min',
  'max',
  'median',
  'count',
  'change',
  'slope',
  'forecast',
  'rate',
  'increase',
] as const;

export type FunctionOverTime = (typeof FUNCTIONS_OVER_TIME)[number];

/** The units of time by which a slope or a rate is told. */
export const TIME_UNITS = { second: SECOND, minute: MINUTE, hour: HOUR, day: DAY } as const;

export type TimeUnit = keyof typeof TIME_UNITS;

export const TIME_UNIT_NAMES = Object.keys(TIME_UNITS) as readonly TimeUnit[];

/** The value that a rule judges in place of the latest sample. */
export interface OverTime {
  /** `unchanged`, of rules with `stuck`, is for how long the value has been the same, in ms. */
  readonly fn: FunctionOverTime | 'unchanged';
  readonly window: Duration;
  /** Of `slope` and `rate`: their unit of time. */
  readonly per?: TimeUnit;
  /** Of `forecast`: how far ahead. */
  readonly ahead?: Duration;
}

/** The UCUM codes of `TIME_UNITS`. */
const UCUM: Readonly<Record<TimeUnit, string>> = {
  second: 's',
  minute: 'min',
  hour: 'h',
  day: 'd',
};

const WORDS: Readonly<Record<OverTime['fn'], string>> = {
  avg: 'average',
  min: 'minimum',
  max: 'maximum',
  median: 'median',
  count: 'number of samples',
  change: 'change',
  slope: 'slope',
  forecast: 'forecast',
  rate: 'rate',
  increase: 'increase',
  unchanged: 'time without a change',
};

/**
 * Describes it in words, such as `average over 10 min`, `slope per hour over 4 h` or `forecast in 4
 * h over 12 h`.
 */
export function overTimeInWords({ fn, window, per, ahead }: OverTime): string {
  const unit = per === undefined ? '' : ` per ${per}`;
  const when = ahead === undefined ? '' : ` in ${durationInWords(ahead)}`;
  return `${WORDS[fn]}${unit}${when} over ${durationInWords(window)}`;
}

/** Returns the unit of the value that is made of samples in that unit. */
export function unitOverTime({ fn, per }: OverTime, unit: string | undefined): string | undefined {
  if (fn === 'count') {
    return undefined;
  }
  return per === undefined ? unit : `${unit ?? ''}/${UCUM[per]}`;
}

const AMONG_SAMPLES: ReadonlySet<OverTime['fn']> = new Set([
  'avg',
  'min',
  'max',
  'median',
  'forecast',
]);

/** Whether the value is of the same kind as its samples, so that it lies among them in a chart. */
export function isAmongSamples({ fn }: OverTime): boolean {
  return AMONG_SAMPLES.has(fn);
}

/** Rounds a computed value to thousandths, or to three digits if it is less than 1. */
export function roundToTell(value: number): number {
  return Math.abs(value) >= 1 ? Math.round(value * 1_000) / 1_000 : Number(value.toPrecision(3));
}
