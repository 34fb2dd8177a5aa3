import type { Running } from './poll-queue.ts';

/**
 * Calls at once, since much may be due after a restart, and then again and again, never twice at a
 * time; a call that fails is left to the next.
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
