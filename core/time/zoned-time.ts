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
