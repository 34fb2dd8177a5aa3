import type { Transition } from '../alert/alert.ts';
import type { Instant } from '../time/instant.ts';
import { dueOf } from './due.ts';
import { isOutboxOverflowing } from './eviction.ts';
import type { RuleSet } from './rule-set.ts';
import type { SubjectState } from './subject.ts';

/**
 * Above this number, or if they are large, the queue has been unreachable for long: only the newest
 * start and end of each alert are kept.
 */
const MAX_UNSENT = 200;

/**
 * Appends new transitions to the pending ones. However long the queue is unreachable, each alert
 * that fired is sent once.
 */
export function appendToOutbox(
  waiting: readonly Transition[],
  added: readonly Transition[],
): readonly Transition[] {
  const all = [...waiting, ...added];
  if (all.length <= MAX_UNSENT && !isOutboxOverflowing(all)) {
    return all;
  }
  const newest = new Map(all.map((t) => [`${t.alert.fingerprint} ${t.kind}`, t]));
  return [...newest.values()].sort((a, b) => a.seq - b.seq);
}

/** Returns the state once everything in its outbox is in the queue. */
export function clearOutbox(state: SubjectState, rules: RuleSet, now: Instant): SubjectState {
  const sent = { ...state, outbox: [], savedAt: now, version: nextVersion(state, now) };
  return { ...sent, due: dueOf(sent, rules, now) };
}

/**
 * At least the time, so that the versions of a recreated item differ from those of the removed one.
 */
export function nextVersion(state: SubjectState | undefined, now: Instant): number {
  return Math.max((state?.version ?? 0) + 1, now);
}
