import { RESERVED_PREFIX } from '#core/alert/reserved-prefix.ts';
import type { PageRecord } from '#core/paging/page.ts';
import type { Instant } from '#core/time/instant.ts';
import { type Measured, withoutZeros } from '#runtime/measure.ts';

/**
 * Pages that have ended, by how, and how long those took that were sent: until `now`, when that was
 * on record. The canary's and those of rehearsals are left out: the canary measures for itself, and
 * there would be hundreds a day of them among those of people.
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
