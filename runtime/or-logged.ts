import { describeError, type Log } from './log.ts';

/**
 * The same call that never fails: where it would, that is logged, and it gives undefined. For what
 * is good to have beside what was asked for.
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
