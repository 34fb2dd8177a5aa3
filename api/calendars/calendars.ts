import { authorOf } from '#core/actor/actor.ts';
import type { CalendarAddress } from '#core/calendar/calendar-address.ts';
import { MOST_ADDRESSES, MOST_ADDRESSES_EACH } from '#core/calendar/calendar-address.ts';
import { type CalendarOwner, isKnownOwner, isSameOwner } from '#core/calendar/owner.ts';
import type { Config } from '#core/team/config.ts';
import { teamPeople } from '#core/team/team-people.ts';
import { noSuchPerson, noSuchSchedule } from '#core/team/unknown-name.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import type { AuditDetails } from '#http/audit-recorder.ts';
import { createCalendarToken } from '#http/calendar-token.ts';
import { type Caller, speaksFor } from '#http/caller.ts';
import { unknownFilter } from '#http/filters.ts';
import { json } from '#http/http.ts';
import { lacksRight } from '#http/not-allowed.ts';
import { pageOf, readPage } from '#http/paging.ts';
import { isProblem, type Problem, problem } from '#http/problem.ts';
import { readJson } from '#http/read-json.ts';
import { requestActor, requestAuthor } from '#http/request-actor.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import type { CalendarView } from './calendars.contract.ts';
import { CALENDAR_END, CALENDAR_PAGES, NEW_CALENDAR } from './calendars.requests.ts';

/** The routes by which people make, list and revoke addresses of calendars. */
export function calendarRoutes({
  runtime: { ports, config, clock, publicUrl },
  gate,
}: RouteDependencies): Routes<
  'GET /v1/calendars' | 'POST /v1/calendars' | 'POST /v1/calendars/revoke'
> {
  const { controls } = ports;
  return {
    'GET /v1/calendars': gate.withRight(
      'respond',
      async ({ queryStringParameters: query = {} }, caller) => {
        const page = readPage(CALENDAR_PAGES, query);
        if (typeof page === 'string') {
          return problem('invalid', page);
        }
        const found = (await controls.calendars())
          .filter(({ owner }) => mayManage(owner, caller))
          .filter(({ owner }) => isWanted(owner, query));
        const unknown = found.length === 0 ? unknownFilter(query, namesOf(config)) : undefined;
        if (unknown !== undefined) {
          return problem('unknown_name', unknown);
        }
        const { views, next } = pageOf(found, page, {
          placeOf: ({ createdAt, id }) => [createdAt, id],
          view,
        });
        return json(200, { calendars: views, ...next });
      },
    ),
    'POST /v1/calendars': gate.withRight('respond', (event, caller, note) =>
      readJson(event, NEW_CALENDAR, async ({ by, person, schedule }) => {
        const who = requestActor(by, caller, config);
        if (isProblem(who)) {
          return who;
        }
        const owner = ownerOf(person, schedule);
        if (owner === undefined) {
          return problem('invalid', EITHER);
        }
        const refused = unknownOwner(owner, config) ?? refusal(owner, caller);
        if (refused !== undefined) {
          return refused;
        }
        const full = fullText(owner, await controls.calendars());
        if (full !== undefined) {
          return problem('refused', full);
        }
        const { token, id, hash } = createCalendarToken();
        const made = { id, version: 1, hash, owner, createdAt: clock(), told: {} };
        const address = { ...made, ...requestAuthor(by, caller) };
        await controls.saveCalendar(address, 0);
        note(audited(address, 'after'));
        const told = `${publicUrl}/v1/reports/calendar.ics?token=${token}`;
        return json(201, { ...view(address), address: told });
      }),
    ),
    'POST /v1/calendars/revoke': gate.withRight('respond', (event, caller, note) =>
      readJson(event, CALENDAR_END, async ({ by, id }) => {
        const who = requestActor(by, caller, config);
        if (isProblem(who)) {
          return who;
        }
        const address = await controls.calendar(id);
        if (address === undefined) {
          return problem('not_found', `There is no address of a calendar "${id}".`);
        }
        const refused = refusal(address.owner, caller);
        if (refused !== undefined) {
          return refused;
        }
        await controls.removeCalendar(id);
        note(audited(address, 'before'));
        return json(200, view(address));
      }),
    ),
  };
}

const EITHER = 'Say whose turns it is to have: "person" or "schedule", and not both.';

const ONLY_OWN =
  'A responder has a calendar of their own turns; those of others and of schedules are for a lead';

function ownerOf(
  person: string | undefined,
  schedule: string | undefined,
): CalendarOwner | undefined {
  if (person !== undefined && schedule !== undefined) {
    return undefined;
  }
  if (person !== undefined) {
    return { kind: 'person', id: person };
  }
  return schedule === undefined ? undefined : { kind: 'schedule', id: schedule };
}

function unknownOwner(owner: CalendarOwner, config: Config): Problem | undefined {
  if (isKnownOwner(owner, config)) {
    return undefined;
  }
  const noSuch = owner.kind === 'person' ? noSuchPerson : noSuchSchedule;
  return problem('unknown_name', noSuch(config, owner.id));
}

function mayManage({ kind, id }: CalendarOwner, caller: Caller): boolean {
  return kind === 'person' ? speaksFor(caller, id) : caller.rights.includes('lead');
}

function refusal(owner: CalendarOwner, caller: Caller): Problem | undefined {
  return mayManage(owner, caller) ? undefined : lacksRight(caller, 'lead', ONLY_OWN);
}

/** Whether an owner is the one that each filter names which is given. */
function isWanted(
  { kind, id }: CalendarOwner,
  query: Readonly<Record<string, string | undefined>>,
): boolean {
  return (['person', 'schedule'] as const).every(
    (filter) => query[filter] === undefined || (filter === kind && query[filter] === id),
  );
}

/** Says why there may be no more addresses. */
function fullText(owner: CalendarOwner, all: readonly CalendarAddress[]): string | undefined {
  const same = all.filter((address) => isSameOwner(address.owner, owner));
  if (same.length >= MOST_ADDRESSES_EACH) {
    return `There are ${same.length} addresses of the calendar of ${owner.kind} "${owner.id}", and no more than ${MOST_ADDRESSES_EACH} are allowed: revoke one that is not in use.`;
  }
  return all.length >= MOST_ADDRESSES
    ? `There are ${all.length} addresses of calendars, and no more than ${MOST_ADDRESSES} are allowed: revoke those that are not in use.`
    : undefined;
}

function namesOf(config: Config) {
  const person = teamPeople(config).map(({ id }) => id);
  return { person, schedule: Object.keys(config.schedules) };
}

function audited({ id, owner }: CalendarAddress, when: 'before' | 'after'): AuditDetails {
  return { object: { kind: 'calendar', id }, [when]: { [owner.kind]: owner.id } };
}

function view(address: CalendarAddress): CalendarView {
  const { id, owner, createdAt, fetchedOn } = address;
  return {
    id,
    [owner.kind]: owner.id,
    createdAt: isoTime(createdAt),
    ...authorOf(address),
    ...(fetchedOn !== undefined && { fetchedOn }),
  };
}
