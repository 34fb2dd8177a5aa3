import type { CronError } from './cron-field.ts';

/** How often a rule of RFC 5545 comes, from a day to a year. */
type Frequency = (typeof FREQUENCIES)[number];

const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;

/** A weekday, 0 is Sunday; with `nth` only the first, second, last (-1) … of its month or year. */
export interface RuleWeekday {
  readonly day: number;
  readonly nth?: number;
}

/** A parsed recurrence rule of RFC 5545 (section 3.3.10), without what its start says. */
export interface RecurrenceRule {
  readonly frequency: Frequency;
  readonly interval: number;
  /** How many times it comes. */
  readonly count?: number;
  /** `at` is the last time; unless `isUtc` it is one of the wall clock, as if that were UTC. */
  readonly until?: { readonly at: number; readonly isUtc: boolean };
  readonly months: readonly number[];
  /** From 1, or from -1, the last of the month. */
  readonly monthDays: readonly number[];
  readonly weekdays: readonly RuleWeekday[];
  readonly hours: readonly number[];
  readonly minutes: readonly number[];
  /** Which of the times of a day, week, month or year, from 1, or from -1, the last. */
  readonly positions: readonly number[];
  /** The weekday on which weeks begin. */
  readonly weekStart: number;
}

const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

const NUMBERS = {
  BYMONTH: [1, 12],
  BYMONTHDAY: [-31, 31],
  BYHOUR: [0, 23],
  BYMINUTE: [0, 59],
  BYSETPOS: [-366, 366],
} as const;

const KNOWN: readonly string[] = [
  ...['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYDAY', 'WKST'],
  ...Object.keys(NUMBERS),
];

const EXAMPLE = 'the second Tuesday of each month is FREQ=MONTHLY;BYDAY=2TU';
const PARTS = `write ${KNOWN.slice(0, -1).join(', ')} and BYSETPOS; ${EXAMPLE}`;
const MOST_OFTEN = 'a rule comes by DAILY, WEEKLY, MONTHLY or YEARLY; for each hour write cron';

const MAX_INTERVAL = 1_000;
const MAX_COUNT = 10_000;

/**
 * Parses the value of an `RRULE`, in either case, with or without that name: what calendars write,
 * without seconds, numbers of weeks and days of the year.
 */
export function parseRecurrenceRule(text: string): RecurrenceRule | CronError {
  const parts = new Map<string, string>();
  const written = text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '');
  for (const part of written.split(';').filter((one) => one !== '')) {
    const [name = '', value = ''] = part.split('=', 2);
    if (!KNOWN.includes(name) || value === '') {
      const reason = value === '' ? 'has no value' : 'is not known';
      return { reason: `its part ${part} ${reason}`, hint: PARTS };
    }
    if (parts.has(name)) {
      return { reason: `${name} stands in it twice`, hint: 'write its values in one list' };
    }
    parts.set(name, value);
  }
  return read(parts);
}

function read(parts: ReadonlyMap<string, string>): RecurrenceRule | CronError {
  const frequency = FREQUENCIES.find((one) => one === parts.get('FREQ'));
  if (frequency === undefined) {
    const given = parts.get('FREQ');
    const reason = given === undefined ? 'it has no FREQ' : `its FREQ is ${given}`;
    return { reason, hint: given === undefined ? EXAMPLE : MOST_OFTEN };
  }
  const lists = new Map<string, readonly number[]>();
  for (const [name, [min, max]] of Object.entries(NUMBERS)) {
    const values = parts.get(name)?.split(',').map(wholeNumber) ?? [];
    if (values.some((one) => !(min <= one && one <= max) || (one === 0 && min < 0))) {
      const limits = min < 0 ? `1 to ${max}, or -1 to ${min} from the end` : `${min} to ${max}`;
      return { reason: `its ${name} is ${parts.get(name)}`, hint: `it goes from ${limits}` };
    }
    lists.set(
      name,
      [...new Set(values)].sort((a, b) => a - b),
    );
  }
  const of = (name: keyof typeof NUMBERS) => lists.get(name) ?? [];
  const weekdays = weekdaysOf(parts.get('BYDAY'), frequency);
  const ends = endOf(parts);
  const interval = wholeNumber(parts.get('INTERVAL') ?? '1');
  const weekStart = WEEKDAYS.indexOf(parts.get('WKST') ?? 'MO');
  if ('reason' in weekdays) {
    return weekdays;
  }
  if ('reason' in ends) {
    return ends;
  }
  if (!(1 <= interval && interval <= MAX_INTERVAL)) {
    const reason = `its INTERVAL is ${parts.get('INTERVAL')}`;
    return { reason, hint: `it goes from 1 to ${MAX_INTERVAL}` };
  }
  if (weekStart === -1) {
    return { reason: `its WKST is ${parts.get('WKST')}`, hint: `write ${WEEKDAYS.join(', ')}` };
  }
  if (frequency === 'WEEKLY' && of('BYMONTHDAY').length > 0) {
    return { reason: 'weeks have no BYMONTHDAY', hint: 'write FREQ=MONTHLY, or BYDAY' };
  }
  const [months, monthDays] = [of('BYMONTH'), of('BYMONTHDAY')];
  const [hours, minutes, positions] = [of('BYHOUR'), of('BYMINUTE'), of('BYSETPOS')];
  const days = { months, monthDays, weekdays };
  return { frequency, interval, ...ends, ...days, hours, minutes, positions, weekStart };
}

function weekdaysOf(
  text: string | undefined,
  frequency: Frequency,
): readonly RuleWeekday[] | CronError {
  const found: RuleWeekday[] = [];
  for (const one of text?.split(',') ?? []) {
    const [, nth, name = ''] = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(one) ?? [];
    const day = WEEKDAYS.indexOf(name);
    const most = frequency === 'MONTHLY' ? 5 : 53;
    if (
      day === -1 ||
      (nth !== undefined && !(1 <= Math.abs(Number(nth)) && Math.abs(Number(nth)) <= most))
    ) {
      const hint = `write ${WEEKDAYS.join(', ')}, or 2TU for the second Tuesday, -1SU for the last Sunday`;
      return { reason: `its BYDAY has ${one}`, hint };
    }
    if (nth !== undefined && (frequency === 'DAILY' || frequency === 'WEEKLY')) {
      const hint = 'the second Tuesday is one of a month or a year: write FREQ=MONTHLY';
      return { reason: `its BYDAY has ${one}, and its FREQ is ${frequency}`, hint };
    }
    found.push({ day, ...(nth !== undefined && { nth: Number(nth) }) });
  }
  return found;
}

function endOf(
  parts: ReadonlyMap<string, string>,
): Pick<RecurrenceRule, 'count' | 'until'> | CronError {
  const [times, until] = [parts.get('COUNT'), parts.get('UNTIL')];
  if (times !== undefined && until !== undefined) {
    return { reason: 'it has both COUNT and UNTIL', hint: 'leave one of them out' };
  }
  if (times !== undefined) {
    const count = wholeNumber(times);
    return 1 <= count && count <= MAX_COUNT
      ? { count }
      : { reason: `its COUNT is ${times}`, hint: `it goes from 1 to ${MAX_COUNT}` };
  }
  if (until === undefined) {
    return {};
  }
  const [, year, month, day, hour = '23', minute = '59', second = '59', utc] =
    /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?$/.exec(until) ?? [];
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  const isDate = new Date(at || 0).getUTCDate() === Number(day);
  return isDate
    ? { until: { at, isUtc: utc !== undefined } }
    : {
        reason: `its UNTIL is ${until}`,
        hint: 'write a date, 20270630, or a time, 20270630T020000, with Z if it is of UTC',
      };
}

/** NaN unless the text is a whole number. */
function wholeNumber(text: string): number {
  return /^[+-]?\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
}
