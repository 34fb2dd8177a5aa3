import type { Instant } from '#core/time/instant.ts';
import { knownZone } from '#core/time/known-zone.ts';
import {
  type Clocks,
  parseTypedTime,
  resolveTypedTime,
  type TypedTime,
} from '#core/time/typed-time.ts';
import { expectationOf, expecting, parsed, readField } from './fields.ts';
import { formatValue } from './format-value.ts';
import { parseTime } from './parse-time.ts';

/**
 * A time in the protocol of another program, with its offset from UTC: without one, nobody knows
 * which midnight is meant.
 */
export const instant = expecting(
  'a time as in "2026-05-04T07:00:00Z", with Z or an offset',
  parsed((value): Instant | undefined => parseTime(value)),
);

/** A time as people type it; `resolveTypedTime` settles its zone. */
export const typedTime = expecting(
  'a time such as "2026-05-04T07:00:00Z", or "2026-05-04 07:00", which is in the time_zone of the config',
  parsed((value): TypedTime | undefined => {
    const read = parseTypedTime(value);
    return read.ok ? read.typed : undefined;
  }),
);

/** The name of a time zone, in either case. */
export const timeZone = expecting(
  'a time zone, such as "Europe/Stockholm"',
  parsed((value): string | undefined => knownZone(value)),
);

/**
 * Reads a time that a query parameter holds as people type it. Returns undefined if it is not
 * given, and what is wrong with it in words.
 */
export function queryTime(
  query: Readonly<Record<string, string | undefined>>,
  name: string,
  clocks: Clocks,
): Instant | string | undefined {
  const given = query[name];
  if (given === undefined) {
    return undefined;
  }
  const typed = readField(typedTime, given);
  return typed === undefined
    ? `"${name}" is ${formatValue(given)}; it must be ${expectationOf(typedTime)}.`
    : resolveTypedTime(typed, clocks).at;
}
