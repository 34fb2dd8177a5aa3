import type { JsonNumber } from '#core/sample/json-number.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import { type ListedSeries, seriesListOf, sortedSeries } from '#core/trend/series-list.ts';
import { allInParallel } from './in-parallel.ts';
import type { Ports } from './ports.ts';

/** The newest value that is kept of a series of a subject. */
interface LastValue extends Pick<ListedSeries, 'metric' | 'unit' | 'labels'> {
  readonly value: JsonNumber;
  /** When it was measured. */
  readonly at: Instant;
}

/** The newest values of a subject, by metric and labels. */
export interface LastValues {
  readonly values: readonly LastValue[];
  /** How many further series are listed, which were not asked about. */
  readonly more: number;
  /** Values from before are told no more: it was somebody else, or it was retired since. */
  readonly since?: Instant;
}

/** How many series of one subject are looked at, how many are told, and asked about at once. */
const MOST_LISTED = 500;
const MOST_TOLD = 100;
const AT_ONCE = 20;

const NONE: LastValues = { values: [], more: 0 };

/**
 * Reads the newest value of each series of a subject, whether a rule remembers anything of it or
 * not; none where the config keeps no trends. A series that is well has one of the last five
 * minutes.
 *
 * @param remembered the series that rules remember: their list may lack them, and where there are
 *   more than are told these come first
 */
export function readLastValues(
  { trends }: Pick<Ports, 'trends'>,
  { trends: settings, sampleTimes }: Pick<Config, 'trends' | 'sampleTimes'>,
): (subject: string, remembered: readonly ListedSeries[], now: Instant) => Promise<LastValues> {
  if (settings === undefined) {
    return async () => NONE;
  }
  return async (subject, remembered, now) => {
    const { series, since } = await trends.listed(seriesListOf(subject), MOST_LISTED);
    const all = sortedSeries([...series, ...remembered]);
    const byRules = new Set(remembered.map((one) => one.series));
    const isRead = ({ series: id }: ListedSeries) => byRules.has(id);
    const first = [...all.filter(isRead), ...all.filter((one) => !isRead(one))];
    const told = sortedSeries(first.slice(0, MOST_TOLD));
    const from = Math.max(now - settings.keep, since ?? 0);
    const until = now + sampleTimes.maxAhead;
    const newest = await allInParallel(told, AT_ONCE, async (one) => {
      const [point] = await trends.between(one.series, { from, until }, 1);
      return { one, point };
    });
    return {
      values: newest.flatMap(({ one: { metric, unit, labels }, point }) =>
        point === undefined || point.at < from
          ? []
          : [
              {
                metric,
                ...(unit !== undefined && { unit }),
                labels,
                value: point.value,
                at: point.at,
              },
            ],
      ),
      more: Math.max(0, all.length - MOST_TOLD),
      ...(since !== undefined && { since }),
    };
  };
}
