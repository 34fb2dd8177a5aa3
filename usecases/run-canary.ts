import { CANARY } from '#core/canary.ts';
import type { Sample } from '#core/sample/sample.ts';
import { type Duration, type Instant, MINUTE, SECOND } from '#core/time/instant.ts';

/** Where the canary's pages arrive, as SNS puts them into a queue. What was received is given out again unless it is removed. */
export interface CanaryInbox<Message extends { readonly body: string }> {
  /** Up to `max` messages (10 at most), waiting so many seconds for the first (20 at most). */
  receive(max: number, waitSeconds: number): Promise<readonly Message[]>;
  remove(messages: readonly Message[]): Promise<void>;
}

/** Hands samples to the platform as any agent does; throws where they are not taken. */
export type PostSamples = (samples: readonly Sample[]) => Promise<void>;

/** A page that takes longer is as good as none. */
const GIVE_UP_AFTER = MINUTE;

/** How long one look for the page waits, in seconds. */
const LOOK_SECONDS = 10;

/** Clocks that are kept right differ by less: a sample is dated so much earlier that none counts as of the future, and a page may seem so much older. */
const LEEWAY = SECOND;

/**
 * Breaches the canary's rule and waits for the page; answers how long it took, from before the breach was posted until the page was received. Whatever
 * happened, the breach is ended, so that its incident resolves by itself. Throws where a sample is refused or no page comes. Two runs at once, or one after a
 * run that died, do no harm: a breach starts with its end, and one that another run has ended is posted again.
 */
export async function runCanary<Message extends { readonly body: string }>(
  inbox: CanaryInbox<Message>,
  post: PostSamples,
  clock: () => Instant,
): Promise<Duration> {
  await removeOldPages(inbox);
  const startedAt = clock();
  const [paged] = await Promise.allSettled([breachUntilPaged(inbox, post, clock, startedAt)]);
  const [ended] = await Promise.allSettled([post([sample(0, clock())])]);
  // The first failure is the cause of the second, if there are two.
  if (paged.status === 'rejected') throw paged.reason;
  if (ended.status === 'rejected') throw ended.reason;
  return paged.value;
}

/** What has gathered since the last run, so that reading it does not count as time to page. */
async function removeOldPages<Message extends { readonly body: string }>(
  inbox: CanaryInbox<Message>,
): Promise<void> {
  let messages: readonly Message[];
  do {
    messages = await inbox.receive(10, 0);
    await inbox.remove(messages);
  } while (messages.length > 0);
}

async function breachUntilPaged<Message extends { readonly body: string }>(
  inbox: CanaryInbox<Message>,
  post: PostSamples,
  clock: () => Instant,
  startedAt: Instant,
): Promise<Duration> {
  const givesUpAt = startedAt + GIVE_UP_AFTER;
  await post([sample(0, startedAt - 1), sample(1, startedAt)]);
  for (let now = clock(); now < givesUpAt; now = clock()) {
    const wait = Math.min(LOOK_SECONDS, Math.ceil((givesUpAt - now) / SECOND));
    const messages = await inbox.receive(10, wait);
    const receivedAt = clock();
    await inbox.remove(messages);
    if (messages.some(({ body }) => sentAt(body) >= startedAt - LEEWAY))
      return receivedAt - startedAt;
    if (messages.length === 0) await post([sample(1, clock())]);
  }
  throw new Error(
    `No page came within ${GIVE_UP_AFTER / SECOND} s of a breach that was taken. See "The canary is not paged" in docs/runbook.md.`,
  );
}

function sample(value: number, now: Instant): Sample {
  const { subject, metric } = CANARY;
  return { subject, metric, value, at: now - LEEWAY, labels: {} };
}

/** When SNS took the message of an envelope; NaN, which is never late enough, where it is none. */
function sentAt(body: string): Instant {
  try {
    const { Timestamp } = JSON.parse(body) as { readonly Timestamp?: string };
    return Date.parse(Timestamp ?? '');
  } catch {
    return Number.NaN;
  }
}
