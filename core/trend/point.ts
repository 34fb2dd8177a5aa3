import { fingerprint } from '../alert/fingerprint.ts';
import type { JsonNumber } from '../sample/json-number.ts';
import { sortedLabels } from '../sample/labels-key.ts';
import type { Sample } from '../sample/sample.ts';
import { type Duration, type Instant, MINUTE } from '../time/instant.ts';

/** A value of a series, kept to be drawn. */
export interface TrendPoint {
  /** The id of its series; see `trendSeries`. */
  readonly series: string;
  /** When it was measured. */
  readonly at: Instant;
  readonly value: JsonNumber;
  /**
   * The slot for which it stands, as the only one of a series that is well. Absent while the series
   * is pending or firing: then every sample is kept.
   */
  readonly slot?: Instant;
}

/** A span of time, both ends included. */
export interface TrendSpan {
  readonly from: Instant;
  readonly until: Instant;
}

/** While a series is well, one point is kept for each slot of this length. */
export const TREND_SLOT: Duration = 5 * MINUTE;

/** Returns the beginning of the slot in which a moment lies. */
export function slotOf(at: Instant): Instant {
  return Math.floor(at / TREND_SLOT) * TREND_SLOT;
}

/** Returns the id of a series, which names no patient: 16 hex digits. */
export function trendSeries({
  subject,
  metric,
  unit = '',
  labels,
}: Pick<Sample, 'subject' | 'metric' | 'unit' | 'labels'>): string {
  return fingerprint([subject, metric, unit, ...sortedLabels(labels)]);
}

/**
 * Returns the place of a point in its series, which sorts by time. Whoever writes a point again
 * writes it at the same place: a sample that comes twice, and the first sample of a slot as another
 * instance of the function has seen it.
 */
export function trendPlace({ at, slot }: Pick<TrendPoint, 'at' | 'slot'>): string {
  return slot === undefined ? padded(at) : `${padded(slot)}${OF_SLOT}`;
}

/** Returns what no other point has: its series and its place there. */
export function trendPointId(point: Pick<TrendPoint, 'series' | 'at' | 'slot'>): string {
  return `${point.series} ${trendPlace(point)}`;
}

/** Stands behind the beginning of a slot, so that no sample of that moment has the same place. */
const OF_SLOT = '~';

/** Returns the first and the last place that a point of a span of time may have. */
export function trendPlaces({ from, until }: TrendSpan): readonly [string, string] {
  return [padded(slotOf(from)), `${padded(until)}${OF_SLOT}`];
}

function padded(at: Instant): string {
  return String(Math.max(0, Math.floor(at))).padStart(15, '0');
}
