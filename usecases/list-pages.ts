import type { PageRecord } from '#core/paging/page.ts';
import { matchesPageFilter, type PageFilter } from '#core/paging/page-filter.ts';
import { DAY, type Instant, startOfDay } from '#core/time/instant.ts';
import type { OrderedAt, Ports } from './ports.ts';

/** What one call looks at, at most, whatever is stored and asked for: it bounds time and cost. */
const MOST_PAGES = 2_000;
const MOST_DAYS = 100;

/** How many pages are read at once where not all of them are wanted. */
const READ_AT_ONCE = 500;

/** Which pages are wanted, and where to go on. */
export interface PageSearch extends PageFilter {
  /** Only those of this incident. */
  readonly incident?: string | undefined;
  /** Both moments are included. */
  readonly from: Instant;
  readonly to: Instant;
  /** The place behind which to go on; absent: the newest are first. */
  readonly after?: OrderedAt;
  readonly limit: number;
}

export interface PagesFound {
  /** From the newest to the oldest. */
  readonly pages: readonly PageRecord[];
  /** Where to go on, unless everything was looked at: there may be others, or none. */
  readonly next?: OrderedAt;
}

/**
 * Searches the pages on record from the newest to the oldest. It stops after so many days or pages,
 * and tells where it stopped.
 */
export function listPages({ pages: store }: Pick<Ports, 'pages'>) {
  return async (search: PageSearch): Promise<PagesFound> => {
    const pages: PageRecord[] = [];
    let looked = 0;
    let days = 0;
    for await (const { record, place } of backwards(store, search)) {
      if (record === undefined) {
        days += 1;
      } else {
        looked += 1;
      }
      if (record !== undefined && matchesPageFilter(record, search)) {
        pages.push(record);
      }
      if (pages.length >= search.limit || looked >= MOST_PAGES || days >= MOST_DAYS) {
        return { pages, next: place };
      }
    }
    return { pages };
  };
}

/** A page, or none where a day is over, and the place behind which to go on. */
interface Step {
  readonly record?: PageRecord;
  readonly place: OrderedAt;
}

function backwards(store: Ports['pages'], search: PageSearch): AsyncGenerator<Step> {
  const { incident, to, after } = search;
  const place = after !== undefined && after.at <= to ? after : { at: to + 1, id: '' };
  return incident === undefined
    ? ofDays(store, search, place)
    : each((limit, behind) => store.ofIncident(incident, limit, behind), search, place);
}

async function* ofDays(
  store: Ports['pages'],
  search: PageSearch,
  after: OrderedAt,
): AsyncGenerator<Step> {
  let place = after;
  // A place behind all pages of its moment may be the end of its day.
  let day = place.id === '' ? place.at - 1 : place.at;
  while (startOfDay(day) + DAY > search.from) {
    const ofDay = day;
    yield* each((limit, behind) => store.orderedOn(ofDay, limit, behind), search, place);
    place = { at: startOfDay(day), id: '' };
    day = place.at - 1;
    yield { place };
  }
}

/** Reads some pages at a time until they are too old, or there are no more. */
async function* each(
  read: (limit: number, after: OrderedAt) => Promise<readonly PageRecord[]>,
  search: PageSearch,
  after: OrderedAt,
): AsyncGenerator<Step> {
  const limit = atOnce(search);
  let place = after;
  for (let more = true; more; ) {
    const records = await read(limit, place);
    for (const record of records) {
      if (record.order.at < search.from) {
        return;
      }
      place = record.order;
      yield { record, place };
    }
    more = records.length >= limit;
  }
}

function atOnce({ person, service, channel, status, reason, limit }: PageSearch): number {
  const isFiltered = (person ?? service ?? channel ?? status ?? reason) !== undefined;
  return isFiltered ? READ_AT_ONCE : limit;
}
