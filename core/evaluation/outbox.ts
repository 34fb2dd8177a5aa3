import type { Transition } from '../alert/alert.ts';
import type { Instant } from '../time/instant.ts';
import { dueOf } from './due.ts';
import { isOutboxOverflowing } from './eviction.ts';
import type { RuleSet } from './rule-set.ts';
import type { SubjectState } from './subject.ts';

/**
 * Beyond this, or where they are long, the queue has been out of reach for long: of each alert only
 * its newest start and end are kept.
 */
const MAX_UNSENT = 200;

/**
 * The transitions that wait, with new ones behind them. However long the queue is out of reach,
 * each alert that fired is told once.
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

/** The state once all that its outbox held is in the queue. */
export function clearOutbox(state: SubjectState, rules: RuleSet, now: Instant): SubjectState {
  const sent = { ...state, outbox: [], savedAt: now, version: nextVersion(state, now) };
  return { ...sent, due: dueOf(sent, rules, now) };
}

/**
 * At least the time, so that the versions of an item that was removed and made anew are not those
 * of the old one.
 */
export function nextVersion(state: SubjectState | undefined, now: Instant): number {
  return Math.max((state?.version ?? 0) + 1, now);
}
