import type { SubjectState } from '#core/evaluation/subject.ts';
import type { SubjectSlice } from '#usecases/ports.ts';

/**
 * Returns the first of the states, and the last of them if there are more; the query asked for one
 * more than that.
 */
export function upTo(limit: number, found: readonly SubjectState[]): SubjectSlice {
  const states = found.slice(0, limit);
  const last = states.at(-1);
  return found.length > limit && last !== undefined ? { states, next: last.subject } : { states };
}
