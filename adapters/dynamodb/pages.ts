import { MAILBOXES_OF_NOBODY } from '#core/canary/canary.ts';
import type { PageRecord } from '#core/paging/page.ts';
import type { Instant } from '#core/time/instant.ts';
import type { OnUnreadable, OrderedAt, PageStore } from '#usecases/ports.ts';
import { filled } from '../filled.ts';
import { storedDocuments } from '../stored/documents.ts';
import { PAGE } from '../stored/page.ts';
import { readableOf } from '../stored/readable.ts';
import { batchGet } from './batch-get.ts';
import { putVersion, type Table } from './conditional-write.ts';
import { newestOnDay } from './day-index.ts';
import { type Attributes, decodeJson, encodeJson, versionedItem } from './document.ts';
import {
  dueIndexEntry,
  idOf,
  type Key,
  pageDayKey,
  pageDayKeys,
  pageKey,
  pagePlace,
  pagesOf,
} from './keys.ts';
import { dynamodbDue } from './query.ts';
import { itemsBeside, removeBeside } from './remove-beside.ts';

/** The page records in the incidents table. */
export function dynamodbPages(table: Table, onUnreadable?: OnUnreadable): PageStore {
  const documents = storedDocuments(PAGE);
  const read = (item: Attributes) => documents.read(decodeJson(item));
  const readable = async (keys: readonly Key[]) =>
    readableOf(await batchGet(table, keys), {
      kind: 'pages',
      idOf: (item) => idOf('page', item),
      read,
      onUnreadable,
    });
  /** Reads what entries of the index point at. */
  async function found(entries: readonly Attributes[]) {
    const records = await readable(entries.map(keyOf));
    const byId = new Map(records.map((record) => [record.order.id, record]));
    const places = entries.map(placeOf);
    return { places, values: places.flatMap(({ id }) => byId.get(id) ?? []) };
  }

  return {
    async load(ids) {
      const items = await batchGet(
        table,
        ids.map(pageKey).filter((key) => key !== undefined),
      );
      return new Map(items.map(read).map((record) => [record.order.id, record]));
    },
    save: (record, expectedVersion) =>
      putVersion(table, pageItem(record, documents.write(record)), expectedVersion),
    orderedOn: (day, limit, after) =>
      filled<OrderedAt | undefined, PageRecord>(limit, after, async (wanted, place) =>
        found(await newestOn(table, day, wanted, place)),
      ),
    async ofIncident(incident, limit, after) {
      const beside = pagesOf(incident);
      const entries = beside === undefined ? [] : await itemsBeside(table, beside, IN_INDEX);
      const listed = entries.filter(({ openedAt }) => openedAt !== undefined);
      // Those of the canary, and of versions before the log of pages, are in no index.
      const others = entries.filter(({ openedAt }) => openedAt === undefined);
      const unlisted = others.length === 0 ? [] : await readable(others.map(keyOf));
      const all = [...listed, ...unlisted.map(({ order }) => entryOf(order))];
      return filled<OrderedAt | undefined, PageRecord>(limit, after, async (wanted, place) =>
        found(newestOf(all, wanted, place)),
      );
    },
    async removeOf(incident, limit) {
      const beside = pagesOf(incident);
      return beside === undefined ? 0 : removeBeside(table, beside, limit);
    },
    ...dynamodbDue(table, 'page'),
  };
}

function pageItem(record: PageRecord, json: string): Attributes {
  const { id } = record.order;
  const key = pageKey(id);
  if (key === undefined) {
    throw new Error(
      `'${id}' is not the id of a page: it must begin with its incident's id and a dot.`,
    );
  }
  const doc = encodeJson(json, `Page ${id}`);
  return {
    ...key,
    ...versionedItem(doc, record, dueIndexEntry('page', id)),
    // The index is that of incidents; it is sparse, and the canary's pages are not in it.
    ...(!MAILBOXES_OF_NOBODY.includes(record.order.responder) && {
      day: { S: pageDayKey(record.order) },
      openedAt: placeIn(record.order),
    }),
  };
}

/** The attributes of an entry of the index by which its page is found and sorted. */
const IN_INDEX = 'pk, sk, openedAt';

/** What an entry of the index would hold of a page. */
function entryOf(order: OrderedAt): Attributes {
  return { ...pageKey(order.id), openedAt: placeIn(order) };
}

function placeIn(order: OrderedAt) {
  return { N: pagePlace(order) };
}

/** Returns the newest index entries of a day behind a place, from all lanes. */
async function newestOn(
  table: Table,
  day: Instant,
  limit: number,
  after: OrderedAt | undefined,
): Promise<readonly Attributes[]> {
  const before = after && { is: '<' as const, at: pagePlace(after) };
  const lanes = pageDayKeys(day).map((lane) => newestOnDay(table, lane, limit, before));
  return newestOf((await Promise.all(lanes)).flat(), limit, after);
}

/** Returns the newest of some entries behind a place. */
function newestOf(
  entries: readonly Attributes[],
  limit: number,
  after: OrderedAt | undefined,
): readonly Attributes[] {
  return entries
    .map((entry) => ({ entry, ...placeOf(entry) }))
    .filter((one) => after === undefined || compareInIndex(after, one) < 0)
    .sort(compareInIndex)
    .slice(0, limit)
    .map(({ entry }) => entry);
}

/** Compares by time, the newest first, and within one moment as the index does. */
function compareInIndex(a: OrderedAt, b: OrderedAt): number {
  const [first, second] = [pagePlace(a), pagePlace(b)];
  return b.at - a.at || (first < second ? 1 : first > second ? -1 : 0);
}

function placeOf(entry: Attributes): OrderedAt {
  return { id: idOf('page', entry), at: Math.floor(Number(entry['openedAt']?.N)) };
}

function keyOf({ pk, sk }: Attributes): Key {
  return { ...(pk !== undefined && { pk }), ...(sk !== undefined && { sk }) };
}
