import { type SeriesIdentity, termReads } from '../evaluation/rule-index.ts';
import { isAmongSamples } from '../rule/over-time.ts';
import type { ScoreRule } from '../rule/score.ts';
import type { Condition, ThresholdRule } from '../rule/threshold.ts';

/** The limits of a rule as figures, which a chart draws: values beyond them breach. */
export interface TrendLimits {
  readonly below?: number;
  readonly above?: number;
  readonly equals?: number;
}

/**
 * Returns the limits of a rule for a series; of a score the total from which on somebody is paged,
 * of joined conditions that of the first one that reads the series, and none for a rule whose value
 * does not lie among the samples of the chart, or that compares with what is usual.
 */
export function limitsOf(rule: ThresholdRule | ScoreRule, series: SeriesIdentity): TrendLimits {
  if (rule.kind === 'score') {
    return totalOf(rule);
  }
  const { condition, over, across, usual } = rule;
  if (across !== undefined) {
    const reading = across.terms.find((term) => termReads(term, series));
    const { condition: joined, usual: compared } = reading ?? {};
    return joined === undefined || compared !== undefined ? {} : limitsOfCondition(joined);
  }
  if (usual !== undefined) {
    return {};
  }
  return over === undefined || isAmongSamples(over) ? limitsOfCondition(condition) : {};
}

function totalOf({ levels }: ScoreRule): TrendLimits {
  const totals = levels.flatMap(({ total }) => total ?? []);
  // Points are whole numbers, and the level is reached by the total itself.
  return { ...(totals.length > 0 && { above: Math.min(...totals) - 1 }) };
}

function limitsOfCondition(condition: Condition): TrendLimits {
  switch (condition.kind) {
    case 'below':
      return { below: condition.limit };
    case 'above':
      return { above: condition.limit };
    case 'outside':
      return { below: condition.low, above: condition.high };
    case 'equals':
      return { equals: condition.value };
    case 'stuck':
      return {};
  }
}
