import type { SubjectState } from './subject.ts';

/**
 * Returns an item of the platform's own in the subjects table, without series, in which these notes
 * replace the stored ones.
 */
export function withNotes(
  item: string,
  stored: SubjectState | undefined,
  notes: Partial<Pick<SubjectState, 'heard' | 'unread' | 'savedAt'>>,
): SubjectState {
  const blank = { subject: item, series: {}, outbox: [], lastSeq: 0 };
  return { ...blank, ...stored, ...notes, version: (stored?.version ?? 0) + 1 };
}
