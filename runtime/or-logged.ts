import { describeError, type Log } from './log.ts';

/**
 * Wraps a call so that it never fails: a failure is logged and gives undefined. It is for
 * information that is useful but not what was asked for.
 */
export function orLogged<Given extends readonly unknown[], Value>(
  log: Log,
  message: string,
  call: (...given: Given) => Promise<Value>,
): (...given: Given) => Promise<Value | undefined> {
  return (...given) =>
    call(...given).catch((error) => {
      log({ level: 'error', message, error: describeError(error) });
      return undefined;
    });
}
