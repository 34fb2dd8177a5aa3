import type { Severity } from '#core/alert/severity.ts';
import type { Restriction } from '#core/oncall/schedule.ts';
import type { Channel } from '#core/responder/channel.ts';
import type { Duration, Instant } from '#core/time/instant.ts';

/**
 * What a team pages by elsewhere, in words that all such systems share. Each thing is known by a
 * key: what others of its kind refer to it by there, such as an id or an e-mail address.
 */
export interface OldSystem {
  readonly people: readonly OldPerson[];
  readonly schedules: readonly OldSchedule[];
  readonly policies: readonly OldPolicy[];
  readonly services: readonly OldService[];
  readonly heartbeats: readonly OldHeartbeat[];
  readonly routes: readonly OldRoute[];
  /** Which alerts page nobody while others fire. */
  readonly inhibitions: readonly OldInhibition[];
  readonly windows: readonly OldWindow[];
  /** What has been refused, or has no counterpart, while it was read. */
  readonly entries: readonly Entry[];
}

export const NOTHING: OldSystem = {
  people: [],
  schedules: [],
  policies: [],
  services: [],
  heartbeats: [],
  routes: [],
  inhibitions: [],
  windows: [],
  entries: [],
};

/** What becomes of one thing: a line of the plan. */
export interface Entry {
  /** What it is there, such as `escalation policy`. */
  readonly kind: string;
  readonly name: string;
  /** Whether all of it carries over. */
  readonly carried: boolean;
  /** Where it stands in our config, such as `people.anna`. */
  readonly as?: string;
  /** What was chosen, or why it does not carry over: whole clauses, in small letters. */
  readonly notes: readonly string[];
}

/** Returns the entry of what cannot be said here. */
export function refusal(kind: string, name: string, ...notes: readonly string[]): Entry {
  return { kind, name, carried: false, notes };
}

/** Returns the entry of what needs no place in the config. */
export function leftOut(kind: string, name: string, ...notes: readonly string[]): Entry {
  return { kind, name, carried: true, notes };
}

/** What everything of the old system has. */
interface Old {
  readonly key: string;
  readonly name: string;
  /** What was chosen while it was read. */
  readonly notes?: readonly string[];
}

export interface OldPerson extends Old {
  /** Other keys of the same person, such as the login. */
  readonly aliases?: readonly string[];
  readonly mail?: string;
  /** As it is written there: `47-99999999`, `+46 70 123`. */
  readonly phone?: string;
  readonly notify?: readonly OldNotification[];
}

interface OldNotification {
  readonly channel: Channel;
  readonly after: Duration;
}

export interface OldSchedule extends Old {
  readonly timeZone: string;
  /** From the lowest rank to the highest; those of one rank are on call together. */
  readonly rotations: readonly OldRotation[];
  readonly overrides?: readonly OldOverride[];
}

/** Why something cannot be said here. */
export interface Fault {
  readonly fault: string;
}

/** A schedule that was read, and what of it has been refused. */
export interface ReadSchedule {
  readonly schedule: OldSchedule;
  readonly entries: readonly Entry[];
}

/** People who take turns. */
export interface OldRotation {
  readonly name: string;
  /** The first hand-off, on the wall clock of its zone: `2026-01-05T08:00`. */
  readonly start: string;
  /** Until then it is not there, though its turns are counted; absent: from its first hand-off. */
  readonly from?: Instant;
  /** From then on it is not there any more. */
  readonly end?: Instant;
  /** Its own zone, if it is another than that of the schedule. */
  readonly timeZone?: string;
  readonly shift:
    | { readonly days: number }
    | { readonly hours: number }
    /** Turns change on these days alone, at a time of day. */
    | { readonly weekly: { readonly days: Restriction['days']; readonly at: string } };
  /** Keys of people; an empty crew is a turn of nobody. */
  readonly crews: readonly (readonly string[])[];
  /** When it applies; empty: always. */
  readonly only: readonly Restriction[];
  /** What lies higher hides what lies lower. */
  readonly rank: number;
  readonly notes?: readonly string[];
}

export interface OldOverride {
  /** The key of a person. */
  readonly person: string;
  /** Whose place that person takes; absent: that of all. */
  readonly instead?: string;
  readonly from: Instant;
  readonly to: Instant;
  /** Names of the rotations that it is for; absent: all. */
  readonly rotations?: readonly string[];
}

export interface OldPolicy extends Old {
  /** How long nobody is told after an alert has begun; a service has it as its `groupWait`. */
  readonly delay?: Duration;
  readonly steps: readonly OldStep[];
  /** How often all steps are taken again. */
  readonly repeat: number;
}

export interface OldStep {
  readonly targets: readonly OldTarget[];
  /** How long it waits before the next step. */
  readonly wait: Duration;
  /** Whether it notifies one of them, in turn. */
  readonly inTurn?: boolean;
}

export interface OldTarget {
  readonly kind: 'person' | 'schedule';
  readonly key: string;
  /** What it is called there, for people. */
  readonly name: string;
}

export interface OldService extends Old {
  /** The key of a policy; absent: it pages nobody. */
  readonly policy?: string;
  /** Another policy for some severities; null: nobody. */
  readonly severities?: Partial<Readonly<Record<Severity, string | null>>>;
  readonly groupBy?: readonly string[];
  readonly groupWait?: Duration;
  /** null: an acknowledgement lasts. */
  readonly ackTimeout?: Duration | null;
  readonly runbook?: string;
  /** When it pages about what is less severe. */
  readonly hours?: {
    readonly below: Severity;
    readonly only: readonly Restriction[];
    readonly timeZone: string;
  };
}

export interface OldHeartbeat extends Old {
  readonly title: string;
  /** The key of a service. */
  readonly service?: string;
  readonly severity?: Severity;
  readonly period: Duration;
  readonly grace: Duration;
}

/** Whose alerts are: the first route that takes one. */
export interface OldRoute extends Old {
  readonly kind: string;
  /** Conditions as our config writes them. */
  readonly where: readonly string[];
  /** The key of a service. */
  readonly service?: string;
  /** The key of a heartbeat, in its place. */
  readonly heartbeat?: string;
}

/** Alerts of `target` page nobody while one of `source` fires, by conditions as our config has. */
export interface OldInhibition {
  readonly name: string;
  readonly source: readonly string[];
  readonly target: readonly string[];
  readonly equal: readonly string[];
}

/** Hours of each week in which alerts of a service page nobody. */
export interface OldWindow {
  readonly name: string;
  /** The key of a service. */
  readonly service: string;
  /** Further conditions, as our config has them. */
  readonly where: readonly string[];
  /** When it begins, and how long it lasts, as our config has them. */
  readonly cron: string;
  readonly duration: string;
  readonly timeZone: string;
}
