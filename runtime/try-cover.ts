import type { Matcher } from '#core/alert/matcher.ts';
import type { Instant } from '#core/time/instant.ts';
import type { CoverSilence, SilenceCover } from '#usecases/silence-cover.ts';
import { describeError, type Log } from './log.ts';

/**
 * What a new silence covers, for whoever made it; undefined where that cannot be read. It never
 * fails: the silence is what was asked for, and in a storm there is much to read.
 */
export function tryCover(
  cover: CoverSilence,
  log: Log,
): (matchers: readonly Matcher[], now: Instant) => Promise<SilenceCover | undefined> {
  return (matchers, now) =>
    cover(matchers, now).catch((error) => {
      const message = 'what a silence covers could not be read';
      log({ level: 'error', message, error: describeError(error) });
      return undefined;
    });
}
