import {
  boundOf,
  bucketMetric,
  countMetric,
  type HistogramIndicator,
  type Indicator,
  type RatioIndicator,
  type Role,
  type Selection,
} from '../../objective/indicator.ts';
import { allMatch, type SeriesIdentity } from '../rule-index.ts';

/** Returns what a series is to an indicator; undefined if nothing. */
export function roleOf(indicator: Indicator, series: SeriesIdentity): Role | undefined {
  switch (indicator.kind) {
    case 'values':
      return isOf(indicator, series) ? 'value' : undefined;
    case 'ratio':
      return roleInRatio(indicator, series);
    case 'histogram':
      return roleInHistogram(indicator, series);
    case 'heartbeat':
      return undefined;
  }
}

function isOf({ metric, matchers }: Selection, series: SeriesIdentity): boolean {
  return metric === series.metric && allMatch(matchers, series);
}

function roleInRatio({ part, total }: RatioIndicator, series: SeriesIdentity): Role | undefined {
  const isPart = isOf(part, series);
  if (isOf(total, series)) {
    return isPart ? 'both' : 'total';
  }
  return isPart ? 'part' : undefined;
}

function roleInHistogram(indicator: HistogramIndicator, series: SeriesIdentity): Role | undefined {
  const isCount = series.metric === countMetric(indicator);
  if (
    (!isCount && series.metric !== bucketMetric(indicator)) ||
    !allMatch(indicator.matchers, series)
  ) {
    return undefined;
  }
  if (isCount) {
    return 'total';
  }
  const bound = boundOf(series.labels);
  if (bound === indicator.atMost) {
    return 'part';
  }
  return bound === undefined ? undefined : 'other_bucket';
}
