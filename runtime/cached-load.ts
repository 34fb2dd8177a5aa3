import type { Duration, Instant } from '#core/time/instant.ts';

interface Entry<Value> {
  readonly since: Instant;
  readonly value: Promise<Value>;
}

/**
 * Remembers what was loaded for a while, "there is none" too. Those who ask at the same moment
 * share one load; a failure is forgotten. What has not been asked for longest gives way: guesses at
 * keys push out one another, and no key that is in use.
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
      // What was loaded after now was loaded before the clock went back, nobody knows how long ago.
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
