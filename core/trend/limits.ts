import { isAmongSamples } from '../rule/over-time.ts';
import type { ScoreRule } from '../rule/score.ts';
import type { ThresholdRule } from '../rule/threshold.ts';

/** The limits of a rule as figures, which a chart draws: values beyond them breach. */
export interface TrendLimits {
  readonly below?: number;
  readonly above?: number;
  readonly equals?: number;
}

/**
 * Returns the limits of a rule; of a score the total from which on somebody is paged, and none for
 * a rule whose value does not lie among the samples of the chart.
 */
export function limitsOf(rule: ThresholdRule | ScoreRule): TrendLimits {
  return rule.kind === 'score' ? totalOf(rule) : limitsOfCondition(rule);
}

function totalOf({ levels }: ScoreRule): TrendLimits {
  const totals = levels.flatMap(({ total }) => total ?? []);
  // Points are whole numbers, and the level is reached by the total itself.
  return { ...(totals.length > 0 && { above: Math.min(...totals) - 1 }) };
}

function limitsOfCondition({ condition, over, across }: ThresholdRule): TrendLimits {
  if (across !== undefined || (over !== undefined && !isAmongSamples(over))) {
    return {};
  }
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
