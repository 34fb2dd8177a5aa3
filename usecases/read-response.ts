import { countResponses, type ResponseTally } from '#core/report/response-tally.ts';
import type { Instant } from '#core/time/instant.ts';
import {
  countBackwards,
  incidentsBetween,
  MOST_LOOKED_AT,
  type ReportSpan,
} from './count-backwards.ts';
import type { Ports } from './ports.ts';

export interface ResponsePart {
  readonly tally: ResponseTally;
  /** The tally is of what was opened from then on; absent if it is of the whole span. */
  readonly next?: Instant;
}

/**
 * Counts how people responded to the incidents of a span, from its end backwards, as far as one
 * call can.
 *
 * @param most how many incidents one call looks at
 */
export function readResponse(ports: Pick<Ports, 'incidents'>, most = MOST_LOOKED_AT) {
  return async (span: ReportSpan, timeZone: string): Promise<ResponsePart> => {
    const count = countResponses(timeZone);
    const next = await countBackwards(span, {
      events: (from, before) => incidentsBetween(ports, from, before),
      take({ incident }) {
        count.incident(incident);
        return 1;
      },
      most,
      seam: 1,
    });
    return { tally: count.tally(), ...(next !== undefined && { next }) };
  };
}
