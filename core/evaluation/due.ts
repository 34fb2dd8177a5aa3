import { type Duration, type Instant, MINUTE } from '../time/instant.ts';
import { kindOf } from './kinds.ts';
import { personalRules } from './personal-rules.ts';
import type { RuleSet } from './rule-set.ts';
import type { SubjectState } from './subject.ts';

/**
 * How long an empty item stays after its last transition, as a tombstone: a new item must get a
 * higher `seq` on any machine's clock.
 */
const LINGER: Duration = MINUTE;

/**
 * Returns when the subject must be reconciled: now at the earliest. A time in the past, such as
 * that an item has been removable for an hour, was nobody's business before: the clock would look
 * late by as much.
 */
export function dueOf(
  state: Omit<SubjectState, 'due' | 'version'>,
  rules: RuleSet,
  now: Instant,
): Instant {
  if (state.outbox.length > 0) {
    return now;
  }
  const entries = Object.values(state.series);
  const limits = Object.values(state.limits ?? {});
  if (entries.length + limits.length === 0 && state.ofLater === undefined) {
    return Math.max(tombstoneExpiresAt(state), now);
  }
  const own = personalRules(rules, state.limits);
  const dues = entries.map((entry) => kindOf(entry).due(entry, own));
  dues.push(...limits.map(({ endsAt }) => endsAt));
  if (state.ofLater !== undefined) {
    // Only the later version knows when that is due, so it must reconcile the item before long.
    dues.push(now + LINGER);
  }
  return Math.max(Math.min(...dues), now);
}

/** Returns when an item without any state may be removed. */
export function tombstoneExpiresAt(state: Pick<SubjectState, 'lastSeq'>): Instant {
  return state.lastSeq + LINGER;
}
