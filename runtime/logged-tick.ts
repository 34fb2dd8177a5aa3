import { formatDuration } from '#core/time/duration.ts';
import type { Duration } from '#core/time/instant.ts';
import type { Log } from './log.ts';

/** What a tick tells the log. */
export interface TickNotes {
  /** How many due items could not be handled. */
  failures(count: number): void;
  /** By how much the clock went back since the last tick. */
  clock(wentBack: Duration): void;
}

/** Logs what went wrong with a tick; nothing where nothing did. */
export function loggedTick(log: Log): TickNotes {
  return {
    failures(count) {
      // The reasons may name subjects, so only their number is logged.
      if (count > 0) {
        log({ level: 'error', message: 'due items could not be handled', failures: count });
      }
    },
    clock(wentBack) {
      if (wentBack > 0) {
        const by = formatDuration(wentBack);
        const message =
          'the clock went back: what waits moves with it, and everything was looked at';
        log({ level: 'error', message, by });
      }
    },
  };
}
