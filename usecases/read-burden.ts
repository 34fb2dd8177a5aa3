import { type BurdenSpan, countBurden } from '#core/burden/count.ts';
import { FLOOD_SPAN } from '#core/burden/floods.ts';
import type { Tally } from '#core/burden/tally.ts';
import type { Incident } from '#core/incident/incident.ts';
import type { PageRecord } from '#core/paging/page.ts';
import { DAY, type Instant, startOfDay } from '#core/time/instant.ts';
import { listPages } from './list-pages.ts';
import { openedOn } from './opened-on.ts';
import type { Ports } from './ports.ts';

/**
 * How many alarms, incidents and pages one call looks at before it stops, and how many days: it
 * bounds time and memory, whatever is stored. It goes on to the end of the ten minutes that it is
 * in, so that no flood is cut in two.
 */
const MOST_LOOKED_AT = 20_000;
const MOST_DAYS = 100;

/** How many pages are read at once. */
const PAGES_AT_ONCE = 500;

export interface BurdenPart {
  readonly tally: Tally;
  /** The tally is of what began from then on; absent if it is of the whole span. */
  readonly next?: Instant;
}

/** An incident or a page, and when it came. */
type Event =
  | { readonly at: Instant; readonly incident: Incident }
  | { readonly at: Instant; readonly page: PageRecord };

/**
 * Counts the burden of alarms of a span, from its end backwards, as far as one call can. `before`
 * is the `next` of the part before: what was opened or ordered from then on has been counted.
 *
 * @param most how much one call looks at
 */
export function readBurden(ports: Pick<Ports, 'incidents' | 'pages'>, most = MOST_LOOKED_AT) {
  return async (span: BurdenSpan, before: Instant = span.to): Promise<BurdenPart> => {
    const from = Math.max(span.from, startOfDay(before - MOST_DAYS * DAY));
    const count = countBurden(span);
    let room = most;
    let stopAt = from;
    for await (const event of newestFirst(
      incidentsBetween(ports.incidents, from, before),
      pagesBetween(ports, from, before),
    )) {
      if (event.at < stopAt) {
        return { tally: count.tally(), next: stopAt };
      }
      if ('incident' in event) {
        room -= count.incident(event.incident);
      } else {
        count.page(event.page);
        room -= 1;
      }
      if (room <= 0 && stopAt === from) {
        stopAt = Math.max(from, Math.floor(event.at / FLOOD_SPAN) * FLOOD_SPAN);
      }
    }
    return { tally: count.tally(), ...(from > span.from && { next: from }) };
  };
}

/** Merges two streams, each from the newest to the oldest. */
async function* newestFirst(
  one: AsyncGenerator<Event>,
  other: AsyncGenerator<Event>,
): AsyncGenerator<Event> {
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

async function* incidentsBetween(
  incidents: Ports['incidents'],
  from: Instant,
  before: Instant,
): AsyncGenerator<Event> {
  for (let day = startOfDay(before - 1); day + DAY > from; day -= DAY) {
    for await (const some of openedOn(incidents, day)) {
      for (const incident of some) {
        const at = incident.openedAt;
        if (at < from) {
          return;
        }
        if (at < before) {
          yield { at, incident };
        }
      }
    }
  }
}

async function* pagesBetween(
  ports: Pick<Ports, 'pages'>,
  from: Instant,
  before: Instant,
): AsyncGenerator<Event> {
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
