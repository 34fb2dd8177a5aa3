import { z } from 'zod';
import { RESPONSE_MARKS, RESPONSE_OUTCOMES } from '#core/report/response.ts';
import { RESPONSE_TIMES } from '#core/report/response-tally.ts';
import { jsonAnswer, list, moment, type Operation, type ViewOf } from '#http/contract.ts';
import { next } from '#http/query-contract.ts';
import { REPORT_QUERY, SOURCES } from './report-query.contract.ts';

const count = z.int();
const ms = z.int();

function each<Name extends string, Of extends z.ZodType>(names: readonly Name[], of: Of) {
  return z.strictObject(Object.fromEntries(names.map((name) => [name, of])) as Record<Name, Of>);
}

const spread = z
  .strictObject({
    n: count.describe('how many incidents it is of'),
    sum: ms.describe('all together, in ms'),
    seconds: z
      .record(z.string(), count)
      .describe('how many by their length in seconds, rounded to three digits'),
  })
  .meta({ id: 'ResponseSpread' });

const COUNTS = {
  outcomes: each(RESPONSE_OUTCOMES, count).describe('each incident is in one of them'),
  marks: each(RESPONSE_MARKS, count).describe('incidents that this happened to'),
};

const counted = z
  .strictObject({ ...COUNTS, ...each(RESPONSE_TIMES, spread).shape })
  .meta({ id: 'ResponseCount' });

const byName = z.record(z.string(), counted);

const tally = z
  .strictObject({
    services: byName,
    severities: byName,
    rules: byName.describe('by the rule whose alert opened the incident'),
    weeks: byName.describe('by the week in `zone` in which it was opened, `2026-W48`'),
  })
  .meta({ id: 'ResponseTally' });

const time = z
  .strictObject({
    n: count.describe('how many incidents it is of; without any there is no more'),
    mean: ms.optional(),
    median: ms.optional(),
    p90: ms.optional().describe('nine in ten took as long as this, or shorter'),
  })
  .meta({ id: 'ResponseTime' });

const FIGURES = {
  incidents: count,
  ...COUNTS,
  detect: time.describe('from the breach to the first page (MTTD), in ms'),
  acknowledge: time.describe('from the first page to the first acknowledgement (MTTA), in ms'),
  resolve: time.describe('from the opening of an incident to its end (MTTR), in ms'),
};

const rows = list(z.strictObject({ name: z.string(), ...FIGURES }).meta({ id: 'ResponseRow' }));

const figures = z
  .strictObject({
    all: z.strictObject(FIGURES).meta({ id: 'ResponseOfAll' }),
    services: rows.describe('the one with most incidents first'),
    severities: rows,
    rules: rows,
    weeks: rows.describe('the oldest first'),
  })
  .meta({ id: 'ResponseFigures' });

const response = z
  .strictObject({
    from: moment,
    to: moment,
    zone: z.string().describe('whose weeks they are'),
    tally: tally.describe('what was counted; tallies of the parts of a span are added'),
    sources: SOURCES.describe('of what it was made'),
    figures: figures.describe('the same as people compare it; of a part it is of that part alone'),
    next,
  })
  .meta({ id: 'ResponseReport' });

export const RESPONSE = {
  'GET /v1/reports/response': {
    operationId: 'readResponse',
    tag: 'reports',
    summary: 'Tells how people responded to the incidents of a span of time.',
    description:
      'Time to detect, to acknowledge and to resolve (mean, median and 90th percentile), and what was unanswered, escalated or paged again, by service, severity, rule and week. docs/reports.md defines each figure. Days that are over are kept, so that one answer is of a year, or of 100 days before there were such days, and 20,000 incidents of them: of a longer span it is of the last part, and `next` leads to the part before.',
    access: { right: 'read' },
    query: {
      ...REPORT_QUERY,
      service: z.string().describe('only incidents of this service'),
    },
    answers: { 200: jsonAnswer('The report, or a part of it.', response) },
    problems: [],
    example: { query: { from: '2026-03-01' } },
  },
} satisfies Record<string, Operation>;

export type ResponseReportView = ViewOf<typeof response>;
