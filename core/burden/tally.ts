import { SEVERITIES, type Severity } from '../alert/severity.ts';
import { addEach, addNumbers, zeros } from '../collections/add-counts.ts';
import type { Duration } from '../time/instant.ts';

/*
 * What is counted of a period. Tallies of two spans of time are added to that of both, so a long
 * period is counted in parts. docs/burden.md defines each figure and names its source.
 */

/** What became of an incident, as far as people had to do with it. */
export const OUTCOMES = ['answered', 'noise', 'unanswered', 'open'] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** Within so many seconds an alarm that ends by itself was too brief for anybody to answer. */
export const BRIEF = [15, 30, 60] as const;

/** What one rule, or one subject, has made. */
export interface Share {
  readonly alarms: number;
  /** Pages sent about incidents that its alarm opened. */
  readonly pages: number;
  /** For how long its alarms lasted, all together. */
  readonly lasted: Duration;
  /** Incidents that its alarm opened, and that a responder marked as noise. */
  readonly noise: number;
}

/** What one day has had, by the wall clock of the platform's zone. */
export interface Day {
  readonly alarms: number;
  readonly pages: number;
  /** Of these between 22 and 6 o'clock. */
  readonly nightAlarms: number;
  readonly nightPages: number;
}

/** What one person was told: pages by several channels at one moment are one. */
export interface Told {
  /** By day. */
  readonly days: Readonly<Record<string, number>>;
  /** Spans of ten minutes with more than ten pages. */
  readonly floods: number;
  /** The most pages in one such span. */
  readonly most: number;
}

export interface Tally {
  readonly severities: Readonly<Record<Severity, number>>;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Alarms that ended by themselves within so many seconds, before anybody had answered. */
  readonly brief: Readonly<Record<`${(typeof BRIEF)[number]}`, number>>;
  /** How often one alert began three times within a minute. */
  readonly chattering: number;
  /** Alarms that lasted for 24 hours or longer, without an end. */
  readonly stale: number;
  readonly days: Readonly<Record<string, Day>>;
  readonly rules: Readonly<Record<string, Share>>;
  readonly subjects: Readonly<Record<string, Share>>;
  readonly people: Readonly<Record<string, Told>>;
}

export const NO_SHARE: Share = { alarms: 0, pages: 0, lasted: 0, noise: 0 };
export const NO_DAY: Day = { alarms: 0, pages: 0, nightAlarms: 0, nightPages: 0 };
export const TOLD_NOTHING: Told = { days: {}, floods: 0, most: 0 };

export const EMPTY_TALLY: Tally = {
  severities: zeros(SEVERITIES),
  outcomes: zeros(OUTCOMES),
  brief: { 15: 0, 30: 0, 60: 0 },
  chattering: 0,
  stale: 0,
  days: {},
  rules: {},
  subjects: {},
  people: {},
};

/** Adds the tallies of two spans that have no moment in common. */
export function addTallies(a: Tally, b: Tally): Tally {
  return {
    severities: addNumbers(a.severities, b.severities),
    outcomes: addNumbers(a.outcomes, b.outcomes),
    brief: addNumbers(a.brief, b.brief),
    chattering: a.chattering + b.chattering,
    stale: a.stale + b.stale,
    days: addEach(a.days, b.days, addNumbers),
    rules: addEach(a.rules, b.rules, addNumbers),
    subjects: addEach(a.subjects, b.subjects, addNumbers),
    people: addEach(a.people, b.people, (one, other) => ({
      days: addEach(one.days, other.days, (x, y) => x + y),
      floods: one.floods + other.floods,
      most: Math.max(one.most, other.most),
    })),
  };
}
