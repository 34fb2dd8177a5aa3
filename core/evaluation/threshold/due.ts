import type { ThresholdRule } from '../../rule/threshold.ts';
import { DAY, type Duration, type Instant } from '../../time/instant.ts';
import { tellAt } from '../reassert.ts';
import type { RuleSet } from '../rule-set.ts';
import { noDataDecidesAt } from './no-data.ts';
import { doubtEndsAt, isInDoubt, isSparedNoMore } from './personal.ts';
import { processGoneAt } from './process-seen.ts';
import type { ThresholdEntry } from './state.ts';
import { learnedToday } from './unusual.ts';

/**
 * A pending series or a window without samples for this long belongs to a series that no longer
 * exists.
 */
const FORGET_AFTER: Duration = 7 * DAY;

/** What was learned of a series outlasts a holiday. */
const LEARNED_FOR: Duration = 28 * DAY;

/**
 * Returns when it is reasserted, decided without data, or forgotten; at once if its rule has
 * changed.
 */
export function due(entry: ThresholdEntry, rules: RuleSet): Instant {
  const rule = rules.byName.get(entry.rule);
  if (rule?.kind !== 'threshold') {
    return 0;
  }
  if (isSparedNoMore(entry, rule)) {
    return 0;
  }
  const silent = noDataDecidesAt(entry, rule) ?? Number.POSITIVE_INFINITY;
  if (entry.phase !== 'firing') {
    return Math.min(entryExpiresAt(entry, rule, rules.maxAge), silent);
  }
  const { processHeardAt } = entry;
  const gone =
    processHeardAt === undefined ? Infinity : processGoneAt(processHeardAt, rules.maxAge);
  const doubted = isInDoubt(entry, rule) ? doubtEndsAt(entry) : Infinity;
  return Math.min(tellAt(entry), silent, gone, doubted);
}

/**
 * Returns when an entry that is pending, counts breaches, or only guards against late samples is
 * forgotten.
 */
export function entryExpiresAt(
  entry: ThresholdEntry,
  rule: ThresholdRule,
  maxAge: Duration,
): Instant {
  const { heard, since = 0, window, kept } = entry;
  if (entry.phase === 'pending') {
    return (heard?.at ?? since) + rule.for + FORGET_AFTER;
  }
  if (entry.spared !== undefined) {
    // It waits for the end of the subject's limit, when the subject is due.
    return Infinity;
  }
  const newest =
    heard?.at ?? window?.at(-1)?.at ?? keptUntil(kept, rule) ?? latestUntil(entry, rule);
  const known = Math.max(newest ?? 0, learnedUntil(entry, rule));
  // One more ms: a sample exactly `maxAge` old is still accepted.
  const guards = entry.changedAt + maxAge + 1;
  return known === 0 ? guards : Math.max(guards, known + FORGET_AFTER);
}

/** Returns when the last kept sample has left the window of its rule. */
function keptUntil(kept: ThresholdEntry['kept'], { over }: ThresholdRule): Instant | undefined {
  const newest = kept?.samples.at(-1);
  return newest === undefined || over === undefined ? undefined : toDay(newest.at) + over.window;
}

/** Returns when what was learned counts as old: silence of a few weeks has changed nothing yet. */
function learnedUntil(entry: ThresholdEntry, rule: ThresholdRule): Instant {
  const learned = learnedToday(entry, rule);
  return learned.length > 0 ? toDay(Math.max(...learned.map(({ at }) => at))) + LEARNED_FOR : 0;
}

/** Returns when the newest value that a rule joins is too old to count. */
function latestUntil({ latest }: ThresholdEntry, { across }: ThresholdRule): Instant | undefined {
  return latest === undefined || across === undefined
    ? undefined
    : toDay(Math.max(...latest.map(({ at }) => at))) +
        Math.max(...across.terms.map((t) => t.maxAge));
}

/** Rounds up to a day: a `due` that moved with each write would be written to its index too. */
function toDay(at: Instant): Instant {
  return Math.ceil(at / DAY) * DAY;
}
