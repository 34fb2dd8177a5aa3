/** One of the five fields of a cron expression: its name in messages, and what it may hold. */
export interface CronField {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Names for its numbers from `min` on. */
  readonly names?: readonly string[];
  /** What it may hold beside numbers, for error messages. */
  readonly also?: string;
}

/**
 * A value that a field allows: a number, `L` or `LW` (the last day of the month, and its last day
 * from Monday to Friday), `5L` (the last Friday), or `1#2` (the second Monday).
 */
export type CronValue = number | string;

/** Why a field, or a whole expression, is invalid, and what to write instead. */
export interface CronError {
  readonly reason: string;
  readonly hint: string;
}

export const MINUTES: CronField = { name: 'minute', min: 0, max: 59 };
export const HOURS: CronField = { name: 'hour', min: 0, max: 23 };
export const DAYS: CronField = {
  name: 'day',
  min: 1,
  max: 31,
  also: ', L for the last of the month, LW for its last from Monday to Friday',
};
export const MONTHS: CronField = {
  name: 'month',
  min: 1,
  max: 12,
  names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
  also: ', or JAN to DEC',
};
/** Both 0 and 7 are Sunday. */
export const WEEKDAYS: CronField = {
  name: 'weekday',
  min: 0,
  max: 7,
  names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'],
  also: ' (Sunday is both), or SUN to SAT, 5L for the last Friday, MON#2 for the second Monday',
};

/** Parses a field from its text in capital letters: terms separated by commas. */
export function parseCronField(field: CronField, text: string): readonly CronValue[] | CronError {
  const values: CronValue[] = [];
  for (const term of text.split(',')) {
    const read = readTerm(field, term);
    if ('reason' in read) {
      return read;
    }
    values.push(...read);
  }
  return values;
}

function readTerm(field: CronField, term: string): readonly CronValue[] | CronError {
  if (field === WEEKDAYS && /[L#]/u.test(term)) {
    return readWeekdayOfMonth(term);
  }
  const slash = term.indexOf('/');
  if (slash < 0) {
    return readRange(field, term);
  }
  const [base, step] = [readRange(field, term.slice(0, slash)), term.slice(slash + 1)];
  if ('reason' in base) {
    return base;
  }
  if (!/^\d+$/u.test(step) || Number(step) === 0) {
    return {
      reason: `the step "${step}" in the ${field.name} "${term}" is not a number from 1 up`,
      hint: `a step follows one slash: "*/5" is each fifth ${field.name}`,
    };
  }
  return everyNth(field, base, Number(step));
}

/** From a single number a step continues to the end of the field, as in `5/15`: 5, 20, 35, 50. */
function everyNth(field: CronField, base: readonly CronValue[], step: number): CronValue[] {
  const [first, ...others] = base;
  if (typeof first !== 'number') {
    return [...base];
  }
  const all = others.length > 0 ? base : numbers(first, field.max);
  return all.filter((_, index) => index % step === 0);
}

function readRange(field: CronField, text: string): readonly CronValue[] | CronError {
  if (text === '*') {
    return numbers(field.min, field.max);
  }
  if (field === DAYS && (text === 'L' || text === 'LW')) {
    return [text];
  }
  const dash = text.indexOf('-');
  if (dash < 0) {
    return single(field, text);
  }
  if (!/^[^L-][^-]*-[^-]+$/u.test(text)) {
    return unknown(field, text);
  }
  const [from, to] = [single(field, text.slice(0, dash)), single(field, text.slice(dash + 1))];
  if ('reason' in from) {
    return from;
  }
  if ('reason' in to) {
    return to;
  }
  const [[start = 0], [end = 0]] = [from, to];
  if (start <= end) {
    return numbers(start, end);
  }
  return {
    reason: `the ${field.name} "${text}" goes down`,
    hint: `write the two parts that it has: "${start}-${field.max},${field.min}-${end}"`,
  };
}

/** `5L`, by number as other cron parsers accept it, and `MON#2`. */
function readWeekdayOfMonth(term: string): readonly CronValue[] | CronError {
  const [, last, day, nth] = /^(?:([0-7])L|([^#]*)#0*([1-5]))$/u.exec(term) ?? [];
  if (last !== undefined) {
    return [`${Number(last) % 7}L`];
  }
  const weekday = day === undefined ? undefined : single(WEEKDAYS, day);
  if (weekday === undefined) {
    return {
      reason: `the weekday "${term}" is none of a month`,
      hint: '"5L" is its last Friday; "MON#2" is its second Monday, of at most five',
    };
  }
  return 'reason' in weekday ? weekday : weekday.map((number) => `${number % 7}#${nth}`);
}

function single(field: CronField, text: string): readonly number[] | CronError {
  const { min, max, names = [] } = field;
  const named = names.indexOf(text);
  const number = named >= 0 ? min + named : /^\d+$/u.test(text) ? Number(text) : Number.NaN;
  return number >= min && number <= max ? [number] : unknown(field, text);
}

function unknown({ name, min, max, also = '' }: CronField, text: string): CronError {
  return {
    reason: text === '' ? `a ${name} is missing` : `the ${name} "${text}" is unknown`,
    hint:
      text === '?'
        ? `"?" belongs to Quartz; here it would have to be "*", any ${name}`
        : `a ${name} is ${min} to ${max}${also}; "*" is any, "1-5" a range, "1,3" a list`,
  };
}

function numbers(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
