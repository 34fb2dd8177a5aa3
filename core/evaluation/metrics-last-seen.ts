import { fingerprint } from '../alert/fingerprint.ts';
import { RESERVED_PREFIX } from '../alert/reserved-prefix.ts';
import { own } from '../collections/own.ts';
import { OWN_ITEMS } from '../sample/validate-sample.ts';
import type { Config } from '../team/config.ts';
import { DAY, type Duration, HOUR, type Instant, MINUTE } from '../time/instant.ts';
import type { MetricLastSeen } from './notes.ts';
import { withNotes } from './own-item.ts';
import type { SubjectState } from './subject.ts';

/** A metric of the rules of which no rule has read a sample for a day. */
export interface MissingMetric {
  readonly metric: string;
  /** The rules that wait for it. */
  readonly rules: readonly string[];
  readonly since: Instant;
  /** As in `MetricLastSeen`; absent where it was never heard. */
  readonly heardAt?: Instant;
}

/** That a metric was heard is written down no more often: so little does a healthy day cost. */
export const RECORD_INTERVAL: Duration = 2 * HOUR;

/** What asks each day may come a little sooner than a day after it came last. */
const EARLY: Duration = 10 * MINUTE;

/** So few metrics share an item that it fits, however long their names are. */
const PER_ITEM = 400;

/** The metrics that somebody would miss, and the rules that wait for each: not those of our own. */
export function expectedMetrics({ rules }: Pick<Config, 'rules'>): ReadonlyMap<string, string[]> {
  const awaited = new Map<string, string[]>();
  for (const { metric, name, seldomSent } of rules) {
    if (seldomSent || name.startsWith(RESERVED_PREFIX)) {
      continue;
    }
    const names = awaited.get(metric);
    if (names === undefined) {
      awaited.set(metric, [name]);
    } else {
      names.push(name);
    }
  }
  return awaited;
}

/**
 * In which item stands when a metric was heard: in one, or where there are very many in several.
 */
export function metricItemId(metric: string, awaited: { readonly size: number }): string {
  const items = Math.ceil(awaited.size / PER_ITEM);
  return `${OWN_ITEMS}metrics:${Number.parseInt(fingerprint([metric]).slice(-8), 16) % items}`;
}

/** Whether it was noted so lately that it need not be noted again; a clock may have gone back. */
export function isRecentlyRecorded(notedAt: Instant | undefined, now: Instant): boolean {
  return notedAt !== undefined && Math.abs(now - notedAt) < RECORD_INTERVAL;
}

/** The item with these metrics heard now; undefined if all of them are noted. */
export function recordMetricsSeen(
  item: string,
  stored: SubjectState | undefined,
  metrics: readonly string[],
  now: Instant,
): SubjectState | undefined {
  const known = stored?.heard ?? {};
  const news = metrics.flatMap((metric): [string, MetricLastSeen][] => {
    const before = own(known, metric);
    const since = Math.min(before?.since ?? now, now);
    return isRecentlyRecorded(before?.heardAt, now) ? [] : [[metric, { since, heardAt: now }]];
  });
  return news.length === 0
    ? undefined
    : withNotes(item, stored, { heard: { ...known, ...Object.fromEntries(news) } });
}

/**
 * What of an item's metrics has not been heard for a day, and the item to store where the config
 * has other metrics by now: what is new is waited for from now on, and what is gone is forgotten.
 */
export function findMissingMetrics(
  item: string,
  stored: SubjectState | undefined,
  awaited: ReadonlyMap<string, readonly string[]>,
  now: Instant,
): { readonly next: SubjectState | undefined; readonly unsent: readonly MissingMetric[] } {
  const known = stored?.heard ?? {};
  const entries = [...awaited.keys()].map((metric): [string, MetricLastSeen] => [
    metric,
    own(known, metric) ?? { since: now },
  ]);
  const isSame =
    entries.every(([metric]) => Object.hasOwn(known, metric)) &&
    entries.length === Object.keys(known).length;
  const unsent = entries.flatMap(([metric, heard]) =>
    isMissed(heard, now) ? [{ metric, rules: awaited.get(metric) ?? [], ...heard }] : [],
  );
  const heard = Object.fromEntries(entries);
  return { next: isSame ? undefined : withNotes(item, stored, { heard }), unsent };
}

/** What is ahead of the clock was noted before that went back: as if it were now. */
function isMissed({ since, heardAt }: MetricLastSeen, now: Instant): boolean {
  return heardAt === undefined
    ? now - since >= DAY - EARLY
    : now - heardAt >= DAY + RECORD_INTERVAL - EARLY;
}
