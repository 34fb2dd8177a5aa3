import { CANARY } from '#core/canary/canary.ts';
import type { Incident } from '#core/incident/incident.ts';
import type { PageRecord } from '#core/paging/page.ts';
import { DAY, type Duration, type Instant, startOfDay } from '#core/time/instant.ts';
import { listPages } from './list-pages.ts';
import { openedOn } from './opened-on.ts';
import type { Ports } from './ports.ts';

/**
 * How much one call of a report looks at before it stops, and how many days: it bounds time and
 * memory, whatever is stored.
 */
export const MOST_LOOKED_AT = 20_000;
const MOST_DAYS = 100;

/** How many pages are read at once. */
const PAGES_AT_ONCE = 500;

/** The span of a report, and the part of it that is wanted: from its end backwards. */
export interface ReportSpan {
  readonly from: Instant;
  /** What began from then on is not counted, or has been. */
  readonly before: Instant;
}

/** An incident and when it was opened, or a page and when it was ordered. */
export type IncidentEvent = { readonly at: Instant; readonly incident: Incident };
export type PageEvent = { readonly at: Instant; readonly page: PageRecord };

/** How far one call counts. */
interface Bounds<Event> {
  /** Opens what is to be counted: what came between two moments, from the newest to the oldest. */
  readonly events: (from: Instant, before: Instant) => AsyncGenerator<Event>;
  /** Counts one; returns how much there was to look at. */
  readonly take: (event: Event) => number;
  /** How much one call looks at. */
  readonly most: number;
  /** It stops where a span of this length ends, so that none of them is cut in two. */
  readonly seam: Duration;
  /**
   * How many days one call counts.
   * @default 100
   */
  readonly days?: number;
}

/**
 * Counts what came in a span from its end backwards, as far as one call can. Returns from when on
 * it has counted, which is `before` of the next part; undefined if it has counted all.
 */
export async function countBackwards<Event extends { readonly at: Instant }>(
  span: ReportSpan,
  { events, take, most, seam, days = MOST_DAYS }: Bounds<Event>,
): Promise<Instant | undefined> {
  const from = Math.max(span.from, startOfDay(span.before - days * DAY));
  let room = most;
  let stopAt = from;
  for await (const event of events(from, span.before)) {
    if (event.at < stopAt) {
      return stopAt;
    }
    room -= take(event);
    if (room <= 0 && stopAt === from) {
      stopAt = Math.max(from, Math.floor(event.at / seam) * seam);
    }
  }
  return from > span.from ? from : undefined;
}

/** Merges two streams, each from the newest to the oldest. */
export async function* newestFirst<
  One extends { readonly at: Instant },
  Other extends { readonly at: Instant },
>(one: AsyncGenerator<One>, other: AsyncGenerator<Other>): AsyncGenerator<One | Other> {
  let [first, second] = [await one.next(), await other.next()];
  while (!first.done || !second.done) {
    if (second.done || (!first.done && first.value.at >= second.value.at)) {
      yield first.value;
      first = await one.next();
    } else {
      yield second.value;
      second = await other.next();
    }
  }
}

/** Yields the incidents that were opened in a span; those of the canary are about nothing. */
export async function* incidentsBetween(
  { incidents }: Pick<Ports, 'incidents'>,
  from: Instant,
  before: Instant,
): AsyncGenerator<IncidentEvent> {
  for (let day = startOfDay(before - 1); day + DAY > from; day -= DAY) {
    for await (const some of openedOn(incidents, day)) {
      for (const incident of some) {
        const at = incident.openedAt;
        if (at < from) {
          return;
        }
        if (at < before && incident.service !== CANARY.id) {
          yield { at, incident };
        }
      }
    }
  }
}

/** Yields the pages that were ordered in a span. */
export async function* pagesBetween(
  ports: Pick<Ports, 'pages'>,
  from: Instant,
  before: Instant,
): AsyncGenerator<PageEvent> {
  const list = listPages(ports);
  const search = { from, to: before - 1, limit: PAGES_AT_ONCE };
  let { pages, next } = await list(search);
  for (;;) {
    for (const page of pages) {
      yield { at: page.order.at, page };
    }
    if (next === undefined) {
      return;
    }
    ({ pages, next } = await list({ ...search, after: next }));
  }
}
