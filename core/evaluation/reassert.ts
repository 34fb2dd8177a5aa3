import { type Alert, hasSameContent, type ResolveReason } from '../alert/alert.ts';
import { type Duration, type Instant, MINUTE } from '../time/instant.ts';
import type { Entry } from './entry.ts';
import type { Edits } from './kind.ts';

/**
 * A firing alert is told again this often, so that a message that was lost delays and loses
 * nothing.
 */
const ASSERT_EVERY: Duration = 15 * MINUTE;

/** When a firing alert is told again. */
export function tellAt({ assertedAt = 0 }: Pick<Entry, 'assertedAt'>): Instant {
  return assertedAt + ASSERT_EVERY;
}

/**
 * Tells a firing alert again where it is due, and as it is today: moved where it belongs elsewhere,
 * with another severity where that has changed.
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
  // Of another severity, or of other words, alone its incident is told, which stays open: a deploy
  // must not open a new one.
  const changed = moved || !hasSameContent(today, alert);
  if (changed || (!edits.hasUnsent && due <= edits.now)) {
    edits.fire(key, entry, today, moved ? alert.groupKey : undefined);
  }
}

/** Ends what is no longer asked for, and forgets it. */
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
