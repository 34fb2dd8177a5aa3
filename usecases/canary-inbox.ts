import { type Duration, type Instant, MINUTE, SECOND } from '#core/time/instant.ts';

/**
 * The queue in which pages to no person arrive, as SNS delivers them. A received message is
 * delivered again unless it is removed.
 */
export interface CanaryInbox<Message extends { readonly body: string }> {
  /**
   * Receives up to `max` messages (10 at most), and waits for the first for that many seconds (20
   * at most).
   */
  receive(max: number, waitSeconds: number): Promise<readonly Message[]>;
  remove(messages: readonly Message[]): Promise<void>;
}

/** A page that takes longer counts as lost. */
export const PAGE_TIMEOUT: Duration = MINUTE;

/** How long one receive call waits, in seconds. */
const LOOK_SECONDS = 10;

/**
 * Synchronized clocks differ by less. A sample is dated this much earlier, so that none counts as
 * from the future, and a page may seem this much older.
 */
export const CLOCK_TOLERANCE: Duration = SECOND;

/**
 * Removes messages that have gathered since the last run, so that reading them does not count as
 * time to page.
 */
export async function removeOldPages<Message extends { readonly body: string }>(
  inbox: CanaryInbox<Message>,
): Promise<void> {
  let messages: readonly Message[];
  do {
    messages = await inbox.receive(10, 0);
    await inbox.remove(messages);
  } while (messages.length > 0);
}

/**
 * Starts a breach, waits for its page, and ends the breach whatever happens. Returns how long the
 * page took. If both the wait and the end fail, it throws the first failure, which caused the
 * second.
 */
export async function breachAndEnd(
  breachUntilPaged: () => Promise<Duration>,
  end: () => Promise<void>,
): Promise<Duration> {
  const [paged] = await Promise.allSettled([breachUntilPaged()]);
  const [ended] = await Promise.allSettled([end()]);
  if (paged.status === 'rejected') {
    throw paged.reason;
  }
  if (ended.status === 'rejected') {
    throw ended.reason;
  }
  return paged.value;
}

interface AwaitedPage {
  /** The subject that the page must name, since pages about others arrive in the same mailbox. */
  readonly subject: string;
  readonly startedAt: Instant;
  readonly clock: () => Instant;
  /** Called after each receive that returned nothing. */
  readonly meanwhile?: () => Promise<void>;
}

/**
 * Waits for the page about the subject. Returns how long it took since the start; undefined if none
 * came in time.
 */
export async function awaitPage<Message extends { readonly body: string }>(
  inbox: CanaryInbox<Message>,
  { subject, startedAt, clock, meanwhile }: AwaitedPage,
): Promise<Duration | undefined> {
  const givesUpAt = startedAt + PAGE_TIMEOUT;
  for (let now = clock(); now < givesUpAt; now = clock()) {
    const wait = Math.min(LOOK_SECONDS, Math.ceil((givesUpAt - now) / SECOND));
    const messages = await inbox.receive(10, wait);
    const receivedAt = clock();
    await inbox.remove(messages);
    if (messages.some(({ body }) => isAbout(body, subject, startedAt - CLOCK_TOLERANCE))) {
      return receivedAt - startedAt;
    }
    if (messages.length === 0) {
      await meanwhile?.();
    }
  }
  return undefined;
}

/**
 * Whether an SNS envelope holds a page that names the subject and was sent no earlier than the
 * start.
 */
function isAbout(body: string, subject: string, since: Instant): boolean {
  try {
    const { Timestamp = '', Message = '' } = JSON.parse(body) as Envelope;
    return Date.parse(Timestamp) >= since && Message.includes(subject);
  } catch {
    return false;
  }
}

interface Envelope {
  readonly Timestamp?: string;
  readonly Message?: string;
}
