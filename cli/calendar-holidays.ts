import { oneLine } from '#core/text/one-line.ts';
import { type ReachOption, readCalendar } from './calendar-source.ts';
import { calendarTurns } from './calendar-turns.ts';
import { CliFailure } from './failure.ts';

/** How many years are taken: the one that it is, and those after it. */
const YEARS = 3;

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
  const year = new Date().getUTCFullYear();
  const first = `${year}-01-01`;
  const last = `${year + YEARS}-01-01`;
  const window = { from: Date.parse(first), to: Date.parse(last) };
  const text = await readCalendar(source, options);
  const names = new Map<string, string>();
  for (const { days, summary } of calendarTurns(text, window, 'UTC')) {
    for (const date of days.filter((one) => first <= one && one < last)) {
      const name = oneLine(summary).trim().slice(0, options.longest) || 'holiday';
      names.set(date, names.get(date) ?? name);
    }
  }
  if (names.size === 0) {
    throw new CliFailure(
      'not_found',
      `The calendar has no events of whole days from ${first} until ${last}: events with hours are no holidays.`,
    );
  }
  const dates = [...names.keys()].sort();
  return Object.fromEntries(dates.map((date) => [date, names.get(date) ?? '']));
}
