import { formatDuration } from './duration.ts';
import { DAY, type Duration, HOUR, type Instant } from './instant.ts';
import { occurrencesIn, type Recurrence, timesShown } from './recurrence.ts';
import { clockChanges, momentShowing, offsetAt } from './zone-offset.ts';
import { zonedTime } from './zoned-time.ts';

/** Why something that recurs would page nobody for good, or too seldom somebody. */
export type RecurrenceFault =
  /** It begins twice within so short a time. */
  | { readonly kind: 'often'; readonly gap: Duration }
  /** It begins at this moment before it is over, or just as it ends. */
  | { readonly kind: 'overlap'; readonly at: Instant }
  /** It covers this share of all time. */
  | { readonly kind: 'always'; readonly share: number };

/** Two beginnings are as far apart, by the clock. */
const SHORTEST_GAP: Duration = HOUR;

/** It covers at most this share of the time. */
const LARGEST_SHARE = 0.9;

/** So far, or so many times, it is looked at: weekdays and dates meet anew for 28 years. */
const YEARS = 28 * 366 * DAY;
const TIMES = 3_000;

/** Clocks are set by at most two hours, at Troll in Antarctica. */
const SETTING = 2 * HOUR;

/** Clocks are set by the same rules each year, a fasting month that moves apart. */
const CHANGES = 3 * 366 * DAY;

/** What ends sooner is not judged by its share. */
const LASTING = 28 * DAY;

/**
 * Returns what is wrong with something that recurs, at any time from `from` on. Its times are
 * compared as clocks show them, which is quick, and in real time where clocks are set.
 */
export function recurrenceFault(recurs: Recurrence, from: Instant): RecurrenceFault | undefined {
  const { timeZone, lasts, until = Infinity } = recurs;
  const begin = Math.max(from, recurs.from ?? -Infinity);
  const first = begin + offsetAt(begin, timeZone);
  const end = Math.min(first + YEARS, until + DAY);
  let [times, begun, last, shortest] = [0, first, first, Infinity];
  for (const shown of timesShown(recurs, first)) {
    if (shown >= end || times === TIMES) {
      break;
    }
    begun = times === 0 ? shown : begun;
    const gap = times === 0 ? Infinity : shown - last;
    if (gap <= lasts) {
      return { kind: 'overlap', at: momentShowing(shown, timeZone, 'later') };
    }
    if (gap < SHORTEST_GAP) {
      return { kind: 'often', gap };
    }
    [times, last, shortest] = [times + 1, shown, Math.min(shortest, gap)];
  }
  const isNear = shortest <= lasts + SETTING;
  const overlap = isNear ? overlapWhereClocksChange(recurs, begin) : undefined;
  if (overlap !== undefined) {
    return { kind: 'overlap', at: overlap };
  }
  const share = (times * lasts) / (last + lasts - begun);
  return last - begun >= LASTING && share > LARGEST_SHARE ? { kind: 'always', share } : undefined;
}

function overlapWhereClocksChange(recurs: Recurrence, from: Instant): Instant | undefined {
  const span = { from, to: from + CHANGES };
  for (const change of clockChanges(recurs.timeZone, span)) {
    // What is skipped begins later, and ends as much later.
    const around = { from: change - 1, to: change + SETTING + recurs.lasts + 1 };
    const times = occurrencesIn(recurs, around);
    const found = times.find(({ from: start }, i) => start <= (times[i - 1]?.to ?? -Infinity));
    if (found !== undefined) {
      return found.from;
    }
  }
  return undefined;
}

/** Returns a fault in words, and what to do about it. */
export function describeFault(
  fault: RecurrenceFault,
  timeZone: string,
): { readonly message: string; readonly hint: string } {
  switch (fault.kind) {
    case 'often':
      return {
        message: `it begins twice within ${formatDuration(fault.gap)}`,
        hint: `its beginnings are at least ${formatDuration(SHORTEST_GAP)} apart: change the rule that fires, or write one longer window`,
      };
    case 'overlap':
      return {
        message: `it begins again before it is over, at ${zonedTime(fault.at, timeZone)}, and so would page nobody for good`,
        hint: 'let it last shorter than the time between two beginnings, also where clocks go forward',
      };
    case 'always':
      return {
        message: `it covers ${Math.floor(fault.share * 100)} % of the time, and so would page nobody for good`,
        hint: `it may cover ${LARGEST_SHARE * 100} %: let it last shorter, or change the rule that fires`,
      };
  }
}
