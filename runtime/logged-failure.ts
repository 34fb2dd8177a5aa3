import { describeError, type Log } from './log.ts';

/**
 * Logs why a call failed, and gives what it is to throw. Lambda logs the message, the stack and
 * whatever else hangs on an error that is thrown, and that may name a subject: so this one says no
 * more than that it failed.
 */
export function loggedFailure(
  log: Log,
  message: string,
  error: unknown,
  about: object = {},
): Error {
  log({ level: 'error', message, ...about, error: describeError(error) });
  return new Error(`${message}; the log line of these words says why`);
}
