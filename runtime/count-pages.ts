import { RESERVED_PREFIX } from '#core/alert/reserved-prefix.ts';
import type { PageRecord } from '#core/paging/page.ts';
import type { Instant } from '#core/time/instant.ts';
import { type Measured, withoutZeros } from './measure.ts';

/**
 * Measures the pages that have ended by outcome, and the time to page of those sent, until `now`,
 * when the outcome was recorded. Pages of the canary and of rehearsals are left out: the canary has
 * its own measure, and hundreds a day would blur those of people.
 */
export function countPages(records: readonly PageRecord[], now: Instant): Measured {
  const ofPeople = records.filter(({ order }) => !order.responder.startsWith(RESERVED_PREFIX));
  const ended = (status: PageRecord['status']) => ofPeople.filter((r) => r.status === status);
  const sent = ended('sent');
  return withoutZeros({
    pagesSent: sent.length,
    pagesFailed: ended('failed').length,
    pagesWithdrawn: ended('withdrawn').length,
    timeToPage: sent.map(({ order }) => Math.max(0, now - order.at)),
  });
}
