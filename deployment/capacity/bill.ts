import { PRICES } from './prices.ts';
import type { Unit, Usage } from './usage.ts';

/** Cost in USD: without and with the monthly free tier. */
export interface Cost {
  readonly list: number;
  readonly withFree: number;
}

/** Usage of one billing unit, with its price. */
export function costOf(unit: Unit, amount: number): Cost {
  const { usd, per, free } = PRICES[unit];
  return { list: (amount * usd) / per, withFree: (Math.max(0, amount - free) * usd) / per };
}

/** Total cost. SMS are listed separately, because they cost more than all the rest. */
export function totalOf(usage: Usage): Cost {
  const costs = Object.entries(usage)
    .filter(([unit]) => unit !== 'smsParts')
    .map(([unit, amount]) => costOf(unit as Unit, amount));
  return {
    list: costs.reduce((total, { list }) => total + list, 0),
    withFree: costs.reduce((total, { withFree }) => total + withFree, 0),
  };
}
