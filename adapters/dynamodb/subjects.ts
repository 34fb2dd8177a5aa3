import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { fingerprint } from '#core/alert/fingerprint.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import type { SubjectStore } from '#usecases/ports.ts';
import { batchGet } from './batch-get.ts';
import { deleteVersion, putVersion, type Table } from './conditional-write.ts';
import { decodeDocument, versionedItem } from './document.ts';
import { dueIndexEntry, subjectKey } from './keys.ts';
import { dynamodbDue } from './query.ts';

/** The subjects' table: one item per subject. */
export function dynamodbSubjects(table: Table): SubjectStore {
  return {
    async load(subjects) {
      const items = await batchGet(table, subjects.map(subjectKey));
      const states = items.map((item) => decodeDocument<SubjectState>(item));
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
      const states = Items.map((item) => decodeDocument<SubjectState>(item));
      const next = LastEvaluatedKey?.['pk']?.S;
      return { states, ...(next !== undefined && { next }) };
    },
    save(state, expectedVersion) {
      const { subject } = state;
      const item = versionedItem(
        state,
        `The subject with the hash ${fingerprint([subject])}`,
        dueIndexEntry('subject', subject),
      );
      return putVersion(table, { ...subjectKey(subject), ...item }, expectedVersion);
    },
    remove: (subject, expectedVersion) =>
      deleteVersion(table, subjectKey(subject), expectedVersion),
    ...dynamodbDue(table, 'subject'),
  };
}
