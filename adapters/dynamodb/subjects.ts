import { fingerprint } from '#core/alert/fingerprint.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import type { SubjectStore } from '#usecases/ports.ts';
import { batchGet } from './batch-get.ts';
import { deleteVersion, putVersion, type Table } from './conditional-write.ts';
import { decodeDocument, versionedItem } from './document.ts';
import { duePlace, subjectKey } from './keys.ts';
import { dynamodbDue } from './query.ts';

/** The subjects' table: one item per subject. */
export function dynamodbSubjects(table: Table): SubjectStore {
  return {
    async load(subjects) {
      const items = await batchGet(table, subjects.map(subjectKey));
      const states = items.map((item) => decodeDocument<SubjectState>(item));
      return new Map(states.map((state) => [state.subject, state]));
    },
    save(state, expectedVersion) {
      const { subject } = state;
      const item = versionedItem(
        state,
        `The subject with the hash ${fingerprint([subject])}`,
        duePlace('subject', subject),
      );
      return putVersion(table, { ...subjectKey(subject), ...item }, expectedVersion);
    },
    remove: (subject, expectedVersion) =>
      deleteVersion(table, subjectKey(subject), expectedVersion),
    ...dynamodbDue(table, 'subject'),
  };
}
