import { clampToHorizon } from '../time/clock-skew.ts';
import { type Duration, type Instant, SECOND } from '../time/instant.ts';
import type { PageRecord } from './page.ts';

/**
 * Pages that come within this time after the last sending to a mailbox wait, and leave together at
 * its end.
 */
export const BUNDLE_WINDOW: Duration = 10 * SECOND;

/** When a page that failed transiently is retried; after the last retry it has failed. */
export const RETRY_DELAYS: readonly Duration[] = [10 * SECOND, 30 * SECOND, 60 * SECOND];

/** Returns when a page must be handled again; undefined if it is final. */
export function pageDue({ due, status, attempts }: PageRecord, now: Instant): Instant | undefined {
  if (due === undefined) {
    return undefined;
  }
  const retry = RETRY_DELAYS[attempts.length - 1] ?? BUNDLE_WINDOW;
  return clampToHorizon(due, status === 'retrying' ? retry : BUNDLE_WINDOW, now);
}
