import { type ClockStep, rebaseOffset } from '../time/clock-skew.ts';
import type { Instant } from '../time/instant.ts';
import { shiftEarlier } from '../time/shift-earlier.ts';
import type { ClockMove } from './kind.ts';
import { kindOf } from './kinds.ts';
import type { SubjectState } from './subject.ts';

/**
 * The subject as it counts by now. What was saved before the clock went back moves with it, as far
 * as it is the platform's own time; of times of samples and of senders the kind of each entry
 * knows. The numbers of transitions go on growing. `step` is given where it is known by how much
 * the clock went back.
 */
export function rebaseSubject(state: SubjectState, now: Instant, step?: ClockStep): SubjectState {
  // Without `savedAt`, an item's version is at least the time at which it was saved.
  const savedAt = state.savedAt ?? state.version;
  const by = rebaseOffset(savedAt, now, step) ?? 0;
  if (by === 0) {
    return state;
  }
  const move = { by, savedAt, now };
  const series = Object.entries(state.series).map(([key, entry]) => [
    key,
    kindOf(entry).moved(entry, move),
  ]);
  return { ...state, series: Object.fromEntries(series), ...movedLimits(state, move) };
}

/** A limit keeps how long it lasts. */
function movedLimits(
  { limits }: SubjectState,
  { by, now }: ClockMove,
): Pick<SubjectState, 'limits'> {
  if (limits === undefined) {
    return {};
  }
  const moved = Object.entries(limits).map(([rule, limit]) => [
    rule,
    {
      ...limit,
      createdAt: Math.min(limit.createdAt, now),
      ...shiftEarlier(limit, by, 'endsAt'),
    },
  ]);
  return { limits: Object.fromEntries(moved) };
}
