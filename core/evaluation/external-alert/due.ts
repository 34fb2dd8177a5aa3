import { DAY, type Duration, HOUR, type Instant } from '../../time/instant.ts';
import { tellAt } from '../reassert.ts';
import type { ExternalAlertEntry } from './state.ts';

/**
 * So long the end of an external alert is remembered whose messages overtake each other: longer
 * than dead letters are kept, which somebody may put back.
 */
const REMEMBER_END: Duration = 15 * DAY;

/** So long the last end of any other is remembered: senders repeat what fires within minutes. */
const REMEMBER_MOVES: Duration = HOUR;

/** When it ends unless it is sent again, is told again, or is forgotten. */
export function due(state: ExternalAlertEntry): Instant {
  return externalEntryExpiresAt(state) ?? Math.min(state.told?.endsAt ?? Infinity, tellAt(state));
}

/** When an alert that has ended is forgotten; undefined of one that fires. */
export function externalEntryExpiresAt({
  alert,
  told,
  lastEnd,
  changedAt,
}: ExternalAlertEntry): Instant | undefined {
  if (alert !== undefined) {
    return undefined;
  }
  if (told?.endedAt !== undefined) {
    return told.endedAt + REMEMBER_END;
  }
  return lastEnd === undefined ? undefined : changedAt + REMEMBER_MOVES;
}
