import type { Instant } from '#core/time/instant.ts';
import type { PageDelivery } from '#usecases/deliver-pages.ts';
import { type Measured, withoutZeros } from '../support/measure.ts';

/** The pages that a delivery has ended, by how, and how long those took that were sent: until `now`, when that was on record. */
export function countPages(deliveries: readonly PageDelivery[], now: Instant): Measured {
  const ended = (status: PageDelivery['status']) =>
    deliveries.filter((delivery) => delivery.ended && delivery.status === status);
  const sent = ended('sent');
  return withoutZeros({
    pagesSent: sent.length,
    pagesFailed: ended('failed').length,
    pagesWithdrawn: ended('withdrawn').length,
    timeToPage: sent.map(({ at }) => Math.max(0, now - at)),
  });
}
