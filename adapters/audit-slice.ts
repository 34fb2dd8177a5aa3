import type { AuditEntry } from '#core/audit/audit-entry.ts';
import type { AuditSlice, OnUnreadable } from '#usecases/ports.ts';
import { readableOf } from './stored/readable.ts';

/**
 * Makes a slice of items that were sorted from the newest to the oldest and are at most `limit`.
 * One that cannot be read is left out; those after it are still found.
 */
export function sliceOf<Item>(
  items: readonly Item[],
  limit: number,
  reading: {
    readonly placeOf: (item: Item) => string;
    readonly read: (item: Item) => AuditEntry;
    readonly onUnreadable?: OnUnreadable | undefined;
  },
): AuditSlice {
  const { placeOf, read, onUnreadable } = reading;
  const entries = readableOf(items, { kind: 'audit', idOf: placeOf, read, onUnreadable });
  const last = items.at(-1);
  return {
    entries,
    ...(last !== undefined && items.length >= limit && { next: placeOf(last) }),
  };
}
