import { clockTime } from './clock-time.ts';
import type { Instant } from './instant.ts';
import { zoneLabel } from './zone-label.ts';

/**
 * A moment for people: what the clocks of a zone show, and which clocks these are,
 * `2026-11-29 02:00 CET`. Whoever types it so means the same moment.
 */
export function zonedTime(at: Instant, timeZone: string): string {
  return `${clockTime(at, timeZone)} ${zoneLabel(at, timeZone)}`;
}

/** The same to the second, for a record of what happened: `2026-11-29 02:00:13 CET`. */
export function zonedSecond(at: Instant, timeZone: string): string {
  const second = new Date(at).toISOString().slice(17, 19);
  return `${clockTime(at, timeZone)}:${second} ${zoneLabel(at, timeZone)}`;
}
