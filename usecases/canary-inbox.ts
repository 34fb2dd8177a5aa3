import { type Duration, type Instant, MINUTE, SECOND } from '#core/time/instant.ts';

/**
 * Where pages arrive that go to no person, as SNS puts them into a queue. What was received is
 * given out again unless it is removed.
 */
export interface CanaryInbox<Message extends { readonly body: string }> {
  /** Up to `max` messages (10 at most), waiting so many seconds for the first (20 at most). */
  receive(max: number, waitSeconds: number): Promise<readonly Message[]>;
  remove(messages: readonly Message[]): Promise<void>;
}

/** A page that takes longer is as good as none. */
export const PAGE_TIMEOUT: Duration = MINUTE;

/** How long one look for the page waits, in seconds. */
const LOOK_SECONDS = 10;

/**
 * Clocks that are kept right differ by less: a sample is dated so much earlier that none counts as
 * of the future, and a page may seem so much older.
 */
export const CLOCK_TOLERANCE: Duration = SECOND;

/**
 * Removes what has gathered since the last time, so that reading it does not count as time to page.
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
 * Breaches and waits for the page, and ends the breach whatever happened; answers how long the page
 * took. Where both fail, the first failure is the cause of the second.
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
  /** The subject that the page must name: pages about others come to the same mailbox. */
  readonly subject: string;
  readonly startedAt: Instant;
  readonly clock: () => Instant;
  /** What is done each time that nothing has come. */
  readonly meanwhile?: () => Promise<void>;
}

/**
 * Waits for the page about the subject, and answers how long it took since the start; undefined if
 * none came in time.
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

/** Whether an envelope of SNS holds a page that names the subject and was sent no earlier. */
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
