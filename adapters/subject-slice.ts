import type { SubjectState } from '#core/evaluation/subject.ts';
import type { SubjectSlice } from '#usecases/ports.ts';

/** The first of the states, and after which there are more; one more than asked tells that. */
export function upTo(limit: number, found: readonly SubjectState[]): SubjectSlice {
  const states = found.slice(0, limit);
  const last = states.at(-1);
  return found.length > limit && last !== undefined ? { states, next: last.subject } : { states };
}
