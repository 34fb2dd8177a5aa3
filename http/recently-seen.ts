import type { Duration, Instant } from '#core/time/instant.ts';

/** More than happens at once; the oldest are forgotten first. */
const MOST = 5_000;

/** Remembers texts for a while, for as many as there is room. */
export interface RecentlySeen {
  has(text: string): boolean;
  add(text: string): void;
}

export function recentlySeen(lasts: Duration, clock: () => Instant): RecentlySeen {
  const seen = new Map<string, Instant>();
  return {
    has(text) {
      const at = seen.get(text);
      const now = clock();
      // A clock that went back makes nothing recent.
      return at !== undefined && at <= now && now < at + lasts;
    },
    add(text) {
      seen.delete(text);
      seen.set(text, clock());
      const [oldest] = seen.keys();
      if (seen.size > MOST && oldest !== undefined) {
        seen.delete(oldest);
      }
    },
  };
}
