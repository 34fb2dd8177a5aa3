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
  /** The rules that need it. */
  readonly rules: readonly string[];
  readonly since: Instant;
  /** As in `MetricLastSeen`; absent if it was never seen. */
  readonly heardAt?: Instant;
}

/** A sighting of a metric is written no more often, so that a healthy day costs little. */
export const RECORD_INTERVAL: Duration = 2 * HOUR;

/** The daily audit may run a little earlier than a day after the last one. */
const EARLY: Duration = 10 * MINUTE;

/** So few metrics share an item that it fits, however long their names are. */
const PER_ITEM = 400;

/**
 * Returns the metrics that somebody would miss, and the rules that need each; our own are left out.
 */
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
 * Returns the item that records when a metric was seen: a single one, or one of several if there
 * are very many metrics.
 */
export function metricItemId(metric: string, awaited: { readonly size: number }): string {
  const items = Math.ceil(awaited.size / PER_ITEM);
  return `${OWN_ITEMS}metrics:${Number.parseInt(fingerprint([metric]).slice(-8), 16) % items}`;
}

/** Whether it was recorded so recently that it need not be again; a clock may have gone back. */
export function isRecentlyRecorded(notedAt: Instant | undefined, now: Instant): boolean {
  return notedAt !== undefined && Math.abs(now - notedAt) < RECORD_INTERVAL;
}

/** Returns the item with these metrics seen now; undefined if all of them are recorded. */
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
 * Finds the metrics of an item that have not been seen for a day, and the item to store if the
 * config has other metrics by now: new ones are expected from now on, and removed ones are
 * forgotten.
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

/** A record ahead of the clock was written before the clock went back: it counts as of now. */
function isMissed({ since, heardAt }: MetricLastSeen, now: Instant): boolean {
  return heardAt === undefined
    ? now - since >= DAY - EARLY
    : now - heardAt >= DAY + RECORD_INTERVAL - EARLY;
}
