import type { Actor } from '#core/actor/actor.ts';
import type { Transition } from '#core/alert/alert.ts';
import type { Change } from '#core/change/change.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import type { Incident } from '#core/incident/incident.ts';
import type { CodeOf } from '#core/messages/subject-code.ts';
import type { Override } from '#core/oncall/schedule.ts';
import type { Contact, Recipient } from '#core/paging/contact.ts';
import type { Mailbox, PageOrder, PageRecord } from '#core/paging/page.ts';
import type { Channel } from '#core/responder/channel.ts';
import type { Silence } from '#core/suppression/silence.ts';
import type { AppliedConfig } from '#core/team/followed-config.ts';
import type { ClockStep } from '#core/time/clock-skew.ts';
import type { Duration, Instant } from '#core/time/instant.ts';

/**
 * A save is one conditional write: it succeeds only if the stored version is still
 * `expectedVersion` (0: nothing is stored yet), and stores the given state, whose own `version` is
 * the new one. Losing the race is an answer, not an error. Every read is strongly consistent,
 * except which items are due, open or opened on a day: such finds are only hints, so load the item
 * before acting on it. Any method may throw when the store cannot be reached or throttles beyond
 * its retries: nothing is known then about the write.
 */
export type SaveOutcome = 'saved' | 'conflict';

/** Something to look at, by its id, since when. */
export interface Due {
  readonly id: string;
  readonly due: Instant;
}

/** The stores of which items may be due. */
export type DueKind = 'subjects' | 'incidents' | 'pages';

/**
 * A share of what is due: lanes of one kind, and behind what to go on in each. Every share can be
 * taken apart from the others.
 */
export interface DueShard {
  readonly kind: DueKind;
  readonly lanes: readonly { readonly lane: number; readonly after?: Due }[];
  /** The clock went back: it is a share of everything that waits, due or not. */
  readonly step?: ClockStep;
}

/** The items of a store that somebody must look at. */
interface DueIndex {
  /** Items whose `due` is at or before the moment, oldest first, at most `limit`. */
  dueBefore(at: Instant, limit: number): Promise<readonly Due[]>;
  /**
   * How many lanes the index has. An item keeps to one, so that several callers can share the work.
   */
  readonly dueLanes: number;
  /**
   * What a lane (0-based) holds of them, oldest first, at most `limit`; with `after`, what stands
   * behind that.
   */
  dueInLane(lane: number, at: Instant, limit: number, after?: Due): Promise<readonly Due[]>;
}

/** One item per subject. */
export interface SubjectStore extends DueIndex {
  /** The states of those that are stored, any number at once. */
  load(subjects: readonly string[]): Promise<ReadonlyMap<string, SubjectState>>;
  /** Some of all that are stored, at most `limit`, in an order that stays; on after `after`. */
  some(limit: number, after?: string): Promise<SubjectSlice>;
  save(state: SubjectState, expectedVersion: number): Promise<SaveOutcome>;
  remove(subject: string, expectedVersion: number): Promise<SaveOutcome>;
}

/** The place of an incident among all, the newest first. */
export type OpenedAt = Pick<Incident, 'openedAt' | 'id'>;

export interface SubjectSlice {
  readonly states: readonly SubjectState[];
  /** The last of them, after which there may be more; absent where there are none. */
  readonly next?: string;
}

/** One item per incident: the mailbox and memory of a group key. */
export interface IncidentStore extends DueIndex {
  /** The newest incident of the group key, open or not. */
  latest(groupKey: string): Promise<Incident | undefined>;
  /** The incidents that exist of these, any number at once. */
  load(ids: readonly string[]): Promise<ReadonlyMap<string, Incident>>;
  save(incident: Incident, expectedVersion: number): Promise<SaveOutcome>;
  /**
   * Every unresolved incident, in no order; found by its `due`, which an unresolved incident always
   * has.
   */
  open(): Promise<readonly Incident[]>;
  /**
   * Incidents opened on the UTC day of the moment, newest first, at most `limit`, of one moment by
   * their ids; with `after`, what stands behind that. The canary's, hundreds a day, are left out.
   */
  openedOn(day: Instant, limit: number, after?: OpenedAt): Promise<readonly Incident[]>;
}

/** The records of pages, beside their incident. */
export interface PageStore extends DueIndex {
  load(ids: readonly string[]): Promise<ReadonlyMap<string, PageRecord>>;
  save(record: PageRecord, expectedVersion: number): Promise<SaveOutcome>;
}

export interface MailboxStore {
  load(responder: string, channel: Channel): Promise<Mailbox | undefined>;
  save(mailbox: Mailbox, expectedVersion: number): Promise<SaveOutcome>;
}

/** What a key may be used for. `admin` includes all. */
export const SCOPES = ['samples', 'read', 'respond', 'admin'] as const;

export type Scope = (typeof SCOPES)[number];

/** An API key: the SHA-256 of its secret, never the secret. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly hash: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: Instant;
  readonly revokedAt?: Instant;
  /** Absent in the first key of a platform, and in keys of before. */
  readonly createdBy?: Actor;
  readonly revokedBy?: Actor;
}

/** What people set at run time. Puts replace by id and are idempotent. */
export interface ControlStore {
  silences(): Promise<readonly Silence[]>;
  putSilence(silence: Silence): Promise<void>;
  removeSilence(id: string): Promise<void>;
  overrides(): Promise<readonly Override[]>;
  putOverride(override: Override): Promise<void>;
  removeOverride(id: string): Promise<void>;
  key(id: string): Promise<ApiKey | undefined>;
  keys(): Promise<readonly ApiKey[]>;
  putKey(key: ApiKey): Promise<void>;
  /** Changes from one moment to another, both included, newest first, at most `limit`. */
  changes(from: Instant, to: Instant, limit: number): Promise<readonly Change[]>;
  putChange(change: Change): Promise<void>;
  removeChange(id: string): Promise<void>;
  /**
   * The secret that acknowledge links are signed with: the stored one, or `candidate` stored for
   * good if there was none.
   */
  linkSecret(candidate: string): Promise<string>;
  /** Which config the clock of a place has acted on last; undefined before the first. */
  followedConfig(place: string): Promise<AppliedConfig | undefined>;
  putFollowedConfig(config: AppliedConfig): Promise<void>;
}

/** What the incident function is told; handled in order, one at a time, within a group key. */
export type IncidentMessage =
  | { readonly kind: 'transition'; readonly transition: Transition }
  /** An alert was acknowledged where it comes from; `by` says by whom. */
  | {
      readonly kind: 'acknowledged_by_sender';
      readonly groupKey: string;
      readonly fingerprint: string;
      readonly by: string;
    }
  /**
   * Something is due, or may have changed: look again. `incident` is the one that was meant; `step`
   * as in `DueShard`.
   */
  | {
      readonly kind: 'look';
      readonly incident: string;
      readonly why: string;
      readonly step?: ClockStep;
    };

/** What the page function is told; handled in order, one at a time, within a mailbox. */
export interface PageMessage {
  readonly responder: string;
  readonly channel: Channel;
  /** One page, or those that have waited to go as one message. */
  readonly orders: readonly PageOrder[];
  /** The clock went back: what waits for its time has waited long enough. */
  readonly hasWaited?: true;
}

/**
 * Hands over messages, any number at once, in the order given. Resolves only when all are durable
 * in the queue; otherwise throws, and some may have been sent. It throws `RefusedMessages` where
 * all are sent but some that the queue will never take. `deduplication` makes a repeat within 5
 * minutes one message (SQS FIFO).
 */
export interface Queue<Message> {
  send(
    messages: readonly { readonly body: Message; readonly deduplication: string }[],
  ): Promise<void>;
}

/**
 * A queue will never take these messages, whoever sends them again. All the others of the same call
 * are in the queue.
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
 * The outcome of one publish. Only `failed` says whether trying again can help. `doubt` says why
 * what was sent may reach nobody; escalation goes on as for any page that nobody answers.
 */
export type PublishOutcome =
  | { readonly kind: 'sent'; readonly messageId: string; readonly doubt?: string }
  | { readonly kind: 'failed'; readonly retryable: boolean; readonly reason: string };

/** The SNS topics of the responders. */
export interface Publisher {
  publish(
    to: Recipient,
    message: { readonly subject: string; readonly text: string },
  ): Promise<PublishOutcome>;
}

/**
 * What became of a contact that was added or confirmed; a refusal says why, and never the address.
 */
export type ContactOutcome =
  | { readonly kind: 'contact'; readonly contact: Contact }
  | { readonly kind: 'refused'; readonly reason: string };

type RemovalOutcome =
  | { readonly kind: 'removed'; readonly contact: Contact }
  | { readonly kind: 'unknown' }
  /** SNS removes nothing that is not confirmed; it forgets it by itself after 48 hours. */
  | { readonly kind: 'pending' };

/**
 * The phones and mailboxes behind the responders' topics, which SNS alone knows. Few need it, so it
 * is none of the `Ports`.
 */
export interface ContactBook {
  /** Whoever is subscribed, by any protocol: none where there is no topic either. */
  list(to: Recipient): Promise<readonly Contact[]>;
  /**
   * Subscribes a phone or mailbox; one that is subscribed stays as it is, and one that waits to be
   * confirmed gets another mail.
   */
  add(to: Recipient, address: string): Promise<ContactOutcome>;
  /** Confirms a mailbox by the token in its mail, so that only we can remove it. */
  confirm(to: Recipient, token: string): Promise<ContactOutcome>;
  remove(id: string): Promise<RemovalOutcome>;
}

/**
 * Makes what only the platform's secret can make. The tokens of links in pages: unguessable, and
 * bound to what they open and to when they expire. And the codes that stand for subjects there.
 */
export interface LinkSigner {
  /** A short token (url-safe, at most 24 characters) that only this secret makes of the text. */
  sign(text: string): Promise<string>;
  /** Whether the token is the text's, compared in constant time. */
  verify(text: string, token: string): Promise<boolean>;
  /** 32 bytes that only this secret makes of a signature, to seal what it signs. */
  mask(signature: string): Promise<Uint8Array>;
  /** Makes the codes of subjects. It needs the secret once, and then nothing more. */
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
  /**
   * Resolves only when all are durable in the queue; otherwise throws, and some may have been sent.
   */
  sendAfter(delays: readonly Duration[]): Promise<void>;
  /**
   * Hands on shares in which a tick found more than it takes, to be taken at once and side by side.
   */
  share(shares: readonly DueShard[]): Promise<void>;
}

/** The deployments by which new versions of functions take over. */
export interface Deployments {
  /** What is to take over. */
  candidate(deployment: string): Promise<Candidate>;
  /** Tells whether it may; the deployment waits for that. */
  judge(deployment: string, hook: string, passed: boolean): Promise<void>;
}

/** A version of a function that is to take over. */
export interface Candidate {
  readonly functionName: string;
  readonly version: string;
  /** Whether this is a way back to what was live before. */
  readonly isRollback: boolean;
}

/** Single versions of functions. */
export interface Versions {
  /** Calls one version, and returns what it answered. Throws with its own words where it failed. */
  call(functionName: string, version: string, event: object): Promise<unknown>;
}

/** The messages that nobody could handle. */
export interface DeadLetters {
  /** For each queue of them, how many lie there; the count may be a little behind. */
  count(): Promise<readonly { readonly queue: string; readonly messages: number }[]>;
}

/** Everything a use case may need of the world; each takes only what it uses. */
export interface Ports {
  readonly subjects: SubjectStore;
  readonly incidents: IncidentStore;
  readonly pages: PageStore;
  readonly mailboxes: MailboxStore;
  readonly controls: ControlStore;
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
 * A service went on refusing what nothing is wrong with: it is throttling or ill, and may well take
 * the same in a moment.
 */
export class Unavailable extends Error {
  override readonly name = 'ServiceUnavailable';

  /** Why, for whoever asked: it names no address, no file and nobody. */
  readonly reason?: string;

  constructor(message: string, { reason, cause }: { reason?: string; cause?: unknown } = {}) {
    super(message, { cause });
    if (reason !== undefined) {
      this.reason = reason;
    }
  }
}
