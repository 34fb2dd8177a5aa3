import { figuresOf } from '#core/burden/figures.ts';
import { json } from '#http/http.ts';
import { problem } from '#http/problem.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { readBurden } from '#usecases/read-burden.ts';
import { askedPart } from './asked-part.ts';
import type { BurdenView } from './burden.contract.ts';
import { BURDEN_PARTS } from './reports.requests.ts';

/** The route of the report of the burden of alarms. */
export function burdenRoutes({
  runtime: { ports, config, clock },
  gate,
}: RouteDependencies): Routes<'GET /v1/reports/burden'> {
  const read = readBurden(ports);
  const { timeZone } = config;
  return {
    'GET /v1/reports/burden': gate.withRight('read', async (event) => {
      const now = clock();
      const part = askedPart(BURDEN_PARTS, event.queryStringParameters ?? {}, { now, timeZone });
      if (typeof part === 'string') {
        return problem('invalid', part);
      }
      const { from, to, before, told } = part;
      const { tally, next } = await read({ from, to, timeZone, now }, before);
      return json(200, {
        ...told(next),
        zone: timeZone,
        tally,
        figures: figuresOf(tally, { from: next ?? from, to: before }),
      } satisfies BurdenView);
    }),
  };
}
