import type { SubjectState } from './subject.ts';

/**
 * An item of the platform's own, which stands among the subjects and has no series, with these
 * notes in the place of what it held of them.
 */
export function withNotes(
  item: string,
  stored: SubjectState | undefined,
  notes: Partial<Pick<SubjectState, 'heard' | 'unread' | 'savedAt'>>,
): SubjectState {
  const blank = { subject: item, series: {}, outbox: [], lastSeq: 0 };
  return { ...blank, ...stored, ...notes, version: (stored?.version ?? 0) + 1 };
}
