import { randomUUID } from 'node:crypto';
import { emptyInWords } from '#core/escalation/in-words.ts';
import { overrideSkipReason } from '#core/escalation/resolve-on-call.ts';
import { exchangeOfOverride } from '#core/oncall/exchange.ts';
import type { Override } from '#core/oncall/schedule.ts';
import { readerOf } from '#core/responder/reader.ts';
import type { Config } from '#core/team/config.ts';
import { teamPeople } from '#core/team/team-people.ts';
import { resolveTypedTime } from '#core/time/typed-time.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import type { AuditDetails } from '#http/audit-recorder.ts';
import { type Caller, speaksFor } from '#http/caller.ts';
import { unknownFilter } from '#http/filters.ts';
import { json } from '#http/http.ts';
import { lacksRight } from '#http/not-allowed.ts';
import { pageOf, readPage } from '#http/paging.ts';
import { isProblem, problem } from '#http/problem.ts';
import { readJson } from '#http/read-json.ts';
import { requestActor, requestAuthor } from '#http/request-actor.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { answerExchange, findExchange } from '#usecases/answer-exchange.ts';
import { standingOverrides } from '#usecases/current-rota.ts';
import { setOverride } from '#usecases/set-override.ts';
import { mayAnswer } from './exchanges.ts';
import type { OverrideView } from './oncall.contract.ts';
import { NEW_OVERRIDE, OVERRIDE_PAGES } from './oncall.requests.ts';

/** The routes of overrides. */
export function overrideRoutes({
  runtime: { ports, config, clock },
  gate,
}: RouteDependencies): Routes<
  'GET /v1/overrides' | 'POST /v1/overrides' | 'DELETE /v1/overrides/{id}'
> {
  const { controls } = ports;
  const set = setOverride(ports, config);
  const answer = answerExchange(ports, config);
  return {
    'GET /v1/overrides': gate.withRight('read', async ({ queryStringParameters: query = {} }) => {
      const page = readPage(OVERRIDE_PAGES, query);
      if (typeof page === 'string') {
        return problem('invalid', page);
      }
      const { schedule, person } = query;
      const found = (await standingOverrides(controls))
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
    'POST /v1/overrides': gate.withRight('respond', (event, caller, note) =>
      readJson(
        event,
        NEW_OVERRIDE,
        async ({ by, schedule, person, instead, comment, ...typed }) => {
          const who = requestActor(by, caller, config);
          if (isProblem(who)) {
            return who;
          }
          if (!speaksFor(caller, person)) {
            return lacksRight(caller, 'lead', ONLY_OWN);
          }
          const now = clock();
          const made = { id: randomUUID(), ...requestAuthor(by, caller), createdAt: now };
          const { timeZone } = config;
          const from = resolveTypedTime(typed.from, { timeZone, after: now }).at;
          const to = resolveTypedTime(typed.to, { timeZone, after: from }).at;
          const why = {
            ...(instead !== undefined && { instead }),
            ...(comment !== undefined && { comment }),
          };
          const outcome = await set({ schedule, person, from, to, ...why, ...made }, now);
          note(outcome.kind === 'set' ? auditedOverride(outcome.override, 'after') : {});
          return outcome.kind === 'set'
            ? json(201, view(outcome.override, config))
            : problem(outcome.kind === 'unknown' ? 'unknown_name' : 'invalid', outcome.text);
        },
      ),
    ),
    'DELETE /v1/overrides/{id}': gate.withRight('respond', async (event, caller, note) => {
      const who = requestActor(event.queryStringParameters?.['by'], caller, config);
      if (isProblem(who)) {
        return who;
      }
      const id = event.pathParameters?.['id'] ?? '';
      const override = (await standingOverrides(controls)).find((o) => o.id === id);
      if (override === undefined) {
        return problem('not_found', `There is no override "${id}".`);
      }
      const exchange = await findExchange(ports, exchangeOfOverride(id) ?? '');
      const isTheirs =
        exchange === undefined
          ? isOwnOverride(override, caller) || caller.rights.includes('lead')
          : mayAnswer('withdraw', exchange, caller, config);
      if (!isTheirs) {
        return lacksRight(caller, 'lead', ONLY_OWN);
      }
      if (exchange === undefined) {
        await controls.removeOverride(id);
      } else {
        const meant = { id: exchange.id, answer: 'withdraw', by: who } as const;
        const outcome = await answer(meant, clock());
        if (outcome.kind === 'refused') {
          return problem('refused', outcome.text);
        }
      }
      note(auditedOverride(override, 'before'));
      return json(200, view(override, config));
    }),
  };
}

const ONLY_OWN =
  'A responder takes a schedule in person, and removes such an override again; those of others are for a lead';

/**
 * Whether somebody takes a schedule and has said so in person: nobody drops what a lead has set.
 */
function isOwnOverride({ person, createdBy, byPerson }: Override, caller: Caller): boolean {
  const me = caller.kind === 'person' ? caller.person : undefined;
  return me !== undefined && person === me && byPerson === true && createdBy === me;
}

function auditedOverride(
  { id, schedule, person, instead, from, to }: Override,
  when: 'before' | 'after',
): AuditDetails {
  const span = { from: isoTime(from), to: isoTime(to) };
  return {
    object: { kind: 'override', id },
    [when]: { schedule, person, ...span, ...(instead !== undefined && { instead }) },
  };
}

function namesOf(config: Config) {
  const person = teamPeople(config).map(({ id }) => id);
  return { schedule: Object.keys(config.schedules), person };
}

function view({ from, to, createdAt, ...rest }: Override, config: Config): OverrideView {
  const why = overrideSkipReason(rest, config);
  const passedOver = why && emptyInWords(why, readerOf(config));
  const times = { from: isoTime(from), to: isoTime(to), createdAt: isoTime(createdAt) };
  const exchange = exchangeOfOverride(rest.id);
  return {
    ...rest,
    ...times,
    ...(exchange !== undefined && { exchange }),
    ...(passedOver !== undefined && { passedOver }),
  };
}
