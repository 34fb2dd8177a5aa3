import { DAY, type Duration, type Instant } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import type { Loaded } from './load.ts';
import type { Problem } from './problem.ts';

/** How long before its end a list of holidays is told: time to ask for the next year's turns. */
const TOLD: Duration = 90 * DAY;

/** Returns a warning for each list of holidays that ends soon, or has ended. */
export function endingHolidays(
  { config, problemAt }: Extract<Loaded, { ok: true }>,
  now: Instant,
): readonly Problem[] {
  const until = isoTime(now + TOLD).slice(0, 10);
  return Object.entries(config.holidays ?? {}).flatMap(([list, days]) => {
    const last = Object.keys(days).reduce((a, b) => (a > b ? a : b), '');
    const message = `the list of holidays "${list}" ends on ${last}: days after it count as ordinary ones`;
    const hint = 'add the next year: npx --no-install wardbell holidays SE 2028 prints it';
    return last > until ? [] : [problemAt(['holidays', list], message, hint)];
  });
}
