import { PRICES } from './prices.ts';
import type { Unit, Usage } from './usage.ts';

/**
 * What something costs, in USD: with nothing free, and with what AWS gives every account each
 * month.
 */
export interface Cost {
  readonly list: number;
  readonly withFree: number;
}

/** What is used of one unit, priced. */
export function costOf(unit: Unit, amount: number): Cost {
  const { usd, per, free } = PRICES[unit];
  return { list: (amount * usd) / per, withFree: (Math.max(0, amount - free) * usd) / per };
}

/** What all of it costs; the SMS, which cost more than all the rest, are told apart. */
export function totalOf(usage: Usage): Cost {
  const costs = Object.entries(usage)
    .filter(([unit]) => unit !== 'smsParts')
    .map(([unit, amount]) => costOf(unit as Unit, amount));
  return {
    list: costs.reduce((total, { list }) => total + list, 0),
    withFree: costs.reduce((total, { withFree }) => total + withFree, 0),
  };
}
