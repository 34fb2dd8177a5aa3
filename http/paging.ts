import { fingerprint } from '#core/alert/fingerprint.ts';
import { wrongChoice } from './filters.ts';
import { formatValue } from './format-value.ts';
import { howManyFit } from './how-many-fit.ts';

/** The sort key of an item: unique in its list, and constant for as long as the item exists. */
export type Place = readonly (string | number)[];

/**
 * How a list is paged: its name, the largest page size, the types of its sort key, and the allowed
 * values of each of its filters, if these are few.
 */
export interface Paging {
  readonly list: string;
  readonly most: number;
  readonly place: readonly ('string' | 'number')[];
  readonly choices?: Readonly<Record<string, readonly string[]>>;
}

/** The page of a list that is requested. */
export interface Page {
  readonly limit: number;
  /** The last item of the previous page; undefined for the first page. */
  readonly after: Place | undefined;
  /** Returns the cursor of the page after an item. */
  readonly cursorBehind: (place: Place) => string;
}

type Query = Readonly<Record<string, string | undefined>>;

/** Lambda's limit is 6 MB. */
const MAX_BYTES = 4_500_000;

/**
 * Parses `limit` and `cursor`, and checks the filters, or returns what is wrong with them. All
 * other parameters are filters: a cursor is valid only for its own list and filters, since its
 * place means nothing in another. `after` is another name of `cursor`.
 */
export function readPage(paging: Paging, query: Query): Page | string {
  const { list, most, place, choices = {} } = paging;
  const { limit = String(most), cursor, after = cursor, ...filters } = query;
  if (!/^\d{1,5}$/.test(limit) || Number(limit) < 1 || Number(limit) > most) {
    return `"limit" is ${formatValue(limit)}; it must be a whole number from 1 to ${most}.`;
  }
  const wrong = wrongChoice(filters, choices);
  if (wrong !== undefined) {
    return wrong;
  }
  const under = filterKey(filters);
  const page = {
    limit: Number(limit),
    cursorBehind: (last: Place) => encode([list, under, ...last]),
  };
  // A client that sends `?cursor=` in a loop begins with an empty one.
  if (after === undefined || after === '') {
    return { ...page, after: undefined };
  }
  const [of, filteredBy, ...last] = decode(after) ?? [];
  const isPlace = last.length === place.length && last.every((part, i) => isPart(part, place[i]));
  if (typeof of !== 'string' || (of === list && !isPlace)) {
    return `"cursor" is ${formatValue(after)}; it must be the "next" of the page before.`;
  }
  if (of !== list) {
    return `"cursor" is of another list, ${formatValue(of)}; it must be the "next" of a page of "${list}".`;
  }
  if (filteredBy !== under) {
    return '"cursor" is of the same list under other filters; ask with those of the page before, or begin anew without "cursor".';
  }
  return { ...page, after: last };
}

/** How the items of a list are sorted and shown. */
interface Listing<Item, View extends object> {
  readonly placeOf: (item: Item) => Place;
  readonly view: (item: Item) => View;
  /** @default the smallest place first */
  readonly descending?: boolean;
}

interface Listed<View> {
  readonly views: readonly View[];
  /** The cursor to continue with, if there are more. */
  readonly next: { readonly next?: string };
}

/** Returns a page of a list that is in memory as a whole, in any order. */
export function pageOf<Item, View extends object>(
  all: readonly Item[],
  page: Page,
  { placeOf, view, descending = false }: Listing<Item, View>,
): Listed<View> {
  const order = (a: Place, b: Place) => (descending ? comparePlaces(b, a) : comparePlaces(a, b));
  const { after } = page;
  const behind = all
    .map((item) => ({ item, place: placeOf(item) }))
    .filter(({ place }) => after === undefined || order(place, after) > 0)
    .sort((a, b) => order(a.place, b.place));
  return shownOf(
    behind.slice(0, page.limit).map(({ item, place }) => ({ place, view: view(item) })),
    behind.length > page.limit,
    page,
  );
}

/** Returns as many items of a page as an answer has room for. `areMore`: others follow. */
export function shownOf<View extends object>(
  items: readonly { readonly place: Place; readonly view: View }[],
  areMore: boolean,
  { cursorBehind }: Pick<Page, 'cursorBehind'>,
): Listed<View> {
  const views = items.map(({ view }) => view);
  // At least one, so that a client that follows the cursors comes to an end.
  const shown = Math.max(1, howManyFit(views, MAX_BYTES));
  const last = items[Math.min(shown, items.length) - 1];
  const isCut = areMore || shown < items.length;
  return {
    views: views.slice(0, shown),
    next: { ...(last !== undefined && isCut && { next: cursorBehind(last.place) }) },
  };
}

/** Numbers are moments and ranks: DynamoDB refuses a key that is infinite, as 1e999 is read. */
function isPart(part: string | number, type: 'string' | 'number' | undefined): boolean {
  return typeof part === type && (type === 'string' || Number.isSafeInteger(part));
}

function comparePlaces(a: Place, b: Place): number {
  for (const [i, part] of a.entries()) {
    const other = b[i];
    if (other !== undefined && part !== other) {
      return part < other ? -1 : 1;
    }
  }
  return 0;
}

/** Identifies the filters, in whatever order they are written. */
function filterKey(filters: Query): string {
  const given = Object.entries(filters).filter(([, value]) => value !== undefined);
  return fingerprint(given.sort(([a], [b]) => (a < b ? -1 : 1)).flat() as string[]);
}

function encode(parts: Place): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** Returns undefined if it is no cursor. */
function decode(cursor: string): Place | undefined {
  if (cursor.length > LONGEST) {
    return undefined;
  }
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const isList = Array.isArray(parts) && parts.every((part) => KINDS.includes(typeof part));
    return isList ? parts : undefined;
  } catch {
    return undefined;
  }
}

const KINDS = ['string', 'number'];

/** Longer than any real cursor, and too short for a key that DynamoDB would refuse. */
const LONGEST = 2_600;
