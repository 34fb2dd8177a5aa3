import type { StoredValue } from '../kind.ts';
import type { ThresholdEntry } from './state.ts';

/**
 * Returns the newest value that is stored: the one with which the alert began to fire, or the
 * breach with which the condition began or the window ends. Values that change nothing are not
 * stored.
 */
export function lastValue(entry: ThresholdEntry): StoredValue | undefined {
  const { alert, heard, changedAt, since = changedAt, window, spared, kept, latest } = entry;
  if (alert !== undefined) {
    const at = alert.unconfirmed ? since : changedAt;
    return alert.value === undefined ? undefined : { value: alert.value, at };
  }
  if (latest !== undefined) {
    // It joins several series: none of their values is that of the entry.
    return undefined;
  }
  if (spared !== undefined) {
    return spared;
  }
  const newest = kept?.samples.at(-1);
  if (newest !== undefined) {
    return newest;
  }
  const at = entry.phase === 'pending' ? since : window?.at(-1)?.at;
  return heard?.value === undefined || at === undefined ? undefined : { value: heard.value, at };
}
