import type { Running } from './poll-queue.ts';

/** Calls again and again, never twice at once; a call that fails is left to the next. */
export function startTicker(everyMs: number, call: () => Promise<unknown>): Running {
  let underWay: Promise<unknown> | undefined;
  const timer = setInterval(() => {
    underWay ??= call()
      .catch(() => undefined)
      .finally(() => {
        underWay = undefined;
      });
  }, everyMs);
  return {
    async stop() {
      clearInterval(timer);
      await underWay;
    },
  };
}
