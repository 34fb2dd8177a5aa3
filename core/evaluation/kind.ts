import type { Actor } from '../actor/actor.ts';
import type { Alert, ResolveReason } from '../alert/alert.ts';
import type { Rule } from '../rule/rule.ts';
import type { JsonNumber } from '../sample/json-number.ts';
import type { Labels, Sample } from '../sample/sample.ts';
import { CLOCK_SKEW } from '../time/clock-skew.ts';
import type { Duration, Instant } from '../time/instant.ts';
import type { Entry } from './entry.ts';
import type { RuleSet } from './rule-set.ts';
import type { Step } from './step.ts';
import type { LatestValue } from './threshold/latest.ts';
import type { Learned } from './threshold/learned.ts';

/** The phase of an entry. */
export type Phase = 'healthy' | 'pending' | 'firing';

/**
 * The order of eviction if there is no room for all: firing entries stay longest, then pending
 * ones, then those that count breaches or pings, then those watched for absence and those that only
 * learn, and last ended ones that only guard against late events.
 */
export const RANKS = { firing: 0, pending: 1, counting: 2, watched: 3, over: 4 } as const;

export type Rank = keyof typeof RANKS;

/** The properties by which people know an entry; those that it does not have are empty. */
interface About {
  readonly rule: string;
  readonly metric: string;
  readonly unit?: string;
  readonly labels: Labels;
}

/** A value that is stored, and when it was measured. */
export interface StoredValue {
  readonly value: JsonNumber;
  readonly at: Instant;
}

/** The clock step since an entry was saved. */
export interface ClockMove {
  readonly by: Duration;
  readonly savedAt: Instant;
  readonly now: Instant;
}

/** Whether a sender's time was ahead as the clock was: it moves with it, others stay. */
export function wasAhead(at: Instant, { by, savedAt, now }: ClockMove): boolean {
  return at > now + CLOCK_SKEW || at > savedAt - by;
}

/** A subject during a decision: what may be read and changed of it. */
export interface Edits {
  readonly subject: string;
  readonly now: Instant;
  /** Transitions in the outbox have not been sent, so nothing needs to be reasserted. */
  readonly hasUnsent: boolean;
  get(key: string): Entry | undefined;
  /** Returns all entries with their keys, as they are so far. */
  entries(): readonly (readonly [string, Entry])[];
  put(key: string, entry: Entry): void;
  drop(key: string): void;
  /** Makes an entry fire, or tells again that it does. */
  fire(key: string, entry: Entry, alert: Alert, movedFrom?: string): void;
  /**
   * Ends an alert in its old group, because the config has moved it: it continues in the new one.
   */
  move(alert: Alert, movedTo: string): void;
  /** Adds the transition that an alert no longer fires. */
  resolve(alert: Alert, reason: ResolveReason, who?: Actor): void;
}

/** The operations on every entry, whatever its kind. */
export interface Kind<State> {
  about(state: State): About;
  phase(state: State): Phase;
  /** Returns since when its pending or firing condition has held; undefined if nothing is wrong. */
  since(state: State): Instant | undefined;
  rank(state: State): Rank;
  /** Returns the texts that it stores beside those of `about`. */
  texts(state: State): readonly string[];
  /** Returns how many samples it stores one by one. */
  counted(state: State): number;
  /** Returns the newest sample time of the entry; 0 if it has none. */
  newestSample(state: State): Instant;
  /** Returns the newest value that is stored, if any is. */
  lastValue(state: State): StoredValue | undefined;
  /** Returns the entry rebased after the clock has gone back. */
  moved(state: State, move: ClockMove): State;
  /** Returns when it must be reconciled, without any sample or message. */
  due(state: State, rules: RuleSet): Instant;
  /**
   * Does everything that does not depend on a sample or a message: ends an alert that the config no
   * longer asks for, moves it to where a changed config puts it, detects what is absent or late,
   * reasserts a firing alert, and forgets what is no longer needed.
   */
  reconcile(edits: Edits, rules: RuleSet, key: string, state: State): void;
}

/** The context in which the samples of a request are evaluated. */
export interface Taking {
  readonly subject: string;
  readonly now: Instant;
  /** The maximum age of a sample. */
  readonly maxAge: Duration;
  readonly pass: SamplesOfRequest;
}

/** What one sample of a request tells of the others, for rules that join several series. */
interface SamplesOfRequest {
  /** The newest values so far, stored or not, by the name of their rule. */
  readonly latest: Map<string, readonly LatestValue[]>;
  /** What has been learned so far, stored or not, by the name of the rule. */
  readonly learned: Map<string, readonly Learned[]>;
  /** Whether the rule reads a further sample of the same time. */
  readonly hasMore: (rule: Rule) => boolean;
}

/** The operations on the entries of rules, each for rules of the same kind. */
export interface SeriesKind<Rule, State> extends Kind<State> {
  /** Whether a sample leaves nothing to remember where nothing is remembered. */
  isUneventful(rule: Rule, sample: Sample): boolean;
  /**
   * Returns how values are judged if one that does not breach conflicts with another of the same
   * series and time; undefined if that makes no difference.
   */
  judge(rule: Rule, state: State | undefined): ((value: number) => boolean) | undefined;
  /** Applies a sample to the entry; `fire` comes without its alert. */
  take(state: State | undefined, rule: Rule, sample: Sample, taking: Taking): Step<State>;
  /** Returns since when its alert holds, in sample time. */
  startsAt(state: State): Instant;
  /** Returns how long after the last sample every no-data decision of a rule is known. */
  longestSilence(rule: Rule): Duration;
}
