import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import { seriesListOf } from '#core/trend/series-list.ts';
import type { Ports } from './ports.ts';

/**
 * Tells no more values of a subject that were measured before a moment: the bed has changed hands,
 * or the subject was retired. They stay in the charts of what happened then. Of a subject without
 * values nothing is written, nor where a later moment is known. Tells whether anything was.
 */
export function forgetValues(
  { trends }: Pick<Ports, 'trends'>,
  { trends: settings }: Pick<Config, 'trends'>,
): (subject: string, before: Instant) => Promise<boolean> {
  return async (subject, before) => {
    if (settings === undefined) {
      return false;
    }
    const list = seriesListOf(subject);
    const { series, since = 0 } = await trends.listed(list, 1);
    return (
      series.length > 0 &&
      since < before &&
      (await trends.putSince({ list, since: before }, before + settings.keep))
    );
  };
}
