import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import { seriesListOf } from '#core/trend/series-list.ts';
import type { Ports } from './ports.ts';

/** Makes a write and records it; the write tells whether it was made, or came too late. */
type Recording = (write: () => Promise<boolean>) => Promise<unknown>;

/**
 * Tells no more values of a subject that were measured before a moment: the bed has changed hands,
 * or the subject was retired. They stay in the charts of what happened then. Of a subject without
 * values nothing is written, nor where a later moment is known: then `record` is not called.
 */
export function forgetValues(
  { trends }: Pick<Ports, 'trends'>,
  { trends: settings }: Pick<Config, 'trends'>,
): (subject: string, before: Instant, record?: Recording) => Promise<void> {
  return async (subject, before, record = (write) => write()) => {
    if (settings === undefined) {
      return;
    }
    const list = seriesListOf(subject);
    const { series, since = 0 } = await trends.listed(list, 1);
    if (series.length > 0 && since < before) {
      await record(() => trends.putSince({ list, since: before }, before + settings.keep));
    }
  };
}
