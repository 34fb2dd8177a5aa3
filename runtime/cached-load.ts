import type { Duration, Instant } from '#core/time/instant.ts';

interface Entry<Value> {
  readonly since: Instant;
  readonly value: Promise<Value>;
}

/**
 * Caches loaded values for a while, including "there is none". Concurrent callers share one load; a
 * failure is not cached. The least recently used entry is evicted: guessed keys evict one another,
 * and no key that is in use.
 */
export function cachedLoad<Value>(
  load: (key: string) => Promise<Value>,
  { lasts, most, clock }: { lasts: Duration; most: number; clock: () => Instant },
): { get(key: string): Promise<Value>; forget(key: string): void } {
  const entries = new Map<string, Entry<Value>>();
  const forget = (key: string) => {
    entries.delete(key);
  };
  return {
    forget,
    get(key) {
      const now = clock();
      const known = entries.get(key);
      entries.delete(key);
      // An entry loaded after now was loaded before the clock went back, an unknown time ago.
      if (known !== undefined && known.since <= now && now < known.since + lasts) {
        entries.set(key, known);
        return known.value;
      }
      const value = load(key);
      value.catch(() => forget(key));
      entries.set(key, { since: now, value });
      const [oldest] = entries.keys();
      if (entries.size > most && oldest !== undefined) {
        entries.delete(oldest);
      }
      return value;
    },
  };
}
