import { dutyOf } from '#core/escalation/duty.ts';
import { noSuchSchedule } from '#core/team/unknown-name.ts';
import { momentMeant } from '#core/time/typed-time.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { typedTime } from '#http/fields.ts';
import { json } from '#http/http.ts';
import { problem } from '#http/problem.ts';
import type { RouteParts, Routes } from '#http/routes.ts';

/** Who is on call in every schedule or in one, now or at a given time. */
export function oncallRoutes({
  runtime: { ports, config, clock },
  gate,
}: RouteParts): Routes<'GET /v1/oncall'> {
  return {
    'GET /v1/oncall': gate.withKey('read', async (event) => {
      const { schedule: wanted, at: asked } = event.queryStringParameters ?? {};
      const now = clock();
      const typed = typedTime.read(asked);
      if (asked !== undefined && typed === undefined) {
        return problem('invalid', `"at" is "${asked}"; it must be ${typedTime.expects}.`);
      }
      const { timeZone } = config;
      const at = typed === undefined ? now : momentMeant(typed, { timeZone, after: now }).at;
      const schedules = Object.values(config.schedules).filter(
        ({ id }) => wanted === undefined || id === wanted,
      );
      if (wanted !== undefined && schedules.length === 0) {
        return problem('not_found', noSuchSchedule(config, wanted));
      }
      const overrides = await ports.controls.overrides();
      return json(200, {
        at: isoTime(at),
        schedules: schedules.map((schedule) => {
          const { onCall, passedOver } = dutyOf(schedule, overrides, config, { at });
          const { until, ...holder } = onCall;
          const name = holder.person && config.people[holder.person]?.name;
          return {
            schedule: schedule.id,
            ...holder,
            ...(name && { name }),
            until: isoTime(until),
            timeZone: schedule.timeZone,
            passedOver: passedOver.map(({ override: { id, person, to }, reason }) => ({
              override: id,
              person,
              to: isoTime(to),
              reason,
            })),
          };
        }),
      });
    }),
  };
}
