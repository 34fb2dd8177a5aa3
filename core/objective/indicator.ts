import type { Matcher } from '../alert/matcher.ts';
import { own } from '../collections/own.ts';
import type { Labels } from '../sample/sample.ts';
import type { Duration } from '../time/instant.ts';

/** Which values of an indicator are good. */
export interface Good {
  readonly kind: 'below' | 'at_most' | 'above' | 'at_least' | 'equals';
  readonly limit: number;
}

/** Samples of a metric, by conditions on their labels, subject and unit. */
export interface Selection {
  readonly metric: string;
  readonly matchers: readonly Matcher[];
}

/** Samples, of which each is good or bad by its value. */
export interface ValueIndicator extends Selection {
  readonly kind: 'values';
  readonly good: Good;
  /**
   * For how long a sample speaks: for its own minute, and for those that begin within this time.
   * Absent: for its own.
   */
  readonly speaksFor?: Duration;
}

/** By how much two counters grow: all events, and the part of them that is good or bad. */
export interface RatioIndicator {
  readonly kind: 'ratio';
  readonly total: Selection;
  readonly part: Selection;
  readonly partIs: 'good' | 'bad';
}

/**
 * The measurements of a histogram that are at most so large; its metric is the name without
 * `_bucket` and `_count`.
 */
export interface HistogramIndicator extends Selection {
  readonly kind: 'histogram';
  readonly atMost: number;
}

/** Whether a heartbeat is heard in time, minute by minute. */
interface HeartbeatIndicator {
  readonly kind: 'heartbeat';
  readonly heartbeat: string;
}

/** What an objective measures. */
export type Indicator = ValueIndicator | RatioIndicator | HistogramIndicator | HeartbeatIndicator;

/** An indicator of counters that only grow. */
export type CounterIndicator = RatioIndicator | HistogramIndicator;

/**
 * What a series is to an indicator: samples that are good or bad themselves; a counter of the part,
 * of the total, or of both; or a bucket of a histogram with another bound than is asked for.
 */
export type Role = 'value' | CounterRole | 'other_bucket';

export type CounterRole = 'part' | 'total' | 'both';

export function isGood({ kind, limit }: Good, value: number): boolean {
  switch (kind) {
    case 'below':
      return value < limit;
    case 'at_most':
      return value <= limit;
    case 'above':
      return value > limit;
    case 'at_least':
      return value >= limit;
    case 'equals':
      return value === limit;
  }
}

/** Returns the metrics that an indicator reads. */
export function metricsOf(indicator: Indicator): readonly string[] {
  switch (indicator.kind) {
    case 'values':
      return [indicator.metric];
    case 'ratio':
      return [...new Set([indicator.total.metric, indicator.part.metric])];
    case 'histogram':
      return [countMetric(indicator), bucketMetric(indicator)];
    case 'heartbeat':
      return [];
  }
}

/** Returns the upper bound of a bucket, which its label `le` says; undefined if it is none. */
export function boundOf(labels: Labels): number | undefined {
  const text = own(labels, 'le') ?? '';
  const bound = text === '' ? Number.NaN : Number(text.replace(/^\+Inf$/u, 'Infinity'));
  return Number.isNaN(bound) ? undefined : bound;
}

/** Whether an indicator counts by how much counters grow. */
export function isOfCounters(indicator: Indicator): indicator is CounterIndicator {
  return indicator.kind === 'ratio' || indicator.kind === 'histogram';
}

/** The metrics of a histogram, as Prometheus names them, and our doors those of OTLP. */
export const countMetric = ({ metric }: Selection): string => `${metric}_count`;
export const bucketMetric = ({ metric }: Selection): string => `${metric}_bucket`;
