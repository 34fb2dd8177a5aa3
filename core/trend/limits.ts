import type { Condition } from '../rule/threshold.ts';

/** The limits of a rule as figures, which a chart draws: values beyond them breach. */
export interface TrendLimits {
  readonly below?: number;
  readonly above?: number;
  readonly equals?: number;
}

export function limitsOf(condition: Condition): TrendLimits {
  switch (condition.kind) {
    case 'below':
      return { below: condition.limit };
    case 'above':
      return { above: condition.limit };
    case 'outside':
      return { below: condition.low, above: condition.high };
    case 'equals':
      return { equals: condition.value };
  }
}
