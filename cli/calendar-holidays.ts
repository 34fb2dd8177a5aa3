import { oneLine } from '#core/text/one-line.ts';
import type { Interval } from '#core/time/interval.ts';
import { type ReachOption, readCalendar } from './calendar-source.ts';
import { calendarTurns } from './calendar-turns.ts';
import { CliFailure } from './failure.ts';

/** The calendar's years: the one that it is, and two after it. */
function yearsFrom(now: Date): Interval {
  const year = now.getUTCFullYear();
  return { from: Date.UTC(year, 0, 1), to: Date.UTC(year + 3, 0, 1) };
}

/**
 * Returns what the whole days of a calendar are called, of this year and the two after it, by their
 * dates in order; of two on one date the first.
 *
 * @param longest how many characters a name may have
 */
export async function calendarHolidays(
  source: string,
  options: ReachOption & { readonly longest: number },
): Promise<Readonly<Record<string, string>>> {
  const window = yearsFrom(new Date());
  const [first, last] = [window.from, window.to].map((at) =>
    new Date(at).toISOString().slice(0, 10),
  );
  const events = calendarTurns(await readCalendar(source, options), window, 'UTC');
  const days = events.flatMap(({ days: dates, summary }) => {
    const name = oneLine(summary).trim().slice(0, options.longest) || 'holiday';
    return dates.map((date) => [date, name] as const);
  });
  const held = days.filter(([date]) => date >= (first ?? '') && date < (last ?? ''));
  if (held.length === 0) {
    throw new CliFailure(
      'not_found',
      `The calendar has no events of whole days from ${first} until ${last}: events with hours are no holidays.`,
    );
  }
  const sorted = held.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return firstOfEach(sorted);
}

function firstOfEach(days: readonly (readonly [string, string])[]) {
  const names = new Map<string, string>();
  for (const [date, name] of days) {
    names.set(date, names.get(date) ?? name);
  }
  return Object.fromEntries(names);
}
