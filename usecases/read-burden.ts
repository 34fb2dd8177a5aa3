import { type BurdenSpan, countBurden } from '#core/burden/count.ts';
import { FLOOD_SPAN } from '#core/burden/floods.ts';
import type { Tally } from '#core/burden/tally.ts';
import type { Instant } from '#core/time/instant.ts';
import {
  countBackwards,
  incidentsBetween,
  MOST_LOOKED_AT,
  newestFirst,
  pagesBetween,
} from './count-backwards.ts';
import type { Ports } from './ports.ts';

export interface BurdenPart {
  readonly tally: Tally;
  /** The tally is of what began from then on; absent if it is of the whole span. */
  readonly next?: Instant;
}

/**
 * Counts the burden of alarms of a span, from its end backwards, as far as one call can. `before`
 * is the `next` of the part before: what was opened or ordered from then on has been counted. It
 * stops between two spans of ten minutes, so that no flood is cut in two.
 *
 * @param most how many alarms, incidents and pages one call looks at
 */
export function readBurden(ports: Pick<Ports, 'incidents' | 'pages'>, most = MOST_LOOKED_AT) {
  return async (span: BurdenSpan, before: Instant = span.to): Promise<BurdenPart> => {
    const count = countBurden(span);
    const next = await countBackwards(
      { from: span.from, before },
      {
        events: (from, to) =>
          newestFirst(incidentsBetween(ports, from, to), pagesBetween(ports, from, to)),
        take(event) {
          if ('incident' in event) {
            return count.incident(event.incident);
          }
          count.page(event.page);
          return 1;
        },
        most,
        seam: FLOOD_SPAN,
      },
    );
    return { tally: count.tally(), ...(next !== undefined && { next }) };
  };
}
