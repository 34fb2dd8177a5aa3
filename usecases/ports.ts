import type { Scope } from '#core/access/right.ts';
import type { Session } from '#core/access/session.ts';
import type { Actor } from '#core/actor/actor.ts';
import type { Transition } from '#core/alert/alert.ts';
import type { AuditEntry } from '#core/audit/audit-entry.ts';
import type { Change } from '#core/change/change.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import type { CheckReport, DeadLetterCount } from '#core/health/check-report.ts';
import type { Incident } from '#core/incident/incident.ts';
import type { CodeOf } from '#core/messages/subject-code.ts';
import type { Override } from '#core/oncall/schedule.ts';
import type { Contact, Recipient } from '#core/paging/contact.ts';
import type { ContactTest } from '#core/paging/contact-test.ts';
import type { Mailbox, PageOrder, PageRecord } from '#core/paging/page.ts';
import type { PageDoubt, PublishFault } from '#core/paging/result.ts';
import type { Channel } from '#core/responder/channel.ts';
import type { Sample } from '#core/sample/sample.ts';
import type { Silence } from '#core/suppression/silence.ts';
import type { AppliedConfig } from '#core/team/applied-config.ts';
import type { ClockStep } from '#core/time/clock-skew.ts';
import type { Duration, Instant } from '#core/time/instant.ts';
import type { TrendPoint, TrendSpan } from '#core/trend/point.ts';

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
   * is given.
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
   * Removes points that have expired, at most `limit`, and tells how many; none where the store
   * does so by itself.
   */
  removeExpired(now: Instant, limit: number): Promise<number>;
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

/** What binds a sign-in to the browser that began it. */
export interface SignInChallenge {
  /** Comes back with the browser. */
  readonly state: string;
  /** Comes back in the ID token. */
  readonly nonce: string;
  /** Proves that a code is redeemed by whoever asked for it (PKCE, RFC 7636). */
  readonly verifier: string;
}

/** What became of a code with which a browser came back. */
export type Redeemed =
  /** The claims of the ID token, whose signature was checked, and what the issuer told beside. */
  | { readonly kind: 'claims'; readonly claims: Readonly<Record<string, unknown>> }
  | { readonly kind: 'denied'; readonly why: string }
  /** The code was used before, or is too old. */
  | { readonly kind: 'used'; readonly why: string }
  /** The issuer has not made it, or not for this sign-in. */
  | { readonly kind: 'forged'; readonly why: string }
  /** The issuer does not know the platform as it says it is. */
  | { readonly kind: 'misconfigured'; readonly why: string };

/** Whose sessions are over, in the words of an issuer. */
export interface SignOutNotice {
  readonly subject?: string;
  readonly issuerSession?: string;
}

/** Where people sign in. What it does not answer in time is `Unavailable`. */
export interface SignInIssuer {
  readonly issuer: string;
  /** Whether it lets nobody in without a second factor, and so need not say so. */
  readonly alwaysMfa: boolean;
  /** Returns where the browser goes to sign in; `again`: as somebody else, perhaps. */
  signInUrl(
    asked: SignInChallenge & { readonly redirectUri: string; readonly again: boolean },
  ): Promise<string>;
  /** Redeems the code in the address at which the browser came back. */
  redeem(callbackUrl: string, challenge: SignInChallenge): Promise<Redeemed>;
  /** Returns where a browser goes to sign out there, too; undefined where that cannot be done. */
  signOutUrl(returnTo: string): Promise<string | undefined>;
  /**
   * Reads a token that tells of sessions that are over; undefined if the issuer has not made it.
   */
  readSignOut(token: string): Promise<SignOutNotice | undefined>;
}

/**
 * A message to the incident function. Messages of one group key are handled in order, one at a
 * time.
 */
export type IncidentMessage =
  | { readonly kind: 'transition'; readonly transition: Transition }
  /** The sender of an external alert has acknowledged it; `by` says who did. */
  | {
      readonly kind: 'acknowledged_by_sender';
      readonly groupKey: string;
      readonly fingerprint: string;
      readonly by: string;
    }
  /**
   * Something is due or may have changed, so the incident must be reconciled. `incident` is the one
   * that was meant; `step` is as in `DueShard`.
   */
  | {
      readonly kind: 'look';
      readonly incident: string;
      readonly why: string;
      readonly step?: ClockStep;
    };

/** A message to the page function. Messages of one mailbox are handled in order, one at a time. */
export interface PageMessage {
  readonly responder: string;
  readonly channel: Channel;
  /** One page, or several that have waited to be sent as one message. */
  readonly orders: readonly PageOrder[];
  /** The clock went back, so that pages which wait for their time have waited long enough. */
  readonly hasWaited?: true;
}

/**
 * Sends any number of messages in the order given. It resolves once all are durable in the queue;
 * otherwise it throws, and some may have been sent. It throws `RefusedMessages` if all were sent
 * except some that the queue will never accept. SQS FIFO drops a repeat of the same `deduplication`
 * within 5 minutes.
 */
export interface Queue<Message> {
  send(
    messages: readonly { readonly body: Message; readonly deduplication: string }[],
  ): Promise<void>;
}

/**
 * The queue will never accept these messages, however often they are sent. All others of the same
 * call are in the queue.
 */
export class RefusedMessages extends Error {
  override readonly name = 'RefusedMessages';
  /** The `deduplication` of each of them. */
  readonly deduplications: ReadonlySet<string>;

  constructor(message: string, deduplications: Iterable<string>) {
    super(message);
    this.deduplications = new Set(deduplications);
  }
}

/**
 * The outcome of one publish. Only `failed` says whether a retry can help. `doubt` says why a sent
 * message may reach nobody; escalation continues as for any unanswered page.
 */
export type PublishOutcome =
  | { readonly kind: 'sent'; readonly messageId: string; readonly doubt?: PageDoubt }
  | { readonly kind: 'failed'; readonly retryable: boolean; readonly fault: PublishFault };

/** The SNS topics of the responders. */
export interface Publisher {
  publish(
    to: Recipient,
    message: { readonly subject: string; readonly text: string },
  ): Promise<PublishOutcome>;
}

/**
 * The outcome of adding or confirming a contact. A refusal says why, and never contains the
 * address.
 */
export type ContactOutcome =
  | { readonly kind: 'contact'; readonly contact: Contact }
  | { readonly kind: 'refused'; readonly reason: string };

/** A contact, and whose it is. */
export interface OwnedContact {
  readonly to: Recipient;
  readonly contact: Contact;
}

type RemovalOutcome =
  | { readonly kind: 'removed'; readonly contact: Contact }
  | { readonly kind: 'unknown' }
  /** SNS cannot remove an unconfirmed subscription; it deletes it by itself after 48 hours. */
  | { readonly kind: 'pending' };

/**
 * The phones and mailboxes behind the responders' topics, which only SNS knows. Few use cases need
 * it, so it is not one of the `Ports`.
 */
export interface ContactBook {
  /** Says where pages go instead, where no message leaves; left out where they do. */
  readonly notice?: string;
  /** Lists the subscriptions of all protocols; none if there is no topic. */
  list(to: Recipient): Promise<readonly Contact[]>;
  /**
   * Subscribes a phone or mailbox. An existing subscription stays as it is; an unconfirmed one is
   * sent another mail.
   */
  add(to: Recipient, address: string): Promise<ContactOutcome>;
  /** Confirms a mailbox by the token from its mail, so that only the platform can remove it. */
  confirm(to: Recipient, token: string): Promise<ContactOutcome>;
  /** Returns the contact with this id; undefined if there is none. */
  find(id: string): Promise<OwnedContact | undefined>;
  remove(id: string): Promise<RemovalOutcome>;
}

/**
 * Makes everything that depends on the platform's secret: the tokens of links in pages, which are
 * unguessable and bound to their target and expiry, and the codes that stand for subjects there.
 */
export interface LinkSigner {
  /**
   * Returns a short token (url-safe, at most 24 characters) for the text, which cannot be made
   * without the secret.
   */
  sign(text: string): Promise<string>;
  /** Whether the token belongs to the text; compared in constant time. */
  verify(text: string, token: string): Promise<boolean>;
  /** Returns 32 bytes derived from a signature with the secret, to seal what it signs. */
  mask(signature: string): Promise<Uint8Array>;
  /** Returns the function that makes codes of subjects. It reads the secret once. */
  subjectCodes(): Promise<CodeOf>;
}

/** What the clock tells itself: which of a minute's ticks this is, or a share of what is due. */
export interface TickMessage {
  /** Seconds after the beginning of the minute. */
  readonly tick?: number;
  readonly share?: DueShard;
}

/** How messages are written for a queue, and read again, whichever version has written them. */
export interface MessageFormat<Message> {
  write(message: Message): string;
  read(body: string): Message;
}

/** Where ticks wait for their turn; each is a message of its own. */
export interface TickQueue {
  /** Resolves once all are durable in the queue; otherwise throws, and some may have been sent. */
  sendAfter(delays: readonly Duration[]): Promise<void>;
  /**
   * Hands on shards in which a tick found more than it handles, to be handled at once and in
   * parallel.
   */
  share(shares: readonly DueShard[]): Promise<void>;
}

/** The deployments by which new versions of functions take over. */
export interface Deployments {
  /** Returns the version that is to take over. */
  candidate(deployment: string): Promise<Candidate>;
  /** Reports whether the version may take over; the deployment waits for that. */
  judge(deployment: string, hook: string, passed: boolean): Promise<void>;
}

/** A version of a function that is to take over. */
export interface Candidate {
  readonly functionName: string;
  readonly version: string;
  /** Whether this is a rollback to what was live before. */
  readonly isRollback: boolean;
}

/** Single versions of functions. */
export interface Versions {
  /** Calls one version and returns its answer. Throws its own error message if it failed. */
  call(functionName: string, version: string, event: object): Promise<unknown>;
}

/** Posts samples to the platform as any agent does; throws if they are not accepted. */
export type PostSamples = (samples: readonly Sample[]) => Promise<void>;

/**
 * Calls the new version of a function with its input. Rejects with the reason if it did not accept
 * it.
 */
export type NewVersion =
  | { readonly name: 'ingest'; readonly hand: PostSamples }
  | { readonly name: 'incident'; readonly hand: Hand<IncidentMessage> }
  | { readonly name: 'page'; readonly hand: Hand<PageMessage> };

export type Hand<Message> = (messages: readonly Message[]) => Promise<void>;

/** The dead-letter queues. */
export interface DeadLetters {
  /** Returns the number of messages in each dead-letter queue; the count may lag a little. */
  count(): Promise<readonly DeadLetterCount[]>;
}

/** Everything that use cases need from outside; each takes only the ports that it uses. */
export interface Ports {
  readonly subjects: SubjectStore;
  readonly incidents: IncidentStore;
  readonly pages: PageStore;
  readonly mailboxes: MailboxStore;
  readonly controls: ControlStore;
  readonly trail: AuditTrail;
  readonly sessions: SessionStore;
  readonly trends: TrendStore;
  readonly incidentQueue: Queue<IncidentMessage>;
  readonly pageQueue: Queue<PageMessage>;
  readonly publisher: Publisher;
  readonly links: LinkSigner;
  readonly formats: {
    readonly incident: MessageFormat<IncidentMessage>;
    readonly page: MessageFormat<PageMessage>;
    readonly tick: MessageFormat<TickMessage>;
  };
}

/**
 * A service kept refusing a valid request: it is throttling or unhealthy, and may accept the same a
 * moment later.
 */
export class Unavailable extends Error {
  override readonly name = 'ServiceUnavailable';

  /** The reason for the caller; it contains no address, file or person. */
  readonly reason?: string;

  constructor(message: string, { reason, cause }: { reason?: string; cause?: unknown } = {}) {
    super(message, { cause });
    if (reason !== undefined) {
      this.reason = reason;
    }
  }
}

/**
 * One stored document cannot be read, because it is damaged or only later code knows its shape. The
 * others of the same request can be: each must then be read by itself.
 */
export class Unreadable extends Unavailable {}
