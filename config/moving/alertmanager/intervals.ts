import { formatDuration } from '#core/time/duration.ts';
import { MINUTE } from '#core/time/instant.ts';
import { isRecord, type Raw, textOf } from '../fields.ts';
import type { Fault, OldWindow } from '../system.ts';
import { DAY_MINUTES, dayNumber, minutesOf, WEEK_MINUTES } from '../week.ts';
import { textsIn } from './matchers.ts';

/** When alerts of a route page nobody: spans of each week, by cron. */
export type Quiet = Pick<OldWindow, 'cron' | 'duration' | 'timeZone'>;

/** Returns when time intervals hold, or when none of them does, as spans that cron begins. */
export function quietTimes(
  intervals: readonly Raw[],
  when: 'during' | 'outside',
): readonly Quiet[] | Fault {
  const parts = intervals.flatMap((one) => listIn(one['time_intervals']));
  const zones = new Set(parts.map((part) => textOf(part, 'location') ?? 'UTC'));
  const [timeZone = 'UTC'] = zones;
  const monthly = ['days_of_month', 'months', 'years'].find((key) =>
    parts.some((part) => textsIn(part[key]).length > 0),
  );
  if (monthly !== undefined) {
    return { fault: `it asks for ${monthly}, and only hours of days of the week can be said` };
  }
  if (zones.size > 1) {
    return { fault: `it has several locations, ${[...zones].join(', ')}` };
  }
  const held = new Set(parts.flatMap(minutesHeld));
  const isQuiet = (minute: number) => {
    const inWeek = (minute + WEEK_MINUTES) % WEEK_MINUTES;
    return held.has(inWeek) === (when === 'during');
  };
  const week = Array.from({ length: WEEK_MINUTES }, (_, minute) => minute);
  const starts = week.filter((minute) => isQuiet(minute) && !isQuiet(minute - 1));
  if (starts.length === 0) {
    return isQuiet(0) ? { fault: 'it is quiet all the time: write policy: none' } : [];
  }
  const spans = starts.map((from) => {
    let to = from;
    while (isQuiet(to)) {
      to++;
    }
    return { from, minutes: to - from };
  });
  const alike = Map.groupBy(spans, ({ from, minutes }) => `${from % DAY_MINUTES} ${minutes}`);
  return [...alike.values()].map((same) => {
    const [{ from, minutes } = { from: 0, minutes: 0 }] = same;
    const days = same.map((span) => Math.floor(span.from / DAY_MINUTES) + 1).join(',');
    const time = from % DAY_MINUTES;
    return {
      cron: `${time % 60} ${Math.floor(time / 60)} * * ${days}`,
      duration: formatDuration(minutes * MINUTE),
      timeZone,
    };
  });
}

/** Returns the minutes of the week, from Monday 00:00, in which a part of an interval holds. */
function minutesHeld(part: Raw): readonly number[] {
  const ranges = textsIn(part['weekdays']).map((text) => {
    const [first = '', last = first] = text.split(':').map((day) => day.trim());
    return [dayNumber(first), dayNumber(last)] as const;
  });
  const days = (ranges.length === 0 ? [[0, 6] as const] : ranges).flatMap(([first, last]) =>
    Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, n) => (first + n) % 7),
  );
  const told = listIn(part['times']);
  const times = told.length === 0 ? [{ start_time: '00:00', end_time: '24:00' }] : told;
  return days.flatMap((day) =>
    times.flatMap((time) => {
      const from = minutesOf(textOf(time, 'start_time') ?? '00:00');
      const length = Math.max(0, minutesOf(textOf(time, 'end_time') ?? '24:00') - from);
      return Array.from({ length }, (_, n) => day * DAY_MINUTES + from + n);
    }),
  );
}

function listIn(value: unknown): readonly Raw[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
