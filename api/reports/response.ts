import { responseReport } from '#core/report/response-figures.ts';
import { json } from '#http/http.ts';
import { problem } from '#http/problem.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { readResponse } from '#usecases/read-response.ts';
import { askedPart } from './asked-part.ts';
import { RESPONSE_PARTS } from './reports.requests.ts';
import type { ResponseReportView } from './response.contract.ts';

/** The route of the report of how people responded to incidents. */
export function responseRoutes({
  runtime: { ports, config, clock },
  gate,
}: RouteDependencies): Routes<'GET /v1/reports/response'> {
  const read = readResponse(ports);
  const { timeZone } = config;
  return {
    'GET /v1/reports/response': gate.withRight('read', async (event) => {
      const clocks = { now: clock(), timeZone };
      const query = event.queryStringParameters ?? {};
      const part = askedPart(RESPONSE_PARTS, query, clocks);
      if (typeof part === 'string') {
        return problem('invalid', part);
      }
      const { tally, sources, next } = await read(part, timeZone, query['service']);
      return json(200, {
        ...part.told(next),
        zone: timeZone,
        tally,
        sources,
        figures: responseReport(tally),
      } satisfies ResponseReportView);
    }),
  };
}
