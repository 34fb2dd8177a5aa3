import type { CodeOf } from '#core/messages/subject-code.ts';
import type { PseudonymOf } from '#core/privacy/monitoring.ts';
import type { Publisher } from './ports/contacts.ts';
import type {
  IncidentMessage,
  MessageFormat,
  PageMessage,
  Queue,
  TickMessage,
} from './ports/messages.ts';
import type {
  AuditTrail,
  ControlStore,
  IncidentStore,
  MailboxStore,
  PageStore,
  SampleArchive,
  SessionStore,
  SubjectStore,
  TallyStore,
  TrendStore,
} from './ports/stores.ts';

export * from './ports/contacts.ts';
export * from './ports/messages.ts';
export * from './ports/rollout.ts';
export * from './ports/sign-in.ts';
export * from './ports/stores.ts';

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

/** Makes what stands for patients and users where none of them may be named. */
export interface Pseudonyms {
  /** Returns the function that makes them. It reads their secret once. */
  load(): Promise<PseudonymOf>;
}

/** Where the platform keeps what it knows. */
export interface Stores {
  readonly subjects: SubjectStore;
  readonly incidents: IncidentStore;
  readonly pages: PageStore;
  readonly mailboxes: MailboxStore;
  readonly controls: ControlStore;
  readonly trail: AuditTrail;
  readonly sessions: SessionStore;
  readonly trends: TrendStore;
  readonly tallies: TallyStore;
}

/** Everything that use cases need from outside; each takes only the ports that it uses. */
export interface Ports extends Stores {
  /**
   * Of samples.
   * @default none: they are not archived
   */
  readonly archive?: SampleArchive;
  readonly incidentQueue: Queue<IncidentMessage>;
  readonly pageQueue: Queue<PageMessage>;
  readonly publisher: Publisher;
  readonly links: LinkSigner;
  readonly pseudonyms: Pseudonyms;
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
