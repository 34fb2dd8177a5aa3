import { DAY, type Duration, HOUR, type Instant } from '../../time/instant.ts';
import { tellAt } from '../reassert.ts';
import type { ExternalAlertEntry } from './state.ts';

/**
 * How long the end of an external alert is remembered if its messages may arrive out of order:
 * longer than dead letters are kept, which somebody may redrive.
 */
const REMEMBER_END: Duration = 15 * DAY;

/**
 * How long the last end of any other alert is remembered: senders repeat firing alerts within
 * minutes.
 */
const REMEMBER_MOVES: Duration = HOUR;

/** Returns when it ends unless it is re-sent, is reasserted, or is forgotten. */
export function due(state: ExternalAlertEntry): Instant {
  return externalEntryExpiresAt(state) ?? Math.min(state.told?.endsAt ?? Infinity, tellAt(state));
}

/** Returns when an ended alert is forgotten; undefined for a firing one. */
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
