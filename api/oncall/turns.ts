import { turnsBetween } from '#core/escalation/turns-between.ts';
import { eachOrGap, type HolderOrGap, layerTurns } from '#core/oncall/coverage.ts';
import { LOOK_AHEAD } from '#core/oncall/on-call.ts';
import type { Schedule } from '#core/oncall/schedule.ts';
import type { Config } from '#core/team/config.ts';
import type { Rota } from '#core/team/rota-effect.ts';
import { teamPeople } from '#core/team/team-people.ts';
import { noSuchSchedule } from '#core/team/unknown-name.ts';
import { DAY, type Instant } from '#core/time/instant.ts';
import type { Interval } from '#core/time/interval.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { unknownFilter } from '#http/filters.ts';
import { formatValue } from '#http/format-value.ts';
import { json } from '#http/http.ts';
import { pageOf, readPage } from '#http/paging.ts';
import { problem } from '#http/problem.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { queryTime } from '#http/time-fields.ts';
import { currentRota } from '#usecases/current-rota.ts';
import type { TurnView } from './oncall.contract.ts';
import { TURN_DAYS, TURN_PAGES } from './oncall.requests.ts';

type Query = Readonly<Record<string, string | undefined>>;

/** The route of a calendar: who is on call from one moment to another. */
export function turnRoutes({
  runtime: { ports, config, clock },
  gate,
}: RouteDependencies): Routes<'GET /v1/turns'> {
  return {
    'GET /v1/turns': gate.withRight('read', async ({ queryStringParameters: query = {} }) => {
      const page = readPage(TURN_PAGES, query);
      if (typeof page === 'string') {
        return problem('invalid', page);
      }
      const window = windowOf(query, config, clock());
      if (typeof window === 'string') {
        return problem('invalid', window);
      }
      const { schedule: wanted, person } = query;
      if (wanted !== undefined && !Object.hasOwn(config.schedules, wanted)) {
        return problem('not_found', noSuchSchedule(config, wanted));
      }
      const unknown = unknownFilter(query, { person: teamPeople(config).map(({ id }) => id) });
      if (unknown !== undefined) {
        return problem('unknown_name', unknown);
      }
      const rota = await currentRota(ports, config);
      const turnsOf = query['layers'] === undefined ? asServed(rota) : layerTurns;
      const turns = Object.values(rota.config.schedules)
        .filter(({ id }) => wanted === undefined || id === wanted)
        .flatMap((schedule) => turnsOf(schedule, window).map((turn) => ({ schedule, turn })))
        .filter(({ turn }) => person === undefined || turn.person === person);
      const { views, next } = pageOf(turns, page, {
        placeOf: ({ schedule, turn: { from, rank = 0, person = '' } }) => [
          ...[from, schedule.id, rank, person],
        ],
        view: ({ schedule, turn }) => view(schedule.id, turn, config),
      });
      const { from, to } = window;
      return json(200, { from: isoTime(from), to: isoTime(to), turns: views, ...next });
    }),
  };
}

/** What a person has of a turn, or a gap; `rank`: of a layer by itself. */
type Turn = Interval & HolderOrGap & { readonly rank?: number };

type TurnsOf = (schedule: Schedule, window: Interval) => readonly Turn[];

function asServed({ config, overrides }: Rota): TurnsOf {
  return (schedule, window) =>
    turnsBetween(schedule, overrides, config, window).flatMap(({ from, to, holders }) =>
      eachOrGap(holders).map((holder) => ({ from, to, ...holder })),
    );
}

/** Returns the window that is asked for, or what is wrong with it. */
function windowOf(query: Query, { timeZone }: Config, now: Instant): Interval | string {
  const from = queryTime(query, 'from', { timeZone, after: now });
  if (typeof from === 'string') {
    return from;
  }
  const begin = from ?? now;
  const to = queryTime(query, 'to', { timeZone, after: begin });
  if (typeof to === 'string') {
    return to;
  }
  const end = to ?? begin + TURN_DAYS * DAY;
  if (end <= begin) {
    return `"to" is ${formatValue(query['to'])}, which is not after "from"; it must be later.`;
  }
  if (end - begin > LOOK_AHEAD) {
    return `From "from" to "to" are ${Math.ceil((end - begin) / DAY)} days; at most ${LOOK_AHEAD / DAY} are told at once.`;
  }
  return { from: begin, to: end };
}

function view(schedule: string, { from, to, ...holder }: Turn, { people }: Config): TurnView {
  const name = holder.person === undefined ? undefined : people[holder.person]?.name;
  return {
    schedule,
    from: isoTime(from),
    to: isoTime(to),
    ...holder,
    ...(name !== undefined && { name }),
  };
}
