import { own } from '../collections/own.ts';
import type { Sample } from '../sample/sample.ts';
import { OWN_ITEMS } from '../sample/validate-sample.ts';
import { DAY, type Duration, HOUR, type Instant } from '../time/instant.ts';
import type { UnreadSeries } from './notes.ts';
import { withNotes } from './own-item.ts';
import type { RuleSet } from './rule-set.ts';
import type { SubjectState } from './subject.ts';
import { cachedWhyUnread, whyUnread } from './unread.ts';

/** The item in the subjects table that holds them. It is never due. */
export const UNREAD_ITEM = `${OWN_ITEMS}unread`;

/** An ongoing series is recorded no more often. */
export const UNREAD_EVERY: Duration = 4 * HOUR;

/** A series that has not been sent for this long is dropped. */
const UNREAD_LASTS: Duration = DAY;

/** The limits of what is recorded: the item is read and written as a whole. */
const MAX_SERIES = 100;
const MAX_SUBJECTS = 10;

/** How many new names are examined in one request; the others come again. */
const NEW_NAMES = 10;

/** A series of a request that no rule reads, and its sender. */
export interface Sighting {
  readonly metric: string;
  readonly unit?: string;
  readonly subjects: ReadonlySet<string>;
}

export function unreadKey({ metric, unit = '' }: Pick<Sample, 'metric' | 'unit'>): string {
  return `${metric}\n${unit}`;
}

/**
 * Returns those of the unread samples that a rule seems meant to read: one reads the metric in
 * another unit or with other labels, or its metric has nearly the same name. All others are what an
 * agent sends besides, thousands of names.
 */
export function suspicious(rules: RuleSet, unread: readonly Sample[]): readonly Sighting[] {
  const found = new Map<string, Sighting & { readonly subjects: Set<string> }>();
  const known = cachedWhyUnread(rules);
  let newNames = 0;
  for (const sample of unread) {
    const { metric, unit, subject } = sample;
    let why = known(metric, unit);
    if (why === undefined && newNames < NEW_NAMES) {
      why = whyUnread(rules, metric, unit);
      newNames += 1;
    }
    if (!why?.isSuspicious) {
      continue;
    }
    const key = unreadKey(sample);
    const before = found.get(key);
    if (before === undefined) {
      found.set(key, { metric, ...(unit !== undefined && { unit }), subjects: new Set([subject]) });
    } else {
      before.subjects.add(subject);
    }
  }
  return [...found.values()];
}

/** Returns the item with these sightings; undefined if everything about them is recorded. */
export function recordUnread(
  stored: SubjectState | undefined,
  sightings: readonly Sighting[],
  config: string,
  now: Instant,
): SubjectState | undefined {
  const before = stored?.unread?.config === config ? stored.unread : undefined;
  const kept = (before?.series ?? []).filter(({ heardAt }) => isOfToday(heardAt, now));
  const byKey = new Map(kept.map((series) => [unreadKey(series), series]));
  let more = before?.more;
  let changed = false;
  for (const sighting of sightings) {
    const key = unreadKey(sighting);
    const known = byKey.get(key);
    const isFull = known === undefined && byKey.size >= MAX_SERIES;
    if (isFull && more) {
      continue;
    }
    changed ||= isFull || isNewInformation(known, sighting, now);
    if (isFull) {
      more = true;
    } else {
      byKey.set(key, seenAgain(known, sighting, now));
    }
  }
  if (!changed) {
    return undefined;
  }
  const unread = { config, series: [...byKey.values()], ...(more !== undefined && { more }) };
  return withNotes(UNREAD_ITEM, stored, { unread });
}

/** Whether a sighting adds something that is not recorded, or was long ago. */
export function isNewInformation(
  known: UnreadSeries | undefined,
  { subjects }: Sighting,
  now: Instant,
): boolean {
  if (known === undefined || Math.abs(now - known.heardAt) >= UNREAD_EVERY) {
    return true;
  }
  if (known.more) {
    return false;
  }
  for (const subject of subjects) {
    if (own(known.subjects, subject) === undefined) {
      return true;
    }
  }
  return false;
}

function seenAgain(
  known: UnreadSeries | undefined,
  { metric, unit, subjects }: Sighting,
  now: Instant,
): UnreadSeries {
  const lately = Object.entries(known?.subjects ?? {}).filter(([, at]) => isOfToday(at, now));
  const all = new Map([...lately, ...[...subjects].map((one) => [one, now] as const)]);
  const told = [...all].slice(0, MAX_SUBJECTS);
  return {
    metric,
    ...(unit !== undefined && { unit }),
    heardAt: now,
    subjects: Object.fromEntries(told),
    ...(all.size > told.length && { more: true }),
  };
}

function isOfToday(at: Instant, now: Instant): boolean {
  return Math.abs(now - at) < UNREAD_LASTS;
}

/** Returns the notes that still hold under this config, each with what was probably meant. */
export function currentUnread(
  stored: SubjectState | undefined,
  config: string,
  rules: RuleSet,
  now: Instant,
): {
  readonly series: readonly (UnreadSeries & { readonly why: string })[];
  readonly more: boolean;
} {
  const notes = stored?.unread;
  if (notes?.config !== config) {
    return { series: [], more: false };
  }
  const series = notes.series
    .filter(({ heardAt }) => isOfToday(heardAt, now))
    .map((one) => ({ ...one, why: whyUnread(rules, one.metric, one.unit).text }));
  return { series, more: notes.more === true };
}
