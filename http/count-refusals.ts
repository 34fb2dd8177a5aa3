import { type Instant, SECOND } from '#core/time/instant.ts';
import type { Runtime } from '#runtime/runtime.ts';

/**
 * Whose rate was exceeded: that of an address, which is not logged, of a secret, of a session, or
 * of a key.
 */
export type Refused = 'address' | 'link or ping' | 'session' | `key ${string}`;

export interface Refusals {
  add(whose: Refused): void;
  /** Logs what has not been logged yet, if it is time; call it with each request. */
  tell(): void;
}

/** A flood would otherwise cost a line for each of its requests. */
const TOLD_EACH = 10 * SECOND;

/**
 * Logs and counts requests that exceeded a rate: the first at once, those that follow together. No
 * address and no secret is logged; the access log has the addresses.
 */
export function countRefusals({
  log,
  measure,
  clock,
}: Pick<Runtime, 'log' | 'measure' | 'clock'>): Refusals {
  const counts = new Map<Refused, number>();
  let toldAt: Instant = -Infinity;
  const refusals: Refusals = {
    add(whose) {
      counts.set(whose, (counts.get(whose) ?? 0) + 1);
      refusals.tell();
    },
    tell() {
      const now = clock();
      // After the clock was set back, everything is still logged.
      if (counts.size === 0 || Math.abs(now - toldAt) < TOLD_EACH) {
        return;
      }
      toldAt = now;
      const refused = Object.fromEntries(counts);
      const message = 'requests were refused: there were too many';
      log({ level: 'info', message, refused });
      measure({ requestsRefused: [...counts.values()].reduce((sum, count) => sum + count, 0) });
      counts.clear();
    },
  };
  return refusals;
}
