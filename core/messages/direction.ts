import type { Alert } from '../alert/alert.ts';
import { usualIn } from '../rule/usual.ts';
import { fromJsonNumber } from '../sample/json-number.ts';

type Side = 'low' | 'high';

const SAYS: Readonly<Record<Side, RegExp>> = {
  low: /\b(?:low|lower|below|under)\b/iu,
  high: /\b(?:high|higher|above|over)\b/iu,
};

/** What may stand before a limit: a low change or slope does not mean that a value is low. */
const MADE_OF = '^(?:(?!change |slope ).* over \\S+ \\S+ )?';
const ONE_SIDE = new RegExp(`${MADE_OF}(below|above) \\S+$`, 'u');
const TWO_SIDES = new RegExp(`${MADE_OF}outside (\\S+) to (\\S+)$`, 'u');

/**
 * Returns on which side of its limit the value was that tripped the alert: this may leave in a page
 * even if the value may not. Undefined if there is no such side, or if the title says it.
 */
export function directionOf(alert: Alert): string | undefined {
  const side = sideOf(alert);
  if (side === undefined) {
    return undefined;
  }
  const other = side === 'low' ? 'high' : 'low';
  const isSaid = SAYS[side].test(alert.title) && !SAYS[other].test(alert.title);
  if (isSaid) {
    return undefined;
  }
  return usualIn(alert.limit) === undefined ? `too ${side}` : `${side}er than usual`;
}

/**
 * It is read from the limit in words (`limitInWords` of `core/rule/`), since the rule may have
 * changed by now.
 */
function sideOf({ limit, value, reaches }: Alert): Side | undefined {
  if (reaches !== undefined) {
    // A forecast: the value is still on its way to the limit.
    return undefined;
  }
  const side = ONE_SIDE.exec(limit)?.[1];
  if (side !== undefined) {
    return side === 'below' ? 'low' : 'high';
  }
  const range = rangeIn(limit);
  if (range === undefined || value === undefined) {
    return undefined;
  }
  const measured = fromJsonNumber(value);
  if (measured < range.low) {
    return 'low';
  }
  return measured > range.high ? 'high' : undefined;
}

/** Returns the two sides that a limit has, if it has two. */
function rangeIn(limit: string): { readonly low: number; readonly high: number } | undefined {
  const [, low, high] = TWO_SIDES.exec(limit) ?? [];
  return low === undefined ? usualIn(limit) : { low: Number(low), high: Number(high) };
}
