import type { Alert } from '../alert/alert.ts';
import { fromJsonNumber } from '../sample/json-number.ts';

export type Direction = 'too low' | 'too high';

const SAYS: Readonly<Record<Direction, RegExp>> = {
  'too low': /\b(?:low|lower|below|under)\b/iu,
  'too high': /\b(?:high|higher|above|over)\b/iu,
};

/** What may stand before a limit: a low change or slope does not mean that a value is low. */
const MADE_OF = '^(?:(?!change |slope ).* over \\S+ \\S+ )?';
const ONE_SIDE = new RegExp(`${MADE_OF}(below|above) \\S+$`, 'u');
const TWO_SIDES = new RegExp(`${MADE_OF}outside (\\S+) to (\\S+)$`, 'u');

/**
 * Returns on which side of its limit the value was that tripped the alert: this may leave in a page
 * even if the value may not. Undefined if there is no such side, or if the title says it.
 */
export function directionOf(alert: Alert): Direction | undefined {
  const direction = sideOf(alert);
  if (direction === undefined) {
    return undefined;
  }
  const other = direction === 'too low' ? 'too high' : 'too low';
  const isSaid = SAYS[direction].test(alert.title) && !SAYS[other].test(alert.title);
  return isSaid ? undefined : direction;
}

/**
 * It is read from the limit in words (`limitInWords` of `core/rule/`), since the rule may have
 * changed by now.
 */
function sideOf({ limit, value, reaches }: Alert): Direction | undefined {
  if (reaches !== undefined) {
    // A forecast: the value is still on its way to the limit.
    return undefined;
  }
  const side = ONE_SIDE.exec(limit)?.[1];
  if (side !== undefined) {
    return side === 'below' ? 'too low' : 'too high';
  }
  const [, low = '', high = ''] = TWO_SIDES.exec(limit) ?? [];
  if (low === '' || value === undefined) {
    return undefined;
  }
  const measured = fromJsonNumber(value);
  if (measured < Number(low)) {
    return 'too low';
  }
  return measured > Number(high) ? 'too high' : undefined;
}
