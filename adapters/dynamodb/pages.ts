import type { PageRecord } from '#core/paging/page.ts';
import type { PageStore } from '#usecases/ports.ts';
import { storedDocuments } from '../stored/documents.ts';
import { PAGE } from '../stored/page.ts';
import { batchGet } from './batch-get.ts';
import { putVersion, type Table } from './conditional-write.ts';
import { type Attributes, decodeJson, encodeJson, versionedItem } from './document.ts';
import { dueIndexEntry, pageKey, pagesOf } from './keys.ts';
import { dynamodbDue } from './query.ts';
import { removeBeside } from './remove-beside.ts';

/** The page records in the incidents table. */
export function dynamodbPages(table: Table): PageStore {
  const documents = storedDocuments(PAGE);
  return {
    async load(ids) {
      const items = await batchGet(
        table,
        ids.map(pageKey).filter((key) => key !== undefined),
      );
      const records = items.map((item) => documents.read(decodeJson(item)));
      return new Map(records.map((record) => [record.order.id, record]));
    },
    save: (record, expectedVersion) =>
      putVersion(table, pageItem(record, documents.write(record)), expectedVersion),
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
  return { ...key, ...versionedItem(doc, record, dueIndexEntry('page', id)) };
}
