import { figuresOf } from '#core/burden/figures.ts';
import { DAY } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { json } from '#http/http.ts';
import { readPage } from '#http/paging.ts';
import { problem } from '#http/problem.ts';
import { querySpan } from '#http/query-span.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { readBurden } from '#usecases/read-burden.ts';
import type { BurdenView } from './burden.contract.ts';
import { BURDEN_DAYS, BURDEN_PARTS } from './burden.requests.ts';

/** The route of the report of the burden of alarms. */
export function burdenRoutes({
  runtime: { ports, config, clock },
  gate,
}: RouteDependencies): Routes<'GET /v1/reports/burden'> {
  const read = readBurden(ports);
  const { timeZone } = config;
  return {
    'GET /v1/reports/burden': gate.withRight('read', async (event) => {
      const { queryStringParameters: query = {} } = event;
      const part = readPage(BURDEN_PARTS, query);
      if (typeof part === 'string') {
        return problem('invalid', part);
      }
      const now = clock();
      const asked = querySpan(query, { now, timeZone }, BURDEN_DAYS * DAY);
      if (typeof asked === 'string') {
        return problem('invalid', asked);
      }
      // The span of the first part is that of all, although "now" goes on meanwhile.
      const [before = asked.to, from = asked.from, to = asked.to] = (part.after ?? []).map(Number);
      const { tally, next } = await read({ from, to, timeZone, now }, before);
      const span = { from: next ?? from, to: before };
      return json(200, {
        from: isoTime(span.from),
        to: isoTime(span.to),
        zone: timeZone,
        tally,
        figures: figuresOf(tally, span),
        ...(next !== undefined && { next: part.cursorBehind([next, from, to]) }),
      } satisfies BurdenView);
    }),
  };
}
