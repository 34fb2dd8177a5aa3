import type { Matcher } from '#core/alert/matcher.ts';
import type { Instant } from '#core/time/instant.ts';
import { describeError } from '#lambdas/support/log.ts';
import type { Runtime } from '#lambdas/support/runtime.ts';
import { coverSilence, type SilenceCover } from '#usecases/silence-cover.ts';

/**
 * What a new silence covers, for whoever made it; undefined where that cannot be read. It never
 * fails: the silence is what was asked for, and in a storm there is much to read.
 */
export function tryCover({
  ports,
  config,
  log,
}: Pick<Runtime, 'ports' | 'config' | 'log'>): (
  matchers: readonly Matcher[],
  now: Instant,
) => Promise<SilenceCover | undefined> {
  const cover = coverSilence(ports, config);
  return (matchers, now) =>
    cover(matchers, now).catch((error) => {
      const message = 'what a silence covers could not be read';
      log({ level: 'error', message, error: describeError(error) });
      return undefined;
    });
}
