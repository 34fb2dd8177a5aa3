import {
  type CronExpression,
  MAX_CRON_GAP,
  nextShown,
  parseCronExpression,
} from './cron-expression.ts';
import type { CronError } from './cron-field.ts';
import { DAY, type Instant, MINUTE } from './instant.ts';
import { changeBetween, momentShowing, offsetAt } from './zone-offset.ts';

const known = new Map<string, CronExpression | CronError>();

/** Returns why a cron expression is invalid or never matches; undefined if it is valid. */
export function cronError(expression: string): CronError | undefined {
  const read = readOnce(expression);
  return 'reason' in read ? read : undefined;
}

/**
 * Returns the next time of a cron expression (five fields, or a nickname such as `@daily`) after a
 * moment, on the wall clock of a zone, as Debian's cron would run it. Throws if it is invalid or
 * never matches.
 */
export function nextRun(expression: string, timeZone: string, after: Instant): Instant {
  const read = readValid(expression);
  const from = Math.floor(after / MINUTE + 1) * MINUTE;
  // No wall clock shows midnight of the last Sunday in March if it is put forward just then.
  const regular = read.regular ? nextRegular(read, timeZone, from) : undefined;
  return regular ?? nextAtTimeOfDay(read, timeZone, from);
}

/**
 * Returns the first time of a cron expression from `from` on as a wall clock shows it that nobody
 * sets; both are given as if they were UTC. Throws as `nextRun` does.
 */
export function nextShownBy(expression: string, from: Instant): Instant {
  return nextShown(readValid(expression), from);
}

function readValid(expression: string): CronExpression {
  const read = readOnce(expression);
  if ('reason' in read) {
    throw new Error(`the cron expression "${expression}": ${read.reason}`);
  }
  return read;
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

/** In real time: every minute counts at which the wall clock shows a matching time. */
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
    // With another offset it may come up to a day before.
    else {
      at = Math.max(near, run - DAY);
    }
  }
  return undefined;
}

/**
 * On the wall clock: a time that is shown twice counts the first time, and a skipped one runs right
 * after the skip, once for all of them.
 */
function nextAtTimeOfDay(cron: CronExpression, timeZone: string, from: Instant): Instant {
  // It starts with the minute before: a time that is skipped at `from` runs then.
  let shown = from + offsetAt(from - MINUTE, timeZone);
  for (;;) {
    shown = nextShown(cron, shown);
    const run = momentShowing(shown, timeZone, 'after');
    // In an hour that the wall clock shows for the second time, its jobs have run already.
    if (run >= from) {
      return run;
    }
    shown += MINUTE;
  }
}
