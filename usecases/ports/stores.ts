import type { Scope } from '#core/access/right.ts';
import type { Session } from '#core/access/session.ts';
import type { Actor } from '#core/actor/actor.ts';
import type { AuditEntry } from '#core/audit/audit-entry.ts';
import type { CalendarAddress } from '#core/calendar/calendar-address.ts';
import type { Change } from '#core/change/change.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import type { CheckReport } from '#core/health/check-report.ts';
import type { Incident } from '#core/incident/incident.ts';
import type { SampleTally } from '#core/objective/tally.ts';
import type { Absence } from '#core/oncall/absence.ts';
import type { Exchange } from '#core/oncall/exchange.ts';
import type { HandOffNote } from '#core/oncall/hand-off-note.ts';
import type { Override } from '#core/oncall/schedule.ts';
import type { ToldTurns } from '#core/oncall/turn-notices.ts';
import type { ContactTest } from '#core/paging/contact-test.ts';
import type { Mailbox, PageOrder, PageRecord } from '#core/paging/page.ts';
import type { Channel } from '#core/responder/channel.ts';
import type { InhibitedIncident, Inhibitor } from '#core/suppression/inhibition.ts';
import type { Silence } from '#core/suppression/silence.ts';
import type { AppliedConfig } from '#core/team/applied-config.ts';
import type { ClockStep } from '#core/time/clock-skew.ts';
import type { Duration, Instant } from '#core/time/instant.ts';
import type { TrendPoint, TrendSpan } from '#core/trend/point.ts';
import type { ListedSeries, SeriesList, ValuesSince } from '#core/trend/series-list.ts';

/**
 * A save is one conditional write: it succeeds only if the stored version is still
 * `expectedVersion` (0: nothing is stored yet), and stores the given state, whose own `version` is
 * the new one. Losing the race is an answer, not an error. Every read is strongly consistent,
 * except which items are due, open or opened on a day: such finds are only hints, so load the item
 * before acting on it. Any method may throw when the store cannot be reached or throttles beyond
 * its retries: nothing is known then about the write.
 */
export type SaveOutcome = 'saved' | 'conflict';

/** An item that must be reconciled, by its id, and since when. */
export interface Due {
  readonly id: string;
  readonly due: Instant;
}

/** The stores whose items may be due. */
export type DueKind = 'subjects' | 'incidents' | 'pages';

/**
 * A shard of the due items: some lanes of one kind, and the place in each after which to continue.
 * Shards are handled independently of each other.
 */
export interface DueShard {
  readonly kind: DueKind;
  readonly lanes: readonly { readonly lane: number; readonly after?: Due }[];
  /** Set if the clock went back: then the shard covers everything that waits, due or not. */
  readonly step?: ClockStep;
  /**
   * Until when what is due counts, for a look, which no other Region's clock may take instead.
   * @default until now, and for a standby until as long ago as it leaves to the other Region
   */
  readonly until?: Instant;
}

/** Finds the due items of a store. */
interface DueIndex {
  /** Returns the items whose `due` is at or before the moment, oldest first, at most `limit`. */
  dueBefore(at: Instant, limit: number): Promise<readonly Due[]>;
  /**
   * The number of lanes of the index. An item stays in one lane, so that several callers can share
   * the work.
   */
  readonly dueLanes: number;
  /**
   * Returns the due items of a lane (0-based), oldest first, at most `limit`, after `after` if it
   * is given: an item that was found, or the same with a later `due`.
   */
  dueInLane(lane: number, at: Instant, limit: number, after?: Due): Promise<readonly Due[]>;
}

/**
 * A stored document that a list leaves out, because it is damaged or only later code knows its
 * shape. `kind` is that of its store; `id` names no patient.
 */
export interface UnreadableDocument {
  readonly kind: string;
  readonly id: string;
  readonly error: unknown;
}

/** Called each time that a document is left out of a list, so that the others are not hidden. */
export type OnUnreadable = (document: UnreadableDocument) => void;

/** One item per subject. */
export interface SubjectStore extends DueIndex {
  /** Loads the states of the subjects that are stored, any number at once. */
  load(subjects: readonly string[]): Promise<ReadonlyMap<string, SubjectState>>;
  /** Lists stored subjects in a stable order, at most `limit`, after `after` if it is given. */
  some(limit: number, after?: string): Promise<SubjectSlice>;
  save(state: SubjectState, expectedVersion: number): Promise<SaveOutcome>;
  remove(subject: string, expectedVersion: number): Promise<SaveOutcome>;
}

/** The place of an incident in the order from newest to oldest. */
export type OpenedAt = Pick<Incident, 'openedAt' | 'id'>;

interface SubjectSlice {
  readonly states: readonly SubjectState[];
  /** The last subject of the slice, if there may be more after it. */
  readonly next?: string;
}

/** One item per incident: the mailbox and memory of a group key. */
export interface IncidentStore extends DueIndex {
  /**
   * Loads the newest incident of the group key, open or not. Throws if it cannot be read: nobody
   * may open a second one beside it.
   */
  latest(groupKey: string): Promise<Incident | undefined>;
  /** Loads those of the incidents that exist, any number at once. */
  load(ids: readonly string[]): Promise<ReadonlyMap<string, Incident>>;
  save(incident: Incident, expectedVersion: number): Promise<SaveOutcome>;
  /**
   * Returns every unresolved incident, in no order. It finds them by their `due`, which every
   * unresolved incident has. Those that cannot be read are told to `onUnreadable` instead, which
   * may include resolved ones.
   */
  open(onUnreadable?: OnUnreadable): Promise<readonly Incident[]>;
  /**
   * Returns a text that is another one after each save of an incident that lists show, for whoever
   * asks whether anything has changed. It is cheap to read. A crash right after a save, or a
   * version before marks, may leave it as it was until the next save.
   */
  changeMark(): Promise<string>;
  /**
   * Returns the incidents opened on the UTC day of the moment, newest first and by id within one
   * moment, at most `limit`, after `after` if it is given: fewer only where there are no more. The
   * canary's incidents, hundreds a day, are left out; those that cannot be read are told to
   * `onUnreadable` instead.
   */
  openedOn(
    day: Instant,
    limit: number,
    after?: OpenedAt,
    onUnreadable?: OnUnreadable,
  ): Promise<readonly Incident[]>;
  /**
   * Takes the next turn of a step that pages one person at a time: 0, 1, 2 and so on, each given to
   * one caller.
   */
  takeTurn(of: string): Promise<number>;
  /** Removes an incident as it was loaded, with all of its alerts. */
  remove(incident: Incident): Promise<SaveOutcome>;
}

/**
 * The place of a page in the order from newest to oldest. An empty id stands behind every page of
 * its moment.
 */
export type OrderedAt = Pick<PageOrder, 'at' | 'id'>;

/** The records of pages, beside their incident. */
export interface PageStore extends DueIndex {
  load(ids: readonly string[]): Promise<ReadonlyMap<string, PageRecord>>;
  save(record: PageRecord, expectedVersion: number): Promise<SaveOutcome>;
  /**
   * Returns the pages ordered on the UTC day of the moment, newest first, at most `limit`, behind
   * `after` if it is given: fewer only where there are no more. Within one moment each store has an
   * order of its own. The canary's pages, hundreds a day, are left out, and so is what cannot be
   * read. In DynamoDB those are missing that a version before this order has written last.
   */
  orderedOn(day: Instant, limit: number, after?: OrderedAt): Promise<readonly PageRecord[]>;
  /**
   * Returns the pages of an incident, newest first, as `orderedOn` does those of a day: only those
   * that it returns are read as a whole. The canary's are among them.
   */
  ofIncident(incident: string, limit: number, after?: OrderedAt): Promise<readonly PageRecord[]>;
  /**
   * Removes records of an incident's pages, at most `limit`, and tells how many: fewer where no
   * others are left.
   */
  removeOf(incident: string, limit: number): Promise<number>;
}

export interface MailboxStore {
  load(responder: string, channel: Channel): Promise<Mailbox | undefined>;
  save(mailbox: Mailbox, expectedVersion: number): Promise<SaveOutcome>;
  /** Removes a mailbox as it was loaded. */
  remove(mailbox: Mailbox): Promise<SaveOutcome>;
}

/** An API key: the SHA-256 of its secret, never the secret. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly hash: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: Instant;
  readonly revokedAt?: Instant;
  /** Absent in the first key of a platform, and in keys that earlier versions made. */
  readonly createdBy?: Actor;
  readonly revokedBy?: Actor;
}

/**
 * How far the sweep of incidents has come, which goes by the days on which they were opened. A
 * round takes all days from `from` up to `until`; the next begins again at `from`, for incidents
 * that were still open.
 */
export interface SweepProgress {
  readonly from: Instant;
  /** What had ended by then is swept in this round, or was in the last. */
  readonly until: Instant;
  /** Where the round is; absent between two rounds. */
  readonly at?: { readonly day: Instant; readonly after?: OpenedAt };
}

/**
 * What people set at run time. Puts replace by id and are idempotent. Lists leave out what cannot
 * be read, and tell it to `onUnreadable`.
 */
export interface ControlStore {
  silences(onUnreadable?: OnUnreadable): Promise<readonly Silence[]>;
  putSilence(silence: Silence): Promise<void>;
  removeSilence(id: string): Promise<void>;
  overrides(onUnreadable?: OnUnreadable): Promise<readonly Override[]>;
  putOverride(override: Override): Promise<void>;
  removeOverride(id: string): Promise<void>;
  absences(onUnreadable?: OnUnreadable): Promise<readonly Absence[]>;
  putAbsence(absence: Absence): Promise<void>;
  removeAbsence(id: string): Promise<void>;
  exchanges(onUnreadable?: OnUnreadable): Promise<readonly Exchange[]>;
  /** Saves an exchange if its stored version is still the expected one: of two answers one wins. */
  saveExchange(exchange: Exchange, expectedVersion: number): Promise<SaveOutcome>;
  removeExchange(id: string): Promise<void>;
  /** What each person has been told of their turns, who was told of any. */
  toldTurns(onUnreadable?: OnUnreadable): Promise<readonly ToldTurns[]>;
  saveToldTurns(told: ToldTurns, expectedVersion: number): Promise<SaveOutcome>;
  removeToldTurns(id: string): Promise<void>;
  handOffNotes(onUnreadable?: OnUnreadable): Promise<readonly HandOffNote[]>;
  putHandOffNote(note: HandOffNote): Promise<void>;
  removeHandOffNote(id: string): Promise<void>;
  calendar(id: string): Promise<CalendarAddress | undefined>;
  calendars(onUnreadable?: OnUnreadable): Promise<readonly CalendarAddress[]>;
  /** Saves an address if its stored version is still the expected one: one revoked stays so. */
  saveCalendar(address: CalendarAddress, expectedVersion: number): Promise<SaveOutcome>;
  removeCalendar(id: string): Promise<void>;
  key(id: string): Promise<ApiKey | undefined>;
  keys(onUnreadable?: OnUnreadable): Promise<readonly ApiKey[]>;
  putKey(key: ApiKey): Promise<void>;
  removeKey(id: string): Promise<void>;
  /** Returns the changes between two moments, both included, newest first, at most `limit`. */
  changes(from: Instant, to: Instant, limit: number): Promise<readonly Change[]>;
  putChange(change: Change): Promise<void>;
  removeChange(id: string): Promise<void>;
  /**
   * Returns the secret that signs acknowledge links: the stored one, or `candidate`, which is then
   * stored for good.
   */
  linkSecret(candidate: string): Promise<string>;
  /** Returns the secret of pseudonyms in the same way. */
  pseudonymSecret(candidate: string): Promise<string>;
  /** Returns the config that the clock of a Region has last applied; undefined before the first. */
  followedConfig(place: string): Promise<AppliedConfig | undefined>;
  putFollowedConfig(config: AppliedConfig): Promise<void>;
  /** How far the sweep has come; undefined before the first. */
  sweepProgress(): Promise<SweepProgress | undefined>;
  putSweepProgress(progress: SweepProgress): Promise<void>;
  /** The number of the last incident of a group that was swept; 0 where none was. */
  sweptEpisode(groupHash: string): Promise<number>;
  /** Notes that number, which only grows. */
  noteSweptEpisode(groupHash: string, episode: number): Promise<void>;
  /** The last test page of each channel of each person. */
  contactTests(onUnreadable?: OnUnreadable): Promise<readonly ContactTest[]>;
  putContactTest(test: ContactTest): Promise<void>;
  removeContactTest(id: string): Promise<void>;
  /** The last report of each check of each Region. */
  checkReports(onUnreadable?: OnUnreadable): Promise<readonly CheckReport[]>;
  putCheckReport(report: CheckReport): Promise<void>;
  /** Returns the inhibitors with a key, or all, by id, at most `limit`. */
  inhibitors(key: string | undefined, limit: number): Promise<readonly Inhibitor[]>;
  putInhibitor(inhibitor: Inhibitor): Promise<void>;
  removeInhibitor(id: string): Promise<void>;
  /** Returns the incidents that wait for the inhibitors of a key, or all, at most `limit`. */
  inhibited(key: string | undefined, limit: number): Promise<readonly InhibitedIncident[]>;
  putInhibited(incident: InhibitedIncident): Promise<void>;
  removeInhibited(id: string): Promise<void>;
}

/** Some entries of a day of the audit trail. */
export interface AuditSlice {
  readonly entries: readonly AuditEntry[];
  /** The place of the last that was looked at, if there may be older ones of the day. */
  readonly next?: string;
}

/**
 * The audit trail: entries are added, read by day, and removed by whole days once they are old. No
 * function may do all three (`deployment/permissions.ts`).
 */
export interface AuditTrail {
  /** Adds an entry. One that is there already, at the same place, stays as it is. */
  append(entry: AuditEntry): Promise<void>;
  /**
   * Returns the entries of the UTC day of a moment whose place is before `before` (`auditPlace`),
   * from the newest to the oldest. It looks at no more than `limit`.
   */
  onDay(day: Instant, before: string, limit: number): Promise<AuditSlice>;
  /**
   * Removes entries of the UTC day of a moment, at most `limit`, and tells how many: fewer where no
   * others are left.
   */
  removeDay(day: Instant, limit: number): Promise<number>;
}

/**
 * Values of series, to be drawn. A point is at one place of its series (`trendPlace`): written
 * again, it replaces itself. Reads may miss what was written a moment ago, and a point that is lost
 * is only a gap: nothing else depends on them.
 */
export interface TrendStore {
  /** Returns those of the points at whose place one is stored. */
  stored(points: readonly TrendPoint[]): Promise<readonly TrendPoint[]>;
  /**
   * Stores points, each for `keep` from when it was measured, and returns those that the store did
   * not take. It does not try for long.
   */
  append(points: readonly TrendPoint[], keep: Duration): Promise<readonly TrendPoint[]>;
  /**
   * Returns the newest points of a series whose place is in a span of time, at most `limit`. Those
   * that have expired may be among them for a while; those that cannot be read are left out.
   */
  between(series: string, span: TrendSpan, limit: number): Promise<readonly TrendPoint[]>;
  /**
   * Lists series of subjects, each until a moment at least, and returns those that the store did
   * not take. One that is listed already is listed anew.
   */
  list(series: readonly ListedSeries[], until: Instant): Promise<readonly ListedSeries[]>;
  /** Returns series of a list, at most `limit`, and since when the values of its subject count. */
  listed(list: string, limit: number): Promise<SeriesList>;
  /**
   * Notes since when the values of a subject count, until a moment at least, and tells whether it
   * did: not where one as late is noted, whoever else writes at the same time.
   */
  putSince(since: ValuesSince, until: Instant): Promise<boolean>;
  /**
   * Removes what has expired, at most `limit`, and tells how much; nothing where the store does so
   * by itself.
   */
  removeExpired(now: Instant, limit: number): Promise<number>;
}

/**
 * What samples counted for objectives, for an hour or two. A tally is at one place of its objective
 * (`tallyPlace`): stored again, it replaces itself. Reads may miss what was stored a moment ago.
 */
export interface TallyStore {
  /**
   * Stores tallies, each for `keep` from when its minute began, and returns those that the store
   * did not take. It does not try for long.
   */
  append(tallies: readonly SampleTally[], keep: Duration): Promise<readonly SampleTally[]>;
  /**
   * Calls `take` with each tally of an objective (`talliesOf`) of a minute that began at `from` or
   * later, in the order of their time. Those that cannot be read are left out.
   */
  forEachSince(of: string, from: Instant, take: (tally: SampleTally) => void): Promise<void>;
}

/**
 * Where samples that were taken in are kept for later. What is appended may be kept twice, and not
 * in its order.
 */
export interface SampleArchive {
  /**
   * Appends the lines of samples, without ends of line and not more than a megabyte, which came
   * now. It answers within a second, and throws where some of them may not have been kept.
   */
  append(lines: readonly string[], now: Instant): Promise<void>;
}

/** The sessions of people who have signed in. Every read is strongly consistent. */
export interface SessionStore {
  session(id: string): Promise<Session | undefined>;
  sessions(): Promise<readonly Session[]>;
  putSession(session: Session): Promise<void>;
  /**
   * Replaces a session that is still there: what notes its use must not bring back a session that
   * was ended meanwhile.
   */
  touchSession(session: Session): Promise<void>;
  removeSession(id: string): Promise<void>;
}
