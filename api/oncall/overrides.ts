import { randomUUID } from 'node:crypto';
import { emptyInWords } from '#core/escalation/in-words.ts';
import { overrideSkipReason } from '#core/escalation/resolve-on-call.ts';
import type { Override } from '#core/oncall/schedule.ts';
import { readerOf } from '#core/responder/reader.ts';
import type { Config } from '#core/team/config.ts';
import { teamPeople } from '#core/team/team-people.ts';
import { resolveTypedTime } from '#core/time/typed-time.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { logAudit } from '#http/audit-log.ts';
import { unknownFilter } from '#http/filters.ts';
import { json } from '#http/http.ts';
import { pageOf, readPage } from '#http/paging.ts';
import { problem } from '#http/problem.ts';
import { readJson } from '#http/read-json.ts';
import { requestActor, requestAuthor } from '#http/request-actor.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { setOverride } from '#usecases/set-override.ts';
import { NEW_OVERRIDE, OVERRIDE_PAGES } from './oncall.requests.ts';

/** The routes of overrides. */
export function overrideRoutes({
  runtime: { ports, config, clock, log },
  gate,
}: RouteDependencies): Routes<
  'GET /v1/overrides' | 'POST /v1/overrides' | 'DELETE /v1/overrides/{id}'
> {
  const { controls } = ports;
  const set = setOverride(ports, config);
  return {
    'GET /v1/overrides': gate.withKey('read', async ({ queryStringParameters: query = {} }) => {
      const page = readPage(OVERRIDE_PAGES, query);
      if (typeof page === 'string') {
        return problem('invalid', page);
      }
      const { schedule, person } = query;
      const found = (await controls.overrides())
        .filter((override) => schedule === undefined || override.schedule === schedule)
        .filter((override) => person === undefined || override.person === person);
      const unknown = found.length === 0 ? unknownFilter(query, namesOf(config)) : undefined;
      if (unknown !== undefined) {
        return problem('unknown_name', unknown);
      }
      const { views, next } = pageOf(found, page, {
        placeOf: ({ from, id }) => [from, id],
        view: (override) => view(override, config),
      });
      return json(200, { overrides: views, ...next });
    }),
    'POST /v1/overrides': gate.withKey('respond', (event, key) =>
      readJson(event, NEW_OVERRIDE, async ({ by, schedule, person, ...typed }) => {
        const who = requestActor(by, key, config);
        if (typeof who === 'string') {
          return problem('unknown_name', who);
        }
        const now = clock();
        const made = { id: randomUUID(), ...requestAuthor(by, key), createdAt: now };
        const { timeZone } = config;
        const from = resolveTypedTime(typed.from, { timeZone, after: now }).at;
        const to = resolveTypedTime(typed.to, { timeZone, after: from }).at;
        const outcome = await set({ schedule, person, from, to, ...made }, now);
        return outcome.kind === 'set'
          ? json(201, view(outcome.override, config))
          : problem(outcome.kind === 'unknown' ? 'unknown_name' : 'invalid', outcome.text);
      }),
    ),
    'DELETE /v1/overrides/{id}': gate.withKey('respond', async (event, key) => {
      const who = requestActor(event.queryStringParameters?.['by'], key, config);
      if (typeof who === 'string') {
        return problem('unknown_name', who);
      }
      const id = event.pathParameters?.['id'] ?? '';
      const override = (await controls.overrides()).find((o) => o.id === id);
      if (override === undefined) {
        return problem('not_found', `There is no override "${id}".`);
      }
      await controls.removeOverride(id);
      logAudit(log, 'an override was removed', who, { override: id, person: override.person });
      return json(200, view(override, config));
    }),
  };
}

function namesOf(config: Config) {
  const person = teamPeople(config).map(({ id }) => id);
  return { schedule: Object.keys(config.schedules), person };
}

function view({ from, to, createdAt, ...rest }: Override, config: Config): object {
  const why = overrideSkipReason(rest, config);
  const passedOver = why && emptyInWords(why, readerOf(config));
  const times = { from: isoTime(from), to: isoTime(to), createdAt: isoTime(createdAt) };
  return { ...rest, ...times, ...(passedOver !== undefined && { passedOver }) };
}
