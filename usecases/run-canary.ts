import { CANARY } from '#core/canary/canary.ts';
import type { Sample } from '#core/sample/sample.ts';
import { type Duration, type Instant, SECOND } from '#core/time/instant.ts';
import {
  awaitPage,
  breachAndEnd,
  type CanaryInbox,
  CLOCK_TOLERANCE,
  PAGE_TIMEOUT,
  removeOldPages,
} from './canary-inbox.ts';
import type { PostSamples } from './ports.ts';

/**
 * Breaches the canary's rule and waits for the page. Returns the time from just before the post
 * until the page was received. The breach is ended whatever happens, so that its incident resolves
 * by itself. Throws if a sample is refused or no page arrives. Concurrent runs, or a run after one
 * that died, do no harm: a breach starts with its end, and one that another run has ended is posted
 * again.
 */
export async function runCanary<Message extends { readonly body: string }>(
  inbox: CanaryInbox<Message>,
  post: PostSamples,
  clock: () => Instant,
): Promise<Duration> {
  await removeOldPages(inbox);
  const startedAt = clock();
  return breachAndEnd(
    () => breachUntilPaged(inbox, post, clock, startedAt),
    () => post([sample(0, clock())]),
  );
}

async function breachUntilPaged<Message extends { readonly body: string }>(
  inbox: CanaryInbox<Message>,
  post: PostSamples,
  clock: () => Instant,
  startedAt: Instant,
): Promise<Duration> {
  await post([sample(0, startedAt - 1), sample(1, startedAt)]);
  const took = await awaitPage(inbox, {
    subject: CANARY.subject,
    startedAt,
    clock,
    meanwhile: () => post([sample(1, clock())]),
  });
  if (took !== undefined) {
    return took;
  }
  throw new Error(
    `No page came within ${PAGE_TIMEOUT / SECOND} s of a breach that was taken. See "The canary is not paged" in docs/runbook.md.`,
  );
}

function sample(value: number, now: Instant): Sample {
  const { subject, metric } = CANARY;
  return { subject, metric, value, at: now - CLOCK_TOLERANCE, labels: {} };
}
