import type { Actor } from '../actor/actor.ts';
import type { Alert, ResolveReason } from '../alert/alert.ts';
import type { Labels, Sample } from '../sample/sample.ts';
import type { Duration, Instant } from '../time/instant.ts';
import type { Entry } from './entry.ts';
import type { RuleSet } from './rule-set.ts';
import type { Step } from './step.ts';

/** How an entry stands. */
export type Phase = 'healthy' | 'pending' | 'firing';

/**
 * How long an entry keeps its place where there is no room for all: what fires longest, then what
 * is pending, then what counts breaches or pings, then what is watched for absence, and last what
 * has ended and is only kept so that nothing late begins it again.
 */
export const RANKS = { firing: 0, pending: 1, counting: 2, watched: 3, over: 4 } as const;

export type Rank = keyof typeof RANKS;

/** By what people know an entry; what it has nothing of is empty. */
interface About {
  readonly rule: string;
  readonly metric: string;
  readonly unit?: string;
  readonly labels: Labels;
}

/** That the clock has gone back since an entry was saved. */
export interface ClockMove {
  readonly by: Duration;
  readonly savedAt: Instant;
  readonly now: Instant;
}

/** A subject while it is decided about: what may be read and changed of it. */
export interface Edits {
  readonly subject: string;
  readonly now: Instant;
  /** What is in the outbox already has not been sent, so nothing needs to be told again. */
  readonly hasUnsent: boolean;
  get(key: string): Entry | undefined;
  put(key: string, entry: Entry): void;
  drop(key: string): void;
  /** Makes an entry fire, or tells again that it does. */
  fire(key: string, entry: Entry, alert: Alert, movedFrom?: string): void;
  /** Ends an alert where it was, since the config has it elsewhere: it goes on in that group. */
  move(alert: Alert, movedTo: string): void;
  /** Tells that an alert no longer fires. */
  resolve(alert: Alert, reason: ResolveReason, who?: Actor): void;
}

/** What can be done with every entry, whatever it remembers. */
export interface Kind<State> {
  about(state: State): About;
  phase(state: State): Phase;
  /** Since when what it waits for, or tells, has held; undefined if nothing is wrong. */
  since(state: State): Instant | undefined;
  rank(state: State): Rank;
  /** The texts that it takes room for beside those of `about`. */
  texts(state: State): readonly string[];
  /** How many samples it remembers one by one. */
  counted(state: State): number;
  /** The newest sample time of which something is noted; 0 where there is none. */
  newestSample(state: State): Instant;
  /** The entry as it counts after the clock has gone back. */
  moved(state: State, move: ClockMove): State;
  /** When somebody must look at it again, without any sample or message. */
  due(state: State, rules: RuleSet): Instant;
  /**
   * Does what is not the work of a sample or a message: ends what the config no longer asks for,
   * moves an alert to where a changed config puts it, finds what is absent or late, tells a firing
   * alert again, and forgets what is of no more use.
   */
  reconcile(edits: Edits, rules: RuleSet, key: string, state: State): void;
}

/** What the samples of a request are held against. */
export interface Taking {
  readonly subject: string;
  readonly now: Instant;
  /** How old a sample may be. */
  readonly maxAge: Duration;
}

/** What can be done with the entries that samples make, each by a rule of the same kind. */
export interface SeriesKind<Rule, State> extends Kind<State> {
  /** Whether a sample leaves nothing to remember where nothing is remembered. */
  isUneventful(rule: Rule, sample: Sample): boolean;
  /**
   * How values are judged where one that does not breach is outdone by another of the same series
   * and time; undefined if that makes no difference.
   */
  judge(rule: Rule, state: State | undefined): ((value: number) => boolean) | undefined;
  /** What a sample makes of the entry; `fire` comes without its alert. */
  take(state: State | undefined, rule: Rule, sample: Sample, taking: Taking): Step<State>;
  /** Since when its alert holds, in sample time. */
  startsAt(state: State): Instant;
  /** How long after the last sample everything is known that silence makes of a rule. */
  longestSilence(rule: Rule): Duration;
}
