import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { fingerprint } from '#core/alert/fingerprint.ts';
import type { OnUnreadable, SubjectStore } from '#usecases/ports.ts';
import { storedDocuments } from '../stored/documents.ts';
import { readableOf } from '../stored/readable.ts';
import { SUBJECT } from '../stored/subject.ts';
import { batchGet } from './batch-get.ts';
import { deleteVersion, putVersion, type Table } from './conditional-write.ts';
import { decodeJson, encodeJson, versionedItem } from './document.ts';
import { dueIndexEntry, subjectKey } from './keys.ts';
import { dynamodbDue } from './query.ts';

/** The subjects table: one item per subject. */
export function dynamodbSubjects(table: Table, onUnreadable?: OnUnreadable): SubjectStore {
  const documents = storedDocuments(SUBJECT);
  return {
    async load(subjects) {
      const items = await batchGet(table, subjects.map(subjectKey));
      const states = items.map((item) => documents.read(decodeJson(item)));
      return new Map(states.map((state) => [state.subject, state]));
    },
    async some(limit, after) {
      const { Items = [], LastEvaluatedKey } = await table.client.send(
        new ScanCommand({
          TableName: table.name,
          Limit: limit,
          ...(after !== undefined && { ExclusiveStartKey: subjectKey(after) }),
        }),
      );
      const states = readableOf(Items, {
        kind: 'subjects',
        idOf: ({ pk }) => fingerprint([String(pk?.S)]),
        read: (item) => documents.read(decodeJson(item)),
        onUnreadable,
      });
      const next = LastEvaluatedKey?.['pk']?.S;
      return { states, ...(next !== undefined && { next }) };
    },
    save(state, expectedVersion) {
      const { subject } = state;
      const name = `The subject with the hash ${fingerprint([subject])}`;
      const doc = encodeJson(documents.write(state), name);
      const item = versionedItem(doc, state, dueIndexEntry('subject', subject));
      return putVersion(table, { ...subjectKey(subject), ...item }, expectedVersion);
    },
    remove: (subject, expectedVersion) =>
      deleteVersion(table, subjectKey(subject), expectedVersion),
    ...dynamodbDue(table, 'subject'),
  };
}
