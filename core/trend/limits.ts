import { isAmongSamples } from '../rule/over-time.ts';
import type { ThresholdRule } from '../rule/threshold.ts';

/** The limits of a rule as figures, which a chart draws: values beyond them breach. */
export interface TrendLimits {
  readonly below?: number;
  readonly above?: number;
  readonly equals?: number;
}

/** Returns none for a rule whose value does not lie among the samples of the chart. */
export function limitsOf({ condition, over }: ThresholdRule): TrendLimits {
  if (over !== undefined && !isAmongSamples(over)) {
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
