import { type Duration, type Instant, MINUTE } from '../time/instant.ts';
import { kindOf } from './kinds.ts';
import type { RuleSet } from './rule-set.ts';
import type { SubjectState } from './subject.ts';

/**
 * How long an empty item stays after its last transition: what is remembered anew must get a higher
 * `seq` on any machine's clock.
 */
const LINGER: Duration = MINUTE;

/**
 * When somebody must look at the subject again: at once at the earliest. What its item says of the
 * past, such as that it has been removable for an hour, was none of anybody's business before: the
 * clock would look late by as much.
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
  if (entries.length === 0 && state.ofLater === undefined) {
    return Math.max(tombstoneExpiresAt(state), now);
  }
  const dues = entries.map((entry) => kindOf(entry).due(entry, rules));
  if (state.ofLater !== undefined) {
    // When that is due only the later version knows: it is to look again before long.
    dues.push(now + LINGER);
  }
  return Math.max(Math.min(...dues), now);
}

/** When an item that remembers nothing may be removed. */
export function tombstoneExpiresAt(state: Pick<SubjectState, 'lastSeq'>): Instant {
  return state.lastSeq + LINGER;
}
