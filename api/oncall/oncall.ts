import { type Duty, dutyAt } from '#core/escalation/duty.ts';
import { emptyInWords } from '#core/escalation/in-words.ts';
import { eachOrGap } from '#core/oncall/coverage.ts';
import { notesOf } from '#core/oncall/hand-off-note.ts';
import { LOOK_AHEAD } from '#core/oncall/on-call.ts';
import type { Schedule } from '#core/oncall/schedule.ts';
import { readerOf } from '#core/responder/reader.ts';
import type { Config } from '#core/team/config.ts';
import { teamPeople } from '#core/team/team-people.ts';
import { noSuchSchedule } from '#core/team/unknown-name.ts';
import type { Instant } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { entityTag } from '#http/conditional-get.ts';
import { unknownFilter } from '#http/filters.ts';
import { json } from '#http/http.ts';
import { pageOf, readPage } from '#http/paging.ts';
import { problem } from '#http/problem.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { queryTime } from '#http/time-fields.ts';
import { currentRota } from '#usecases/current-rota.ts';
import { noteView } from './notes.ts';
import type { DutyView } from './oncall.contract.ts';
import { DUTY_PAGES } from './oncall.requests.ts';

/** The routes that tell who is on call in some or all schedules, now or at a given time. */
export function oncallRoutes({
  runtime: { ports, config, clock },
  gate,
}: RouteDependencies): Routes<'GET /v1/oncall'> {
  return {
    'GET /v1/oncall': gate.withRight('read', async ({ queryStringParameters: query = {} }) => {
      const page = readPage(DUTY_PAGES, query);
      if (typeof page === 'string') {
        return problem('invalid', page);
      }
      const { schedule: wanted, person } = query;
      const { timeZone, schedules } = config;
      const now = clock();
      const at = queryTime(query, 'at', { timeZone, after: now }) ?? now;
      if (typeof at === 'string') {
        return problem('invalid', at);
      }
      if (wanted !== undefined && !Object.hasOwn(schedules, wanted)) {
        return problem('not_found', noSuchSchedule(config, wanted));
      }
      const unknown = unknownFilter(query, { person: teamPeople(config).map(({ id }) => id) });
      if (unknown !== undefined) {
        return problem('unknown_name', unknown);
      }
      const [rota, notes] = await Promise.all([
        currentRota(ports, config),
        ports.controls.handOffNotes(),
      ]);
      const duties = Object.values(rota.config.schedules)
        .filter(({ id }) => wanted === undefined || id === wanted)
        .map((schedule) => ({ schedule, duty: dutyAt(schedule, rota.overrides, config, { at }) }))
        .flatMap(({ schedule, duty }) => {
          const left = notesOf(notes, schedule.id, at).map(noteView);
          return dutyViews(schedule, duty, config).map((view) => ({
            ...view,
            ...(left.length > 0 && { notes: left }),
          }));
        })
        .filter((duty) => person === undefined || duty.person === person);
      const { views, next } = pageOf(duties, page, {
        placeOf: (duty) => [duty.schedule, duty.person ?? ''],
        view: (duty) => duty,
      });
      const told = { schedules: views, ...next };
      const etag = entityTag(lastingText(told, at));
      return json(200, { at: isoTime(at), ...told }, { etag });
    }),
  };
}

/**
 * The answer without what changes each second: the current time, and the end of the look-ahead,
 * until which a schedule holds that changes no more.
 */
export function lastingText(told: object, at: Instant): string {
  const horizon = isoTime(at + LOOK_AHEAD);
  return JSON.stringify(told, (_, value) => (value === horizon ? undefined : value));
}

/** One for each person who is on call, or one that says that nobody is. */
function dutyViews(
  { id: schedule, timeZone }: Schedule,
  { onCall: { holders, until }, passedOver, next: [nextPerson] }: Duty,
  config: Config,
): DutyView[] {
  const nextName = nextPerson && config.people[nextPerson]?.name;
  const nameOf = (person: string | undefined) => person && config.people[person]?.name;
  const common = {
    until: isoTime(until),
    ...(nextPerson !== undefined && { nextPerson }),
    ...(nextName !== undefined && { nextName }),
    timeZone,
    passedOver: passedOver.map(({ override: { id, person, to }, why }) => ({
      override: id,
      person,
      to: isoTime(to),
      reason: emptyInWords(why, readerOf(config)),
    })),
  };
  return eachOrGap(holders).map((holder) => {
    const name = nameOf(holder.person);
    return { schedule, ...holder, ...(name !== undefined && { name }), ...common };
  });
}
