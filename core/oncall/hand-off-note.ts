import type { Author } from '../actor/actor.ts';
import { DAY, type Duration, type Instant } from '../time/instant.ts';
import { type Interval, overlaps } from '../time/interval.ts';
import { type HeldSpan, peopleOf } from './coverage.ts';
import { ownTurns } from './own-turns.ts';

/**
 * What whoever was on call tells the next of a schedule. It is run-time data. Each person has one
 * of a schedule at most, and it ends with the turn of those whom it is for.
 */
export interface HandOffNote extends Author {
  readonly id: string;
  readonly schedule: string;
  readonly text: string;
  readonly createdAt: Instant;
  readonly until: Instant;
}

/** In characters: a screen of a phone or two. */
export const NOTE_LIMIT = 1_000;

/** Whoever was on call so long ago may still leave a note. */
export const NOTE_AFTER: Duration = DAY;

/** So far ahead those are looked for whom a note is for. */
export const NOTE_AHEAD: Duration = 35 * DAY;

/** Returns the notes of a schedule that hold at a moment, the oldest first. */
export function notesOf(
  notes: readonly HandOffNote[],
  schedule: string,
  now: Instant,
): readonly HandOffNote[] {
  return notes
    .filter((note) => note.schedule === schedule && now < note.until)
    .toSorted((a, b) => a.createdAt - b.createdAt);
}

/**
 * Returns until when a note holds: to the end of the turn after the author's, if the author is on
 * call, and otherwise to the end of the turn that runs or comes next. Where nobody follows it holds
 * for as long as was looked.
 *
 * @param spans who is on call in the schedule within the window
 */
export function noteUntil(
  author: string,
  {
    schedule,
    spans,
    window,
  }: {
    readonly schedule: string;
    readonly spans: readonly HeldSpan[];
    readonly window: Interval;
  },
  now: Instant,
): Instant {
  const turns = ownTurns(schedule, spans, window);
  const endOf = (person: string, at: Instant) =>
    turns.get(person)?.find(({ from, to }) => from <= at && at < to)?.to;
  const from = endOf(author, now) ?? now;
  const reader = spans.find(({ to, holders }) => to > from && holders.length > 0);
  const [next] = reader === undefined ? [] : peopleOf(reader);
  return reader === undefined || next === undefined
    ? window.to
    : (endOf(next, Math.max(from, reader.from)) ?? window.to);
}

/** Returns who is on call in a span of time. */
export function onCallIn(spans: readonly HeldSpan[], time: Interval): readonly string[] {
  return spans.filter((span) => overlaps(span, time)).flatMap(peopleOf);
}
