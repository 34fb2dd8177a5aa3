import { FIRST_DAY } from '#core/time/first-day.ts';
import { DAY, type Duration, type Instant } from '#core/time/instant.ts';
import { queryTime } from './time-fields.ts';

/** A span of time; both moments are included. */
export interface QuerySpan {
  readonly from: Instant;
  readonly to: Instant;
}

interface Clocks {
  readonly now: Instant;
  readonly timeZone: string;
}

/**
 * Reads the span of a record of what has been: `from` and `to`. A time of day without a date is the
 * last that has been. Returns what is wrong with them in words.
 *
 * @param back how long it is unless `from` is given
 */
export function querySpan(
  query: Readonly<Record<string, string | undefined>>,
  { now, timeZone }: Clocks,
  back: Duration,
): QuerySpan | string {
  const clocks = { timeZone, after: now - DAY };
  const to = queryTime(query, 'to', clocks);
  if (typeof to === 'string') {
    return to;
  }
  const from = queryTime(query, 'from', clocks);
  if (typeof from === 'string') {
    return from;
  }
  const until = Math.min(to ?? now, now + DAY);
  const since = Math.max(from ?? until - back, FIRST_DAY);
  return since > until
    ? '"from" is after "to", or what lies between them was before there was Wardbell.'
    : { from: since, to: until };
}
