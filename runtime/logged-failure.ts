import { describeError, type Log } from './log.ts';

/**
 * Logs why a call failed, and returns the error to throw. Lambda logs the message, stack and fields
 * of a thrown error, which may name a subject: the returned error says only that the call failed.
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
