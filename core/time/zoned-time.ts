import { clockTime } from './clock-time.ts';
import type { Instant } from './instant.ts';
import { zoneLabel } from './zone-label.ts';

/**
 * Formats a moment for people: the wall clock time and its zone, `2026-11-29 02:00 CET`. It can be
 * typed in the same form.
 */
export function zonedTime(at: Instant, timeZone: string): string {
  return `${clockTime(at, timeZone)} ${zoneLabel(at, timeZone)}`;
}

/** Formats it to the second, for records: `2026-11-29 02:00:13 CET`. */
export function zonedSecond(at: Instant, timeZone: string): string {
  const second = new Date(at).toISOString().slice(17, 19);
  return `${clockTime(at, timeZone)}:${second} ${zoneLabel(at, timeZone)}`;
}
