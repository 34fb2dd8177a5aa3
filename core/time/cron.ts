import { Cron } from 'croner';
import { clockTime } from './clock-time.ts';
import { DAY, type Duration, type Instant, MINUTE } from './instant.ts';

const compiled = new Map<string, Cron>();

/**
 * When a cron expression (five fields, or a nickname such as `@daily`) comes next after a moment, by the clocks of a zone. What they skip comes as much later as
 * they skip, what they show twice comes the first time. Throws where the expression is malformed, or never comes.
 */
export function nextRun(expression: string, timeZone: string, after: Instant): Instant {
  const cron = compile(expression);
  let wall = after + offsetAt(after, timeZone);
  for (;;) {
    const next = cron.nextRun(new Date(wall));
    if (next === null) throw new Error(`the cron expression "${expression}" never comes`);
    wall = next.getTime();
    const moment = momentShowing(wall, timeZone);
    // In an hour that the clocks show for the second time, what comes next by the clocks has been already.
    if (moment > after) return moment;
  }
}

/**
 * It only tells times, and is paused so that it runs nothing. It counts in UTC, on what the clocks show as if that were UTC: given a zone, it answers with times
 * before those asked about where the clocks are put back.
 */
function compile(expression: string): Cron {
  let cron = compiled.get(expression);
  if (cron === undefined) {
    cron = new Cron(expression, { utcOffset: 0, paused: true, mode: '5-part' });
    if (compiled.size >= 1_000) compiled.clear();
    compiled.set(expression, cron);
  }
  return cron;
}

/** As `momentOf`, for times in whole minutes, and without Temporal: its polyfill is 55 KB that ingest does not need for anything else. */
function momentShowing(wall: Instant, timeZone: string): Instant {
  const before = wall - offsetAt(wall - DAY, timeZone);
  if (before + offsetAt(before, timeZone) === wall) return before;
  const after = wall - offsetAt(wall + DAY, timeZone);
  return after + offsetAt(after, timeZone) === wall ? after : before;
}

function offsetAt(at: Instant, timeZone: string): Duration {
  const minute = Math.floor(at / MINUTE) * MINUTE;
  return Date.parse(`${clockTime(minute, timeZone).replace(' ', 'T')}Z`) - minute;
}
