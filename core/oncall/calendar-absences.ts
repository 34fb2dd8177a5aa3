import type { Instant } from '../time/instant.ts';
import { coalesce, type Interval } from '../time/interval.ts';
import type { Span } from './coverage.ts';

/** Somebody is away, as a calendar says. */
export interface CalendarAbsence extends Interval {
  readonly person: string;
}

/** An absence that an earlier import of the same calendar has set. */
export interface ImportedAbsence extends CalendarAbsence {
  readonly id: string;
}

/** What makes absences the same as a calendar. */
export interface AbsenceChanges {
  readonly set: readonly CalendarAbsence[];
  readonly end: readonly ImportedAbsence[];
  readonly kept: readonly ImportedAbsence[];
  /** What ends too late to be told yet. */
  readonly later: readonly CalendarAbsence[];
}

/**
 * Returns what has changed of a calendar since it was imported last. Events that touch are one
 * absence: a calendar may have one for each day. Whose beginning is over is known by its end, since
 * an absence begins when it is told at the earliest.
 *
 * @param events whose they are, in any order
 * @param imported absences of the same calendar that have not ended
 * @param latest until when absences can be told
 */
export function absenceChanges(
  events: readonly Span[],
  imported: readonly ImportedAbsence[],
  { now, latest }: { readonly now: Instant; readonly latest: Instant },
): AbsenceChanges {
  const wanted = absencesOf(events).filter(({ to }) => to > now);
  const current = imported.filter(({ to }) => to > now);
  const keyOf = ({ person, from, to }: CalendarAbsence) =>
    JSON.stringify([person, Math.max(from, now), to]);
  const has = new Set(current.map(keyOf));
  const asks = new Set(wanted.map(keyOf));
  const missing = wanted.filter((one) => !has.has(keyOf(one)));
  const later = missing.filter(({ to }) => to > latest);
  // What has become too long to be told is still told as far as it was.
  const isPart = (one: CalendarAbsence) => later.some((whole) => covers(whole, one));
  const isKept = (one: CalendarAbsence) => asks.has(keyOf(one)) || isPart(one);
  return {
    set: missing.filter(({ to }) => to <= latest),
    end: current.filter((one) => !isKept(one)),
    kept: current.filter(isKept),
    later,
  };
}

function covers(whole: CalendarAbsence, { person, from, to }: CalendarAbsence): boolean {
  return whole.person === person && whole.from <= from && to <= whole.to;
}

function absencesOf(events: readonly Span[]): readonly CalendarAbsence[] {
  const all = events.flatMap(({ from, to, people }) =>
    people.map((person) => ({ person, from, to })),
  );
  return [...Map.groupBy(all, ({ person }) => person).values()].flatMap((own) =>
    coalesce(
      own.toSorted((a, b) => a.from - b.from),
      (earlier, next) => ({ ...earlier, to: Math.max(earlier.to, next.to) }),
    ),
  );
}
