import { CLOCK_SKEW } from '#core/time/clock-skew.ts';
import type { Instant } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { json } from '#http/http.ts';
import { problem } from '#http/problem.ts';
import { readJson } from '#http/read-json.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { forgetValues } from '#usecases/forget-values.ts';
import { endLimits } from '#usecases/set-limit.ts';
import { OCCUPANCY } from './limits.requests.ts';

/**
 * The route by which the system that knows who lies where tells that a bed is empty, or since when
 * somebody is in it. Nobody is named: what was set before that moment was set for somebody else.
 */
export function occupancyRoutes({
  runtime: { ports, config, clock },
  gate,
}: RouteDependencies): Routes<'PUT /v1/subjects/{subject}/occupancy'> {
  const end = endLimits(ports, config);
  const forget = forgetValues(ports, config);
  return {
    'PUT /v1/subjects/{subject}/occupancy': gate.withRight('samples', (event, _, note) =>
      readJson(event, OCCUPANCY, async ({ occupied, since }) => {
        const now = clock();
        const wrong = whatIsWrong(occupied, since, now);
        if (wrong !== undefined) {
          return problem('invalid', wrong);
        }
        const subject = event.pathParameters?.['subject'] ?? '';
        const from = since ?? now + 1;
        const ended = await end(subject, ({ createdAt }) => createdAt < from, now, from);
        await forget(subject, from);
        note({
          object: { kind: 'subject', id: subject },
          subjects: [subject],
          after: { occupied, since: isoTime(since ?? now), limitsEnded: ended.length },
        });
        return json(200, { subject, occupied, limitsEnded: ended.length });
      }),
    ),
  };
}

function whatIsWrong(
  occupied: boolean,
  since: Instant | undefined,
  now: Instant,
): string | undefined {
  if (occupied && since === undefined) {
    return 'Say since when it is occupied, in "since": what was set before then is over.';
  }
  return since !== undefined && since > now + CLOCK_SKEW
    ? `"since" is ${isoTime(since)}, which is still to come; say it when it has happened.`
    : undefined;
}
