import { chunks } from '#core/collections/chunks.ts';
import { forEachKept } from '#core/report/kept-responses.ts';
import { type Response, responseOf } from '#core/report/response.ts';
import { countResponses, type ResponseTally } from '#core/report/response-tally.ts';
import type { Instant } from '#core/time/instant.ts';
import { incidentsBetween, type ReportSpan } from './count-backwards.ts';
import { loadReadable } from './load-readable.ts';
import { INCIDENTS_AT_ONCE } from './opened-on.ts';
import type { Ports } from './ports.ts';
import { countReport, type ReportSources } from './report-days.ts';

export interface ResponsePart {
  readonly tally: ResponseTally;
  readonly sources: ReportSources;
  /** The tally is of what was opened from then on; absent if it is of the whole span. */
  readonly next?: Instant;
}

/**
 * How many lengths of times one answer has, about: each takes some ten bytes in the tally, and no
 * answer may be above 6 MB.
 */
const MOST_LENGTHS = 250_000;

type ReadPorts = Pick<Ports, 'incidents' | 'subjects'>;

/**
 * Counts how people responded to the incidents of a span, from its end backwards, as far as one
 * call can.
 *
 * @param most how many incidents of the record one call looks at
 */
export function readResponse(ports: ReadPorts, most?: number) {
  return async (span: ReportSpan, timeZone: string, service?: string): Promise<ResponsePart> => {
    const count = countResponses(timeZone);
    const isAsked = (response: Pick<Response, 'service'>) =>
      service === undefined || response.service === service;
    const counted = await countReport<Response>(ports, span, {
      of: 'responses',
      takeDay: (day, { from, before }) =>
        forEachKept(day, (response) => {
          const { openedAt } = response;
          if (openedAt >= from && openedAt < before && isAsked(response)) {
            count.response(response);
          }
        }),
      pending: (ids) => responsesTo(ports, ids),
      record: (from, before) => responsesBetween(ports, from, before),
      take(response) {
        if (isAsked(response)) {
          count.response(response);
        }
      },
      isFull() {
        if (count.lengths() > MOST_LENGTHS) {
          count.coarsen();
        }
        return count.lengths() > MOST_LENGTHS;
      },
      ...(most !== undefined && { most }),
    });
    return { tally: count.tally(), ...counted };
  };
}

async function* responsesBetween(ports: ReadPorts, from: Instant, before: Instant) {
  for await (const { at, incident } of incidentsBetween(ports, from, before)) {
    yield { at, counted: responseOf(incident) };
  }
}

async function responsesTo({ incidents }: ReadPorts, ids: readonly string[]) {
  const responses: { readonly at: Instant; readonly counted: Response }[] = [];
  for (const some of chunks(ids, INCIDENTS_AT_ONCE)) {
    const { found } = await loadReadable(incidents.load, some);
    for (const incident of found.values()) {
      responses.push({ at: incident.openedAt, counted: responseOf(incident) });
    }
  }
  return responses;
}
