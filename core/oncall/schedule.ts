import type { Author } from '../actor/actor.ts';
import type { Instant } from '../time/instant.ts';
import type { Absence } from './absence.ts';

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

type Weekday = (typeof WEEKDAYS)[number];

/**
 * Hours of the day, in the schedule's zone, on some days. If `to` is at or before `from` they end
 * on the next day.
 */
export interface Restriction {
  /** Empty means every day; the day is the one on which the span begins. */
  readonly days: readonly Weekday[];
  /** `YYYY-MM-DD`; absent: every date. Where there are days too, both must agree. */
  readonly dates?: readonly string[];
  /** `HH:MM`. */
  readonly from: string;
  /** `HH:MM`; `24:00` is allowed. */
  readonly to: string;
}

/** Who has a turn: one person, or several who are on call together. */
export type Crew = string | readonly string[];

/** When turns change in each week, on the wall clock. */
export interface WeeklyHandOff {
  readonly day: Weekday;
  /** `HH:MM`. */
  readonly time: string;
}

/** A layer: people who rotate. */
export interface Layer {
  readonly name: string;
  readonly people: readonly Crew[];
  /**
   * The length of a turn on the wall clock, whole days or hours; or the hand-offs of each week,
   * sorted, between which turns are as long as they come.
   */
  readonly shift:
    | { readonly days: number }
    | { readonly hours: number }
    | { readonly weekly: readonly WeeklyHandOff[] };
  /**
   * The first hand-off on the wall clock of the layer's zone, `YYYY-MM-DDTHH:MM`: from then on the
   * layer is in force. With weekly hand-offs it is the first of them at this time or later.
   */
  readonly start: string;
  /** When the layer applies; empty means always. */
  readonly restrictions: readonly Restriction[];
  /** When it does not apply all the same; absent: there is no such time. */
  readonly exceptions?: readonly Restriction[];
  /** An IANA zone, if it is another than that of the schedule. */
  readonly timeZone?: string;
  /** Colleagues have the turns of whoever is away; see `passingOver`. Otherwise they stay open. */
  readonly passesOver?: true;
}

/**
 * A schedule. If two layers cover the same moment the later one wins; an override wins over all.
 */
export interface Schedule {
  readonly id: string;
  /** An IANA zone, e.g. `Europe/Stockholm`. */
  readonly timeZone: string;
  readonly layers: readonly Layer[];
  /** Who is away, by what people have said at run time; absent: nobody, as far as is asked. */
  readonly absences?: readonly Absence[];
}

/**
 * Puts somebody on call in a schedule for a while, whatever the layers say. It is run-time data. Of
 * two that overlap the newer wins.
 */
export interface Override extends Author {
  readonly id: string;
  readonly schedule: string;
  readonly person: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly createdAt: Instant;
  /**
   * It takes the place of this person alone, wherever they would be on call meanwhile, and nothing
   * where they are not. Absent: that of all.
   */
  readonly instead?: string;
  /** Why, in the words of whoever has set it. It stands in no page. */
  readonly comment?: string;
}

/** Returns the people of a turn. */
export function crewOf(crew: Crew): readonly string[] {
  return typeof crew === 'string' ? [crew] : crew;
}

/** Whether somebody takes turns in a layer. */
export function hasTurns({ people }: Layer, person: string): boolean {
  return people.some((crew) => crewOf(crew).includes(person));
}

/** Compares overrides from the oldest to the newest, which wins if they overlap. */
export function olderOverride(a: Override, b: Override): number {
  return a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);
}
