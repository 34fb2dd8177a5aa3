import type { Log } from '#runtime/log.ts';
import type { Unavailable } from '#usecases/ports.ts';

/** Reports once that the store cannot be written, and once that it can again. */
export interface StoreWatch {
  /** Called at each change. */
  readonly onFault: (fault: Unavailable | undefined) => void;
  /**
   * A log that reports each failure once while the store cannot be written: every request, message
   * and tick fails then, and the full disk may hold the log as well.
   */
  readonly log: Log;
}

/** Watches the store for the log. */
export function watchStore(log: Log): StoreWatch {
  let said: Set<string> | undefined;
  let withheld = 0;
  return {
    onFault(fault) {
      if (fault !== undefined) {
        said = new Set();
        log({
          level: 'error',
          message: 'nothing can be stored',
          reason: fault.reason,
          error: { name: fault.name, text: fault.message },
          so: 'Requests are answered 503, and what is due waits. Nothing that was answered with 200 is lost.',
        });
        return;
      }
      log({ level: 'info', message: 'things can be stored again', linesWithheld: withheld });
      said = undefined;
      withheld = 0;
    },
    log(line) {
      if (said?.has(line.message)) {
        withheld += 1;
      } else {
        log(line);
      }
      if (line.level === 'error') {
        said?.add(line.message);
      }
    },
  };
}
