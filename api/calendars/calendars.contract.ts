import { z } from 'zod';
import { jsonAnswer, jsonBody, list, moment, type Operation, type ViewOf } from '#http/contract.ts';
import { AUTHOR, BY_WORDS, next, pageQuery } from '#http/query-contract.ts';
import { CALENDAR_END, CALENDAR_PAGES, NEW_CALENDAR } from './calendars.requests.ts';

const CALENDAR = {
  id: z.string(),
  person: z.string().optional().describe('whose turns it has, in all schedules'),
  schedule: z.string().optional().describe('whose turns it has'),
  createdAt: moment,
  ...AUTHOR,
  fetchedOn: z.iso
    .date()
    .optional()
    .describe('the day, in UTC, on which a program fetched it last; left out: never'),
};

const calendar = z.strictObject(CALENDAR).meta({ id: 'Calendar' });

export type CalendarView = ViewOf<typeof calendar>;

export const CALENDARS = {
  'GET /v1/calendars': {
    operationId: 'listCalendars',
    tag: 'on call',
    summary: 'Lists the addresses of calendars without their secrets, oldest first.',
    description: 'A responder sees their own, a lead all.',
    access: { right: 'respond' },
    query: {
      ...pageQuery(CALENDAR_PAGES),
      person: z.string().describe('only those of this person'),
      schedule: z.string().describe('only those of this schedule'),
    },
    answers: {
      200: jsonAnswer(
        'A page of addresses.',
        z.strictObject({ calendars: list(calendar), next }).meta({ id: 'Calendars' }),
      ),
    },
    problems: ['unknown_name'],
    example: {},
  },
  'POST /v1/calendars': {
    operationId: 'createCalendar',
    tag: 'on call',
    summary: 'Makes a secret address at which calendar programs fetch the turns of 90 days.',
    description:
      'The address is in this answer and nowhere else. A responder makes one for themselves, a lead for schedules and for anybody; at most 5 of each are valid at once.',
    access: { right: 'respond' },
    body: jsonBody(NEW_CALENDAR, {
      person: 'the id of the person whose turns it has; either this or a schedule',
      schedule: 'the id of the schedule whose turns it has',
      by: BY_WORDS,
    }),
    answers: {
      201: jsonAnswer(
        'The address. Keep it: it is not told again.',
        z
          .strictObject({
            ...CALENDAR,
            address: z.url().describe('whoever has it sees the turns; it opens nothing else'),
          })
          .meta({ id: 'NewCalendar' }),
      ),
    },
    problems: ['unknown_name', 'refused'],
    example: { body: { person: 'anna', by: 'anna' } },
  },
  'POST /v1/calendars/revoke': {
    operationId: 'revokeCalendar',
    tag: 'on call',
    summary: 'Revokes the address of a calendar: from then on nothing is there.',
    access: { right: 'respond' },
    body: jsonBody(CALENDAR_END, { id: 'the id of an address', by: BY_WORDS }),
    answers: { 200: jsonAnswer('It is revoked.', calendar) },
    problems: ['unknown_name', 'not_found'],
    example: { body: { id: '{calendar}', by: 'anna' } },
  },
  'GET /v1/reports/calendar.ics': {
    operationId: 'fetchCalendar',
    tag: 'on call',
    summary: 'Returns the turns of the last 7 and the next 90 days, for calendar programs.',
    description: 'iCalendar (RFC 5545). A turn keeps its UID, also when others have it.',
    access: 'secret address',
    query: { token: z.string().describe('the secret of the address') },
    answers: {
      200: { description: 'The calendar.', content: { 'text/calendar': 'text' } },
    },
    problems: ['not_found'],
  },
} satisfies Record<string, Operation>;
