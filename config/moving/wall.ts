import { clockTime } from '#core/time/clock-time.ts';
import type { Instant } from '#core/time/instant.ts';
import { parseTypedTime, resolveTypedTime } from '#core/time/typed-time.ts';

/** Returns the time on the wall clock of a zone, to the minute: `2026-03-29T03:12`. */
export function wallOf(at: Instant, timeZone: string): string {
  return clockTime(at, timeZone).replace(' ', 'T');
}

/**
 * Returns the moment of a text: with an offset that of the text, and otherwise on the wall clock of
 * a zone. Undefined if it is no date and time.
 */
export function instantOf(text: string, timeZone: string): Instant | undefined {
  if (/(?:Z|[+-]\d\d:?\d\d)$/u.test(text)) {
    const at = Date.parse(text.replace(/([+-]\d\d)(\d\d)$/u, '$1:$2'));
    return Number.isNaN(at) ? undefined : at;
  }
  const parsed = parseTypedTime(text);
  return parsed.ok && parsed.typed.date !== undefined
    ? resolveTypedTime(parsed.typed, { timeZone, after: 0 }).at
    : undefined;
}
