import { z } from 'zod';
import { jsonAnswer, list, moment, type Operation, type ViewOf } from '#http/contract.ts';
import { next } from '#http/query-contract.ts';
import { REPORT_QUERY, SOURCES } from './report-query.contract.ts';

const count = z.int();
const ms = z.int();

const TIME = {
  total: ms.describe('in ms'),
  night: ms.describe('of that from 22 to 6 o’clock'),
  weekend: ms.describe('of that on Saturdays and Sundays'),
};

const PAGED = {
  pages: count.describe('several channels at one moment about one incident are one page'),
  night: count,
  weekend: count,
  soon: count.describe('within two hours after the page before'),
};

const tally = z
  .strictObject({
    pages: z.record(
      z.string(),
      z
        .strictObject({
          ...PAGED,
          first: z.int().describe('when the first of them was ordered, in ms since 1970'),
          last: z.int(),
        })
        .meta({ id: 'DutyPages' }),
    ),
    schedules: z
      .record(z.string(), z.record(z.string(), z.strictObject(TIME).meta({ id: 'DutyTime' })))
      .describe('for how long each person was on call, by schedule; the empty name: nobody was'),
  })
  .meta({ id: 'DutyTally' });

const figures = z
  .strictObject({
    people: list(z.strictObject({ name: z.string(), ...PAGED }).meta({ id: 'PagedPerson' })),
    schedules: list(
      z
        .strictObject({
          name: z.string(),
          nobody: ms.describe('for how long nobody was on call, in ms'),
          people: list(
            z
              .strictObject({
                name: z.string(),
                ...TIME,
                share: z.number().describe('of the time of all, from 0 to 1'),
              })
              .meta({ id: 'DutyShare' }),
          ),
          mostToMean: z
            .strictObject({ total: z.number(), night: z.number(), weekend: z.number() })
            .describe('the most that one of them had, for each time the mean; 1: all had the same'),
        })
        .meta({ id: 'DutySchedule' }),
    ),
  })
  .meta({ id: 'DutyFigures' });

const onCall = z
  .strictObject({
    from: moment,
    to: moment,
    hoursFrom: moment
      .optional()
      .describe('from when on times on call are told; absent if those of then were not kept'),
    zone: z.string().describe('whose nights and weekends they are'),
    tally: tally.describe('what was counted; tallies of the parts of a span are added'),
    sources: SOURCES.describe('of what its pages were counted'),
    figures: figures.describe('the same as people compare it; of a part it is of that part alone'),
    next,
  })
  .meta({ id: 'OnCallReport' });

export const ON_CALL_REPORT = {
  'GET /v1/reports/on-call': {
    operationId: 'reportOnCall',
    tag: 'reports',
    summary: 'Tells what being on call has asked of people in a span of time.',
    description:
      'Pages of each person, at night, at the weekend and within two hours of another, and for how long each was on call in each schedule, which tells how fairly they are shared. docs/reports.md defines each figure. Days that are over are kept, so that one answer is of a year, or of 100 days before there were such days, and 20,000 pages of them: of a longer span it is of the last part, and `next` leads to the part before. Times on call are as they were, from when on they are kept, and of 30 days before by the schedules as they are now.',
    access: { right: 'read' },
    query: REPORT_QUERY,
    answers: { 200: jsonAnswer('The report, or a part of it.', onCall) },
    problems: [],
    example: { query: { from: '2026-03-01' } },
  },
} satisfies Record<string, Operation>;

export type OnCallReportView = ViewOf<typeof onCall>;
