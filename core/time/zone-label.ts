import { type Duration, HOUR, type Instant, MINUTE } from './instant.ts';
import { offsetAt } from './zone-offset.ts';

/**
 * Abbreviations with the same offset all over the world, unlike CST, IST or BST. (Arizona's MST
 * would qualify, but then a reader must know which do.)
 */
const ABBREVIATIONS: Readonly<Record<string, Duration>> = {
  UTC: 0,
  GMT: 0,
  WET: 0,
  WEST: HOUR,
  CET: HOUR,
  CEST: 2 * HOUR,
  EET: 2 * HOUR,
  EEST: 3 * HOUR,
};

const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * Returns the label of a zone's offset at a moment: `CET`, `UTC` and their like if the abbreviation
 * is unambiguous, and otherwise the offset, `UTC-5` or `UTC+5:30`. `offsetOfLabel` reads it back.
 */
export function zoneLabel(at: Instant, timeZone: string): string {
  const offset = offsetAt(at, timeZone);
  const name = abbreviation(at, timeZone);
  if (ABBREVIATIONS[name] === offset) {
    return name;
  }
  const minutes = Math.abs(offset) / MINUTE;
  const rest = minutes % 60 === 0 ? '' : `:${String(minutes % 60).padStart(2, '0')}`;
  return `UTC${offset < 0 ? '-' : '+'}${Math.floor(minutes / 60)}${rest}`;
}

/** Returns the offset from UTC of a label; undefined if it is not one of ours. */
export function offsetOfLabel(label: string): Duration | undefined {
  const text = label.toUpperCase();
  if (Object.hasOwn(ABBREVIATIONS, text)) {
    return ABBREVIATIONS[text];
  }
  const [, sign, hours, minutes = '0'] =
    /^UTC([+-])(1[0-4]|0?[0-9])(?::([0-5][0-9]))?$/.exec(text) ?? [];
  if (hours === undefined) {
    return undefined;
  }
  return (sign === '-' ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * MINUTE);
}

/** CLDR's British English knows the abbreviations of Europe. */
function abbreviation(at: Instant, timeZone: string): string {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'short' });
    formats.set(timeZone, format);
  }
  return format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
}
