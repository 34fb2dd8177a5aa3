import { DAY, type Duration, type Instant, MINUTE } from '../time/instant.ts';
import type { Interval } from '../time/interval.ts';
import { allowedTime, type Objective } from './objective.ts';
import { burnRate, type Pair } from './pairs.ts';
import { calendarPeriod } from './period.ts';
import { NOTHING, type Tally } from './ring.ts';
import { lately, measuredUntil, type ObjectiveState } from './state.ts';

/** A pair of windows that burns faster than it may. */
export interface Burning {
  readonly pair: Pair;
  /** The burn rate from which on it alerts, and those of its windows. */
  readonly from: number;
  readonly long: number;
  readonly short: number;
}

/** What is left of a budget. All of it is told as time: for samples as at their usual rate. */
export interface Budget extends Interval {
  /** How much of the window has passed: all of one that rolls. */
  readonly elapsed: Duration;
  /** How much of what has passed does not count, since there was maintenance. */
  readonly excluded: Duration;
  readonly allowed: Duration;
  readonly spent: Duration;
  /** How much of the time had samples. The rest counts neither as good nor as bad. */
  readonly measured: Duration;
  /** The share of what was measured that was good; undefined if nothing was. */
  readonly good?: number;
  /** When nothing will be left, at the pace of the last three days; within the window only. */
  readonly goneAt?: Instant;
}

export interface Judgement {
  readonly budget: Budget;
  /** The fastest pair that burns: slower ones are quiet beside it. */
  readonly burning?: Burning;
  /** Nothing has been measured for so long that nothing can be said. */
  readonly isBlind: boolean;
}

/** What was known before a moment is judged. */
interface Before {
  /** The pair that burned. */
  readonly before?: Burning | undefined;
  /** Since when it is watched: only so long after it is blind. */
  readonly since?: Instant;
}

/**
 * Judges an objective by what lies before a moment: at the one in which a quarter ends, that
 * quarter is judged and not the next one. Time without samples spends nothing of its budget; but
 * what was burning before does not end because nothing is measured any more.
 */
export function judge(
  objective: Objective,
  state: ObjectiveState,
  now: Instant,
  { before, since = 0 }: Before = {},
): Judgement {
  const window = windowAt(objective, state, now);
  const length = window.to - window.from;
  const inWindow = windowTally(objective, state, now, window);
  const excluded = inWindow.excluded * MINUTE;
  const allowed = allowedTime(objective, length - excluded);
  const spent = badTime(inWindow);
  const limits = { length, allowed: allowedTime(objective, length), before };
  const burning = findBurning(objective, state, now, limits);
  const goneAt = spentAt(objective, state, now, allowed - spent);
  const ends = objective.window.kind === 'rolling' ? now + length : window.to;
  const events = inWindow.good + inWindow.bad;
  const heard = Math.max(since, measuredUntil(state));
  return {
    budget: {
      ...window,
      elapsed: Math.min(now, window.to) - window.from,
      excluded,
      allowed,
      spent,
      measured: inWindow.minutes * MINUTE,
      ...(events > 0 && { good: Math.min(1, Math.max(0, inWindow.good / events)) }),
      ...(goneAt !== undefined && goneAt < ends && { goneAt }),
    },
    ...(burning !== undefined && { burning }),
    isBlind: objective.blindAfter !== null && now - heard >= objective.blindAfter,
  };
}

function windowAt({ window }: Objective, { period }: ObjectiveState, now: Instant): Interval {
  if (window.kind === 'rolling') {
    return { from: now - window.length, to: now };
  }
  // To ask the calendar each time would be slow.
  if (period !== undefined && period.from < now && now <= period.to) {
    return { from: period.from, to: period.to };
  }
  return calendarPeriod(now - 1, window.unit, window.timeZone);
}

function windowTally(
  objective: Objective,
  state: ObjectiveState,
  now: Instant,
  { from }: Interval,
): Tally {
  if (objective.window.kind === 'rolling') {
    return lately(objective, state, now, objective.window.length);
  }
  return state.period?.from === from ? state.period.tally : NOTHING;
}

/**
 * Returns how long it was bad: the bad share of what was measured, for as long as that was. So one
 * bad sample, alone in an hour, is a bad minute of that hour and not a bad hour. Bad events whose
 * total has not come are more than there were.
 */
export function badTime({ good, bad, minutes }: Tally): Duration {
  return bad <= 0 ? 0 : ((bad * minutes) / Math.max(bad, good + bad)) * MINUTE;
}

/** Returns the share of a budget that is left: below 0 if it is overspent. */
export function leftOf({ allowed, spent }: Pick<Budget, 'allowed' | 'spent'>): number {
  // Nothing is allowed where the whole window is excluded, and nothing can be spent of it.
  return spent === 0 ? 1 : 1 - spent / allowed;
}

/** Events that are spread over minutes have sums that are not quite whole. */
const ROUNDING = 1e-6;

interface Limits {
  readonly length: Duration;
  readonly allowed: Duration;
  readonly before: Burning | undefined;
}

/** Returns the fastest pair that burns, or did and has measured nothing since. */
function findBurning(
  objective: Objective,
  state: ObjectiveState,
  now: Instant,
  { length, allowed, before }: Limits,
): Burning | undefined {
  const rate = (tally: Tally, span: Duration) => (badTime(tally) / span) * (length / allowed);
  for (const pair of objective.pairs) {
    const inLong = lately(objective, state, now, pair.long);
    const inShort = lately(objective, state, now, pair.short);
    const [long, short] = [rate(inLong, pair.long), rate(inShort, pair.short)];
    const from = burnRate(pair, length);
    if (long > from && short > from && inLong.bad >= objective.minBad - ROUNDING) {
      return { pair, from, long, short };
    }
    // Not by what the short window holds: of slots that lie partly outside something is left.
    if (before?.pair.long === pair.long && now - measuredUntil(state) >= pair.short) {
      return before;
    }
  }
  return undefined;
}

function spentAt(
  objective: Objective,
  state: ObjectiveState,
  now: Instant,
  left: Duration,
): Instant | undefined {
  const pace = badTime(lately(objective, state, now, 3 * DAY)) / (3 * DAY);
  return left > 0 && pace > 0 ? now + left / pace : undefined;
}
