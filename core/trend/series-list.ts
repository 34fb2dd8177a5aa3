import { fingerprint } from '../alert/fingerprint.ts';
import { kindOf } from '../evaluation/kinds.ts';
import { partsOf } from '../evaluation/parts.ts';
import type { SeriesIdentity } from '../evaluation/rule-index.ts';
import type { RuleSet } from '../evaluation/rule-set.ts';
import type { SubjectState } from '../evaluation/subject.ts';
import { labelsKey } from '../sample/labels-key.ts';
import type { Labels } from '../sample/sample.ts';
import type { Instant } from '../time/instant.ts';
import { trendSeries } from './point.ts';
import { NO_LABELS } from './scores.ts';

/** A series of a subject of which points are kept, as the list of that subject has it. */
export interface ListedSeries {
  /** The id of its list; see `seriesListOf`. */
  readonly list: string;
  /** Its own id; see `trendSeries`. */
  readonly series: string;
  readonly metric: string;
  readonly unit?: string;
  readonly labels: Labels;
}

/** Since when the values of a subject are those of whoever it is about now. */
export interface ValuesSince {
  /** The id of the list of its series. */
  readonly list: string;
  readonly since: Instant;
}

/** What is listed of a subject: its series, and since when their values count, if it is told. */
export interface SeriesList {
  readonly series: readonly ListedSeries[];
  readonly since?: Instant;
}

/** Returns the id of the list of a subject's series, which names no patient. */
export function seriesListOf(subject: string): string {
  return `subject#${fingerprint([subject])}`;
}

/** Returns a series as it is listed. */
export function listedSeries(series: SeriesIdentity): ListedSeries {
  const { subject, metric, unit, labels } = series;
  return {
    list: seriesListOf(subject),
    series: trendSeries(series),
    metric,
    ...(unit !== undefined && { unit }),
    labels,
  };
}

/** Returns the series that rules remember of a subject, and that points may be kept of. */
export function rememberedSeries(
  { subject, series }: Pick<SubjectState, 'subject' | 'series'>,
  rules: Pick<RuleSet, 'byName'>,
): readonly ListedSeries[] {
  return Object.values(series).flatMap((entry) => {
    const parts = partsOf(entry, rules);
    const read = parts.length > 0 ? parts : [kindOf(entry).about(entry)];
    return read
      .filter(({ metric }) => metric !== '')
      .map(({ metric, unit, labels }) => {
        const own = entry.kind === 'score' ? NO_LABELS : labels;
        return listedSeries({ subject, metric, ...(unit !== undefined && { unit }), labels: own });
      });
  });
}

/** Returns series once each, by metric and labels. */
export function sortedSeries(series: readonly ListedSeries[]): readonly ListedSeries[] {
  const distinct = new Map(series.map((one) => [one.series, one]));
  const named = [...distinct.values()].map((one) => {
    const { metric, unit = '', labels } = one;
    return { one, name: `${metric}\n${labelsKey(labels)}\n${unit}` };
  });
  return named.sort((a, b) => (a.name < b.name ? -1 : 1)).map(({ one }) => one);
}
