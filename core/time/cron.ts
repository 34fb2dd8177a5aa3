import {
  type CronExpression,
  MAX_CRON_GAP,
  nextShown,
  parseCronExpression,
} from './cron-expression.ts';
import type { CronError } from './cron-field.ts';
import { DAY, type Instant, MINUTE } from './instant.ts';
import { changeBetween, offsetAt } from './zone-offset.ts';

const known = new Map<string, CronExpression | CronError>();

/** Why a cron expression is none or never comes; undefined if it is in order. */
export function cronError(expression: string): CronError | undefined {
  const read = readOnce(expression);
  return 'reason' in read ? read : undefined;
}

/**
 * When a cron expression (five fields, or a nickname such as `@daily`) comes next after a moment,
 * by the clocks of a zone, as Debian's cron would run it. Throws where it is none or never comes.
 */
export function nextRun(expression: string, timeZone: string, after: Instant): Instant {
  const read = readOnce(expression);
  if ('reason' in read) {
    throw new Error(`the cron expression "${expression}": ${read.reason}`);
  }
  const from = Math.floor(after / MINUTE + 1) * MINUTE;
  // Nobody's clocks show midnight of the last Sunday in March where they are put on just then.
  const regular = read.regular ? nextRegular(read, timeZone, from) : undefined;
  return regular ?? nextAtTimeOfDay(read, timeZone, from);
}

function readOnce(expression: string): CronExpression | CronError {
  let read = known.get(expression);
  if (read === undefined) {
    read = parseCronExpression(expression);
    if (known.size >= 1_000) {
      known.clear();
    }
    known.set(expression, read);
  }
  return read;
}

/** In real time: every minute counts at which the clocks show a time that matches. */
function nextRegular(cron: CronExpression, timeZone: string, from: Instant): Instant | undefined {
  let at = from;
  while (at < from + MAX_CRON_GAP) {
    const offset = offsetAt(at, timeZone);
    const run = nextShown(cron, at + offset) - offset;
    const near = Math.min(run, at + DAY);
    if (offsetAt(near, timeZone) !== offset) {
      at = changeBetween(at, near, timeZone);
    } else if (near === run) {
      return run;
    }
    // By another offset it may come up to a day before.
    else {
      at = Math.max(near, run - DAY);
    }
  }
  return undefined;
}

/**
 * By the clocks: what they show twice counts the first time, and what they skip comes when they
 * have skipped it, however many times there are in it.
 */
function nextAtTimeOfDay(cron: CronExpression, timeZone: string, from: Instant): Instant {
  // By the minute before: what the clocks skip at `from` comes then.
  let shown = from + offsetAt(from - MINUTE, timeZone);
  for (;;) {
    shown = nextShown(cron, shown);
    const run = momentShowing(shown, timeZone);
    // In an hour that the clocks show for the second time, what comes by them has been already.
    if (run >= from) {
      return run;
    }
    shown += MINUTE;
  }
}

function momentShowing(shown: Instant, timeZone: string): Instant {
  const first = shown - offsetAt(shown - DAY, timeZone);
  if (first + offsetAt(first, timeZone) === shown) {
    return first;
  }
  const second = shown - offsetAt(shown + DAY, timeZone);
  return second + offsetAt(second, timeZone) === shown
    ? second
    : changeBetween(second, first, timeZone);
}
