import type { Duration, Instant } from './instant.ts';

/** Returns those of the named times of a record that are present, moved earlier. */
export function shiftEarlier<K extends string>(
  of: Readonly<Partial<Record<K, Instant>>>,
  by: Duration,
  ...keys: readonly K[]
): Partial<Record<K, Instant>> {
  const moved: Partial<Record<K, Instant>> = {};
  for (const key of keys) {
    const at = of[key];
    if (at !== undefined) {
      moved[key] = at - by;
    }
  }
  return moved;
}
