import { type Instant, SECOND } from '#core/time/instant.ts';
import type { Runtime } from '#runtime/runtime.ts';

/** Whose allowance was used up: an address', which is not told, a secret's, or that of a key. */
export type Refused = 'address' | 'link or ping' | `key ${string}`;

export interface Refusals {
  add(whose: Refused): void;
  /** Tells what has not been told yet, if it is time: to be asked with each request. */
  tell(): void;
}

/** A flood would otherwise cost a line for each of its requests. */
const TOLD_EACH = 10 * SECOND;

/**
 * Logs and counts requests that were refused since there were too many: the first at once, those
 * that follow together. No address is told, and no secret; the access log has the addresses.
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
      // A clock that was set back keeps nothing from being told.
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
