import type { Actor, RecordedAuthor } from '#core/actor/actor.ts';
import type { ResolveReason } from '#core/alert/alert.ts';
import type { Severity } from '#core/alert/severity.ts';
import type { EmptyTarget } from '#core/escalation/reason.ts';
import type { StopName } from '#core/escalation/stages.ts';
import type { AlertNote, TimelineCode, TimelineData } from '#core/incident/timeline.ts';
import type { PageDoubt, PageResult } from '#core/paging/result.ts';

/*
 * What the platform tells in codes is put into words here, in the languages that it does not speak
 * itself. The types of core/ name every code: one that a language lacks does not compile.
 */

/** Data as the API gives them, where moments are texts. */
type Given<Stored> = Stored extends object
  ? { readonly [Name in keyof Stored]: Name extends 'until' ? string : Given<Stored[Name]> }
  : Stored;

/** Why a target of a step reaches nobody. */
type Empty = Given<EmptyTarget>;

/** A function for each kind of something that has a code. */
type ForEach<Kinds extends { readonly code: string }> = {
  readonly [Code in Kinds['code']]: (
    one: Extract<Kinds, { readonly code: Code }>,
    telling: Telling,
  ) => string;
};

/**
 * The words of a language for every code. `text` is no code: it stands for what an earlier version
 * has written in words.
 */
export interface Told {
  /** Who did something of which nobody noted who. */
  readonly somebody: string;
  readonly entries: {
    readonly [Code in TimelineCode]: (data: Given<TimelineData[Code]>, telling: Telling) => string;
  };
  /** What became of a page. */
  readonly results: Omit<ForEach<PageResult>, 'text'>;
  /** Why a page that was sent may reach nobody. */
  readonly doubts: Readonly<Record<Exclude<PageDoubt['code'], 'text'>, string>>;
  /** Why a target of a step reaches nobody. */
  readonly empty: ForEach<Empty>;
  /** Why an alert ended. */
  readonly ends: Readonly<Record<ResolveReason, string>>;
}

/** What the words rest on beside the data: each tells a part of them to this reader. */
export interface Telling {
  /** Who did it. */
  readonly who: string;
  readonly nameOf: (person: string) => string;
  readonly joined: (names: readonly string[]) => string;
  readonly timeOf: (moment: string) => string;
  readonly lengthOf: (ms: number) => string;
  readonly alert: (note: AlertNote) => string;
  readonly severity: (severity: Severity) => string;
  readonly stop: (stop: StopName) => string;
  readonly channel: (channel: string) => string;
  /** What somebody is reached at by a channel: `Anna, phone`. */
  readonly contact: (person: string, channel: string) => string;
  readonly pageReason: (reason: string) => string;
  readonly actor: (actor: Actor) => string;
  readonly author: (author: RecordedAuthor) => string;
  readonly end: (reason: ResolveReason) => string;
  readonly empty: (why: Empty) => string;
  readonly result: (why: PageResult) => string;
  readonly doubt: (doubt: PageDoubt) => string;
}
