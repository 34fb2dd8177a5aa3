import { type Alert, hasSameContent, type ResolveReason } from '../alert/alert.ts';
import { type Duration, type Instant, MINUTE } from '../time/instant.ts';
import type { Entry } from './entry.ts';
import type { Edits } from './kind.ts';

/** A firing alert is reasserted this often, so that a lost message delays it and loses nothing. */
const ASSERT_EVERY: Duration = 15 * MINUTE;

/** Returns when a firing alert is reasserted. */
export function tellAt({ assertedAt = 0 }: Pick<Entry, 'assertedAt'>): Instant {
  return assertedAt + ASSERT_EVERY;
}

/**
 * Reasserts a firing alert if it is time, with its current properties: moved if it belongs
 * elsewhere, with another severity if that has changed.
 */
export function reassert(
  edits: Edits,
  key: string,
  entry: Entry,
  { today, due }: { readonly today: Alert; readonly due: Instant },
): void {
  const { alert } = entry;
  if (alert === undefined) {
    return;
  }
  const moved = today.groupKey !== alert.groupKey;
  if (moved) {
    edits.move(alert, today.groupKey);
  }
  // With only another severity, or other texts, it stays in its open incident: a deployment must
  // not open a new one.
  const changed = moved || !hasSameContent(today, alert);
  if (changed || (!edits.hasUnsent && due <= edits.now)) {
    edits.fire(key, entry, today, moved ? alert.groupKey : undefined);
  }
}

/** Ends an alert that is no longer asked for, and forgets it. */
export function abandon(
  edits: Edits,
  key: string,
  { alert }: Pick<Entry, 'alert'>,
  reason: ResolveReason = 'rule_removed',
): void {
  if (alert !== undefined) {
    edits.resolve(alert, reason);
  }
  edits.drop(key);
}
