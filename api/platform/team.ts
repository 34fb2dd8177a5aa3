import { RESERVED_PREFIX } from '#core/alert/reserved-prefix.ts';
import type { Config } from '#core/team/config.ts';
import { teamPeople } from '#core/team/team-people.ts';
import { json } from '#http/http.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';

/** Whom and what the config names, for whoever shows ids of it to people. */
export function teamRoutes({
  runtime: { config },
  gate,
}: RouteDependencies): Routes<'GET /v1/team'> {
  const answer = teamView(config);
  return { 'GET /v1/team': gate.withRight('read', async () => json(200, answer)) };
}

function teamView(config: Config): object {
  const { schedules, services, timeZone } = config;
  return {
    timeZone,
    people: teamPeople(config).map(({ id, name, channels }) => ({ id, name, channels })),
    services: Object.values(services)
      .filter(({ id }) => !id.startsWith(RESERVED_PREFIX))
      .map(({ id, name }) => ({ id, name })),
    schedules: Object.values(schedules).map(({ id, timeZone: zone }) => ({ id, timeZone: zone })),
  };
}
