import { compareSeverity, type Severity } from '../alert/severity.ts';
import { type OpeningHours, openSpans, opensAt } from '../oncall/opening.ts';
import type { Instant } from '../time/instant.ts';
import type { Interval } from '../time/interval.ts';

/** When a service pages about what can wait. */
export interface SupportHours extends OpeningHours {
  /** What is less severe than this can wait for the hours; the rest never does. */
  readonly below: Severity;
}

/** Whether a severity can wait for the hours of its service. */
export function canWait(hours: SupportHours | undefined, severity: Severity): boolean {
  return hours !== undefined && compareSeverity(severity, hours.below) > 0;
}

/**
 * Returns until when a severity waits for the hours; undefined if it does not: they run, or it
 * cannot wait. Hours that never begin again let nothing wait.
 */
export function waitsUntil(
  hours: SupportHours | undefined,
  severity: Severity,
  at: Instant,
): Instant | undefined {
  if (hours === undefined || !canWait(hours, severity)) {
    return undefined;
  }
  const opens = opensAt(hours, at);
  return opens === at ? undefined : opens;
}

/** Returns when a severity pages within a window: always, or in the hours if it waits for them. */
export function pagingSpans(
  hours: SupportHours | undefined,
  severity: Severity,
  window: Interval,
): readonly Interval[] {
  const waits = hours !== undefined && canWait(hours, severity);
  return waits && opensAt(hours, window.from) !== undefined ? openSpans(hours, window) : [window];
}
