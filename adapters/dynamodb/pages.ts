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
import { dynamodbDue, queryItems } from './query.ts';
import { keysBeside, removeBeside } from './remove-beside.ts';

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
      filled<OrderedAt | undefined, PageRecord>(limit, after, async (wanted, place) => {
        const entries = await newestOn(table, day, wanted, place);
        const records = await readable(entries.map(keyOf));
        const byId = new Map(records.map((record) => [record.order.id, record]));
        const places = entries.map(placeOf);
        return { places, values: places.flatMap(({ id }) => byId.get(id) ?? []) };
      }),
    async ofIncident(incident) {
      const beside = pagesOf(incident);
      return beside === undefined ? [] : readable(await keysBeside(table, beside));
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
      openedAt: { N: pagePlace(record.order) },
    }),
  };
}

/** Returns the newest index entries of a day behind a place, from all lanes. */
async function newestOn(
  table: Table,
  day: Instant,
  limit: number,
  after: OrderedAt | undefined,
): Promise<readonly Attributes[]> {
  const lanes = pageDayKeys(day).map((key) => queryItems(table, onDay(key, after), limit));
  const newest = (await Promise.all(lanes)).flat().map((entry) => ({ entry, ...placeOf(entry) }));
  return newest
    .sort((a, b) => b.at - a.at || (pagePlace(a) < pagePlace(b) ? 1 : -1))
    .slice(0, limit)
    .map(({ entry }) => entry);
}

function onDay(key: string, after: OrderedAt | undefined) {
  return {
    IndexName: 'day',
    KeyConditionExpression: `#day = :day${after === undefined ? '' : ' AND openedAt < :before'}`,
    ExpressionAttributeNames: { '#day': 'day' },
    ExpressionAttributeValues: {
      ':day': { S: key },
      ...(after !== undefined && { ':before': { N: pagePlace(after) } }),
    },
    ScanIndexForward: false,
  };
}

function placeOf(entry: Attributes): OrderedAt {
  return { id: idOf('page', entry), at: Math.floor(Number(entry['openedAt']?.N)) };
}

function keyOf({ pk, sk }: Attributes): Key {
  return { ...(pk !== undefined && { pk }), ...(sk !== undefined && { sk }) };
}
