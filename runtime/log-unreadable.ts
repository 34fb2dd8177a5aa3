import { type OnUnreadable, Unreadable } from '#usecases/ports.ts';
import { describeError, type Log } from './log.ts';

/**
 * Logs what a store leaves out of its lists, each document once: lists are read again and again.
 */
export function logUnreadable(log: Log): OnUnreadable {
  const logged = new Set<string>();
  return ({ kind, id, error }) => {
    const name = `${kind}/${id}`;
    if (logged.has(name)) {
      return;
    }
    logged.add(name);
    log({
      level: 'error',
      message: 'something stored cannot be read and does not count',
      kind,
      id,
      // Our own message names no content; the one of a parser would quote it.
      ...(error instanceof Unreadable && { why: error.message }),
      error: describeError(error),
    });
  };
}
