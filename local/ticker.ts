import type { Running } from './poll-queue.ts';

/**
 * Calls at once, since much may be due after a restart, and then repeatedly, never twice at a time;
 * a failed call is left to the next one.
 */
export function startTicker(everyMs: number, call: () => Promise<unknown>): Running {
  let underWay: Promise<unknown> | undefined;
  const tick = () => {
    underWay ??= call()
      .catch(() => undefined)
      .finally(() => {
        underWay = undefined;
      });
  };
  const timer = setInterval(tick, everyMs);
  tick();
  return {
    async stop() {
      clearInterval(timer);
      await underWay;
    },
  };
}
