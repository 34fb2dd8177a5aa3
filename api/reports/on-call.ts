import { dutyReport } from '#core/report/duty-figures.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { json } from '#http/http.ts';
import { problem } from '#http/problem.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { readOnCall } from '#usecases/read-on-call.ts';
import { askedPart } from './asked-part.ts';
import type { OnCallReportView } from './on-call.contract.ts';
import { ON_CALL_PARTS } from './reports.requests.ts';

/** The route of the report of what being on call has asked of people. */
export function onCallReportRoutes({
  runtime: { ports, config, clock },
  gate,
}: RouteDependencies): Routes<'GET /v1/reports/on-call'> {
  const read = readOnCall(ports, config);
  const { timeZone } = config;
  return {
    'GET /v1/reports/on-call': gate.withRight('read', async (event) => {
      const now = clock();
      const part = askedPart(ON_CALL_PARTS, event.queryStringParameters ?? {}, { now, timeZone });
      if (typeof part === 'string') {
        return problem('invalid', part);
      }
      const { tally, hoursFrom, sources, next } = await read(part, now);
      return json(200, {
        ...part.told(next),
        ...(hoursFrom !== undefined && { hoursFrom: isoTime(hoursFrom) }),
        zone: timeZone,
        tally,
        sources,
        figures: dutyReport(tally),
      } satisfies OnCallReportView);
    }),
  };
}
