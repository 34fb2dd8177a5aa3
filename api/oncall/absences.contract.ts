import { z } from 'zod';
import { SEVERITIES } from '#core/alert/severity.ts';
import { jsonAnswer, jsonBody, list, moment, type Operation, type ViewOf } from '#http/contract.ts';
import { AUTHOR, BY_WORDS, next, pageQuery } from '#http/query-contract.ts';
import { wanted } from '../platform/reachability.contract.ts';
import { ABSENCE_END, ABSENCE_PAGES, NEW_ABSENCE } from './absences.requests.ts';
import { MOST_SPANS } from './oncall.requests.ts';

const ABSENCE = {
  id: z.string(),
  person: z.string(),
  from: moment,
  to: moment,
  createdAt: moment,
  ...AUTHOR,
  endedAt: moment.optional().describe('it was ended then, and the rest of it does not count'),
  endedBy: z.string().optional(),
  comment: z.string().optional().describe('why'),
  uncovered: z.string().optional().describe('why turns may be left to nobody'),
};

const absence = z.strictObject(ABSENCE).meta({ id: 'Absence' });

const inSchedule = { schedule: z.string(), from: moment, to: moment };

/** What an absence changes, told where it is set and where it is refused. */
export const AWAY_EFFECT = {
  changes: list(
    z.strictObject({
      ...inSchedule,
      before: z.string().optional().describe('who was on call; left out: nobody'),
      after: z.string().optional().describe('who is instead; left out: nobody'),
    }),
  ).describe(`the first ${MOST_SPANS} turns that an absence changes, as of the lists below`),
  uncoveredTurns: list(z.strictObject(inSchedule)).describe('turns that nobody has then'),
  gaps: list(
    z.strictObject({
      service: z.string(),
      severities: list(z.enum(SEVERITIES)),
      wanted,
      from: moment,
      to: moment,
    }),
  ).describe('when a service reaches nobody then, or fewer than must answer'),
};

const absenceSet = z.strictObject({ ...ABSENCE, ...AWAY_EFFECT }).meta({ id: 'AbsenceSet' });

export type AbsenceView = ViewOf<typeof absence>;
export type AbsenceSetView = ViewOf<typeof absenceSet>;

export const ABSENCES = {
  'GET /v1/absences': {
    operationId: 'listAbsences',
    tag: 'on call',
    summary: 'Lists who is away when, by when it begins; what is over stays listed for 400 days.',
    access: { right: 'read' },
    query: {
      ...pageQuery(ABSENCE_PAGES),
      person: z.string().describe('only those of this person'),
    },
    answers: {
      200: jsonAnswer(
        'A page of absences.',
        z.strictObject({ absences: list(absence), next }).meta({ id: 'Absences' }),
      ),
    },
    problems: ['unknown_name'],
    example: {},
  },
  'POST /v1/absences': {
    operationId: 'setAbsence',
    tag: 'on call',
    summary: 'Notes that somebody is away: no schedule leads to them meanwhile.',
    description:
      'It is refused if nobody would have some of their turns, or a service would reach nobody, and says which and when, unless `uncovered` says why that may be. Layers with `when_away: pass_over` trade the turns by themselves.',
    access: { right: 'respond' },
    body: jsonBody(NEW_ABSENCE, {
      person: 'the id of whoever is away',
      from: 'from when',
      to: 'until when; without a date it is the first such time after `from`',
      comment: 'why. It stands in no page',
      uncovered: 'why turns may be left to nobody',
      by: BY_WORDS,
    }),
    answers: { 201: jsonAnswer('It is noted; these turns change.', absenceSet) },
    problems: ['unknown_name', 'refused'],
    example: {
      body: {
        person: 'anna',
        from: '2026-03-13T07:00:00Z',
        to: '2026-03-20T07:00:00Z',
        uncovered: 'the day team stays on',
        by: 'anna',
      },
    },
  },
  'POST /v1/absences/end': {
    operationId: 'endAbsence',
    tag: 'on call',
    summary: 'Ends an absence: somebody is back, or does not leave after all.',
    description:
      'Turns that were traded are traded back where neither has begun; others stay as they are.',
    access: { right: 'respond' },
    body: jsonBody(ABSENCE_END, { id: 'the id of an absence', by: BY_WORDS }),
    answers: { 200: jsonAnswer('It has ended.', absence) },
    problems: ['unknown_name', 'not_found'],
    example: { body: { id: '{absence}', by: 'anna' } },
  },
} satisfies Record<string, Operation>;
