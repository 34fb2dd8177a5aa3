import type { Duration } from '#core/time/instant.ts';
import { expiry } from './expiry.ts';
import type { Log } from './log.ts';

/**
 * Waits for the judging of objectives, and for what reports keep, at most so long: the rest goes on
 * by itself, where the process does, and is else done in a later minute. Failures are logged, by
 * their number, since their reasons may name subjects. It never rejects.
 */
export async function loggedJudging(
  log: Log,
  judged: Promise<{ readonly unjudged: readonly unknown[]; readonly unkept: readonly unknown[] }>,
  atMost: Duration,
): Promise<void> {
  const note = (message: string, { length: failures }: readonly unknown[]) => {
    if (failures > 0) {
      log({ level: 'error', message, failures });
    }
  };
  const noted = judged.then(({ unjudged, unkept }) => {
    note('objectives could not be judged', unjudged);
    note('reports could not be kept', unkept);
  });
  const { expired, stop } = expiry(atMost);
  await Promise.race([noted, expired]).finally(stop);
}
