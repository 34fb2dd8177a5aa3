import { fingerprint } from '../alert/fingerprint.ts';
import { type Instant, MINUTE } from '../time/instant.ts';
import type { Check } from './check.ts';

/**
 * Returns when a check is probed next, after a moment. Each has moments of its own within its
 * period, by its name and the place: so they do not all begin at once, and a place that restarts
 * goes on as before.
 */
export function nextProbe(
  { name, every }: Pick<Check, 'name' | 'every'>,
  place: string,
  after: Instant,
): Instant {
  const offset = Number.parseInt(fingerprint([name, place]).slice(0, 8), 16) % every;
  return Math.floor((after - offset) / every + 1) * every + offset;
}

/**
 * Returns the checks that have a moment in the minute that ends at one: so whoever is called each
 * minute probes each as often as it says, and need not remember anything.
 */
export function checksDue(
  checks: readonly Check[],
  place: string,
  minute: Instant,
): readonly Check[] {
  return checks.filter((check) => nextProbe(check, place, minute - MINUTE) <= minute);
}
