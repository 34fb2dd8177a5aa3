import { nextRun } from './cron.ts';
import { DAY, type Duration, type Instant } from './instant.ts';
import type { Interval } from './interval.ts';

/** When something recurs: from each time of a cron expression, as Debian's cron runs it. */
export interface Recurrence {
  readonly cron: string;
  readonly timeZone: string;
  /** How long it lasts each time, in real time. */
  readonly lasts: Duration;
}

/** So many occurrences are looked through for one span: more than a year of a window each hour. */
const MOST = 10_000;

/**
 * Returns the times of a recurrence that touch a span, in their order, at most `most`: one that
 * goes on at its beginning, and those that begin in it.
 *
 * @default most more than a year has
 */
export function occurrencesIn(
  recurs: Recurrence,
  { from, to }: Interval,
  most = MOST,
): readonly Interval[] {
  const { cron, timeZone, lasts } = recurs;
  const found: Interval[] = [];
  let start = firstAfter(recurs, from - lasts);
  while (start < to && found.length < most) {
    found.push({ from: start, to: start + lasts });
    start = nextRun(cron, timeZone, start);
  }
  return found;
}

/** The same is asked at each decision, and mostly has the same answer: no time is near. */
function firstAfter({ cron, timeZone }: Recurrence, after: Instant): Instant {
  const key = `${cron} ${timeZone}`;
  const last = KNOWN.get(key);
  if (last !== undefined && last.after <= after && after < last.next) {
    return last.next;
  }
  const next = nextRun(cron, timeZone, after);
  if (KNOWN.size >= MOST_KNOWN) {
    KNOWN.clear();
  }
  KNOWN.set(key, { after, next });
  return next;
}

const KNOWN = new Map<string, { readonly after: Instant; readonly next: Instant }>();
const MOST_KNOWN = 1_000;

/**
 * Returns the first time within a year at which a recurrence begins again before it is over;
 * undefined if there is none.
 */
export function findOverlap(recurs: Recurrence, from: Instant): Instant | undefined {
  const times = occurrencesIn(recurs, { from, to: from + 366 * DAY });
  return times.find(({ from: start }, i) => start <= (times[i - 1]?.to ?? -Infinity))?.from;
}
