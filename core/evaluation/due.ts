import { FAULT_FORGOTTEN_AFTER } from '../alert/sender-fault.ts';
import type { Rule } from '../rule/rule.ts';
import { DAY, type Duration, HOUR, type Instant, MINUTE } from '../time/instant.ts';
import { absentAt } from './absence.ts';
import { missingAt } from './heartbeat.ts';
import { noDataDecidesAt } from './no-data.ts';
import { overflowEndsAt } from './overflow.ts';
import { processGoneAt } from './process.ts';
import type { RuleSet } from './rule-set.ts';
import type { SeriesState, SubjectState } from './subject.ts';

/**
 * A firing alert is told again this often, so that a message that was lost delays and loses
 * nothing.
 */
const ASSERT_EVERY: Duration = 15 * MINUTE;

/**
 * A pending series or a window that no sample has touched for so long is of a series that no longer
 * exists.
 */
const FORGET_AFTER: Duration = 7 * DAY;

/**
 * So long the end of an external alert is remembered whose messages overtake each other: longer
 * than dead letters are kept, which somebody may put back.
 */
const REMEMBER_END: Duration = 15 * DAY;

/** So long the last end of any other is remembered: senders repeat what fires within minutes. */
const REMEMBER_MOVES: Duration = HOUR;

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
  if (entries.length === 0) {
    return Math.max(tombstoneExpiresAt(state), now);
  }
  return Math.max(Math.min(...entries.map((entry) => entryDue(entry, rules))), now);
}

/** When an item that remembers nothing may be removed. */
export function tombstoneExpiresAt(state: Pick<SubjectState, 'lastSeq'>): Instant {
  return state.lastSeq + LINGER;
}

/**
 * When an entry must be looked at again: told again, decided by silence, found absent, or
 * forgotten.
 */
export function entryDue(entry: SeriesState, rules: RuleSet): Instant {
  const tellAt = (entry.assertedAt ?? 0) + ASSERT_EVERY;
  const forgotten = externalEntryExpiresAt(entry);
  if (forgotten !== undefined) {
    return forgotten;
  }
  if (entry.sent !== undefined) {
    return Math.min(entry.sent.endsAt ?? tellAt, tellAt);
  }
  if (entry.crowdedAt !== undefined) {
    return Math.min(overflowEndsAt(entry.crowdedAt), tellAt);
  }
  if (entry.beat !== undefined) {
    const heartbeat = rules.heartbeat(entry.rule, entry.beat.created);
    if (heartbeat === undefined) {
      return 0;
    }
    return entry.phase === 'firing' ? tellAt : missingAt(heartbeat, entry.beat);
  }
  const rule = rules.byName.get(entry.rule);
  if (rule === undefined) {
    return 0;
  }
  const silent = noDataDecidesAt(entry, rule) ?? Number.POSITIVE_INFINITY;
  if (entry.phase === 'firing') {
    const gone =
      entry.processHeardAt === undefined
        ? tellAt
        : processGoneAt(entry.processHeardAt, rules.maxAge);
    return Math.min(tellAt, silent, gone);
  }
  if (rule.condition.kind === 'absent') {
    return absentAt(entry.seenAt ?? 0, rule.condition.for);
  }
  return Math.min(entryExpiresAt(entry, rule, rules.maxAge), silent);
}

/**
 * When an entry is forgotten that only keeps in mind what senders told; undefined for any other.
 */
export function externalEntryExpiresAt({ alert, sent, noted, lastEnd, changedAt }: SeriesState) {
  if (alert !== undefined) {
    return undefined;
  }
  if (sent?.endedAt !== undefined) {
    return sent.endedAt + REMEMBER_END;
  }
  if (noted !== undefined) {
    return noted.since + FAULT_FORGOTTEN_AFTER;
  }
  return lastEnd === undefined ? undefined : changedAt + REMEMBER_MOVES;
}

/** When what waits, counts, or is only kept against late samples is forgotten. */
export function entryExpiresAt(entry: SeriesState, rule: Rule, maxAge: Duration): Instant {
  const { heard, since = 0, window } = entry;
  if (entry.phase === 'pending') {
    return (heard?.at ?? since) + rule.for + FORGET_AFTER;
  }
  const newest = heard?.at ?? window?.at(-1)?.at;
  // One more ms: a sample just `maxAge` old is still taken.
  return newest === undefined ? entry.changedAt + maxAge + 1 : newest + FORGET_AFTER;
}
