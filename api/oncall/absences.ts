import { randomUUID } from 'node:crypto';
import { type Absence, awaySpan } from '#core/oncall/absence.ts';
import type { Config } from '#core/team/config.ts';
import { reachedInWords } from '#core/team/reachability.ts';
import type { RotaEffect } from '#core/team/rota-effect.ts';
import { teamPeople } from '#core/team/team-people.ts';
import type { Interval } from '#core/time/interval.ts';
import { resolveTypedTime } from '#core/time/typed-time.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { zonedTime } from '#core/time/zoned-time.ts';
import type { AuditDetails } from '#http/audit-recorder.ts';
import { speaksFor } from '#http/caller.ts';
import { unknownFilter } from '#http/filters.ts';
import { json } from '#http/http.ts';
import { lacksRight } from '#http/not-allowed.ts';
import { pageOf, readPage } from '#http/paging.ts';
import { isProblem, problem } from '#http/problem.ts';
import { readJson } from '#http/read-json.ts';
import { requestActor, requestAuthor } from '#http/request-actor.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { endAbsence, setAbsence } from '#usecases/set-absence.ts';
import type { AbsenceSetView, AbsenceView } from './absences.contract.ts';
import { ABSENCE_END, ABSENCE_PAGES, NEW_ABSENCE } from './absences.requests.ts';
import { shownOf } from './shown-spans.ts';

/** The routes of absences. */
export function absenceRoutes({
  runtime: { ports, config, clock },
  gate,
}: RouteDependencies): Routes<'GET /v1/absences' | 'POST /v1/absences' | 'POST /v1/absences/end'> {
  const { controls } = ports;
  const set = setAbsence(ports, config);
  const end = endAbsence(ports);
  return {
    'GET /v1/absences': gate.withRight('read', async ({ queryStringParameters: query = {} }) => {
      const page = readPage(ABSENCE_PAGES, query);
      if (typeof page === 'string') {
        return problem('invalid', page);
      }
      const { person } = query;
      const found = (await controls.absences()).filter(
        (absence) => person === undefined || absence.person === person,
      );
      const names = { person: teamPeople(config).map(({ id }) => id) };
      const unknown = found.length === 0 ? unknownFilter(query, names) : undefined;
      if (unknown !== undefined) {
        return problem('unknown_name', unknown);
      }
      const { views, next } = pageOf(found, page, {
        placeOf: ({ from, id }) => [from, id],
        view,
      });
      return json(200, { absences: views, ...next });
    }),
    'POST /v1/absences': gate.withRight('respond', (event, caller, note) =>
      readJson(event, NEW_ABSENCE, async ({ by, person, comment, uncovered, ...typed }) => {
        const who = requestActor(by, caller, config);
        if (isProblem(who)) {
          return who;
        }
        if (!speaksFor(caller, person)) {
          return lacksRight(caller, 'lead', ONLY_OWN);
        }
        const now = clock();
        const { timeZone } = config;
        const from = resolveTypedTime(typed.from, { timeZone, after: now }).at;
        const to = resolveTypedTime(typed.to, { timeZone, after: from }).at;
        const made = { id: randomUUID(), ...requestAuthor(by, caller), createdAt: now };
        const why = {
          ...(comment !== undefined && { comment }),
          ...(uncovered !== undefined && { uncovered }),
        };
        const outcome = await set({ person, from, to, ...why, ...made }, now);
        switch (outcome.kind) {
          case 'set':
            note(audited(outcome.absence, 'after'));
            return json(201, setView(outcome.absence, outcome.effect));
          case 'uncovered':
            return problem('refused', uncoveredText(outcome.effect, config), {
              extra: effectView(outcome.effect),
            });
          default:
            return problem(outcome.kind === 'unknown' ? 'unknown_name' : 'invalid', outcome.text);
        }
      }),
    ),
    'POST /v1/absences/end': gate.withRight('respond', (event, caller, note) =>
      readJson(event, ABSENCE_END, async ({ by, id }) => {
        const who = requestActor(by, caller, config);
        if (isProblem(who)) {
          return who;
        }
        const found = (await controls.absences()).find((absence) => absence.id === id);
        if (found !== undefined && !speaksFor(caller, found.person)) {
          return lacksRight(caller, 'lead', ONLY_OWN);
        }
        const ended = await end(id, who, clock());
        if (ended === undefined) {
          return problem('not_found', `There is no absence "${id}" that is not over.`);
        }
        note(audited(ended, 'before'));
        return json(200, view(ended));
      }),
    ),
  };
}

const ONLY_OWN = 'A responder says in person when they are away; for others a lead does';

function audited(absence: Absence, when: 'before' | 'after'): AuditDetails {
  const { id, person, uncovered } = absence;
  const { from, to } = awaySpan(absence);
  const values = { person, from: isoTime(from), to: isoTime(to) };
  return {
    object: { kind: 'absence', id },
    [when]: { ...values, ...(uncovered !== undefined && { uncovered }) },
  };
}

function view({ from, to, createdAt, endedAt, endedBy, ...rest }: Absence): AbsenceView {
  return {
    ...rest,
    from: isoTime(from),
    to: isoTime(to),
    createdAt: isoTime(createdAt),
    ...(endedAt !== undefined && { endedAt: isoTime(endedAt) }),
    ...(endedBy !== undefined && { endedBy: endedBy.by }),
  };
}

function setView(absence: Absence, effect: RotaEffect): AbsenceSetView {
  return { ...view(absence), ...effectView(effect) };
}

function effectView({ changes, uncovered, gaps }: RotaEffect) {
  return {
    changes: shownOf(changes),
    uncoveredTurns: shownOf(uncovered),
    gaps: shownOf(gaps).map(({ service, severities, wanted, from, to }) => ({
      ...{ service, severities, from, to },
      ...(wanted !== undefined && { wanted }),
    })),
  };
}

/** The detail of a problem tells so many spans; its lists have more. */
const SPANS_TOLD = 5;

function uncoveredText({ uncovered, gaps }: RotaEffect, { timeZone }: Config): string {
  const span = ({ from, to }: Interval) =>
    `${zonedTime(from, timeZone)} to ${zonedTime(to, timeZone)}`;
  const told = [
    ...uncovered.map((one) => `nobody has ${one.schedule} from ${span(one)}`),
    ...gaps.map((one) => `service ${one.service} reaches ${reachedInWords(one)} from ${span(one)}`),
  ];
  const more = told.length - SPANS_TOLD;
  const first = told.slice(0, SPANS_TOLD).join('; ') + (more > 0 ? `; and ${more} more` : '');
  return `Not noted, since then ${first}. Set an override for whoever takes that, or say why it may be ("uncovered").`;
}
