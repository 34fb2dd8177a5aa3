import type { Instant } from '#core/time/instant.ts';
import { orLogged } from './or-logged.ts';
import type { Runtime } from './runtime.ts';

/**
 * Logs and measures what a sweep removes: how many of each kind, beside whether there is more, or
 * undefined where it is not the time. What cannot be swept now is found again a minute later:
 * nobody waits for it, and so a failure is logged and no more.
 */
export function loggedSweep<Swept extends { readonly more: boolean }>(
  { log, measure }: Pick<Runtime, 'log' | 'measure'>,
  sweep: (now: Instant) => Promise<Swept | undefined>,
): (now: Instant) => Promise<unknown> {
  return orLogged(
    log,
    'what the config keeps no longer could not be removed',
    async (now: Instant) => {
      const swept = await sweep(now);
      if (swept === undefined) {
        return;
      }
      const { more: _, ...removed } = swept;
      const items = Object.values(removed).reduce<number>((sum, count) => sum + Number(count), 0);
      if (items > 0) {
        measure({ itemsSwept: items });
        const message = 'what the config keeps no longer was removed';
        log({ level: 'info', message, ...removed });
      }
    },
  );
}
