import { z } from 'zod';
import { SEVERITIES } from '#core/alert/severity.ts';
import { TARGETS, type TargetName } from '#core/burden/figures.ts';
import { BRIEF, OUTCOMES } from '#core/burden/tally.ts';
import { jsonAnswer, list, moment, type Operation, type ViewOf } from '#http/contract.ts';
import { next } from '#http/query-contract.ts';
import { REPORT_QUERY } from './report-query.contract.ts';

const count = z.int();
const ratio = z.number().describe('from 0 to 1');

const SHARE = {
  alarms: count,
  pages: count.describe('sent about incidents that its alarm opened'),
  lasted: z.int().describe('for how long its alarms lasted, all together, in ms'),
  noise: count.describe('incidents that its alarm opened and a responder marked as noise'),
};

const share = z.strictObject(SHARE).meta({ id: 'BurdenShare' });

const each = <Name extends string>(names: readonly Name[], of: z.ZodType<number> = count) =>
  z.strictObject(
    Object.fromEntries(names.map((name) => [name, of])) as Record<Name, z.ZodType<number>>,
  );

const tally = z
  .strictObject({
    severities: each(SEVERITIES).describe('alarms by severity'),
    outcomes: each(OUTCOMES).describe('incidents by what people had to do with them'),
    brief: each(BRIEF.map(String) as `${(typeof BRIEF)[number]}`[]).describe(
      'alarms that ended by themselves within so many seconds, before anybody had answered',
    ),
    chattering: count.describe('how often one alert began three times within a minute'),
    stale: count.describe('alarms that lasted for 24 hours or longer'),
    days: z
      .record(
        z.string(),
        z
          .strictObject({ alarms: count, pages: count, nightAlarms: count, nightPages: count })
          .meta({ id: 'BurdenDay' }),
      )
      .describe('by day in `zone`, `2026-11-28`; nights are from 22 to 6 o’clock'),
    rules: z.record(z.string(), share),
    subjects: z.record(z.string(), share),
    people: z
      .record(
        z.string(),
        z
          .strictObject({
            days: z.record(z.string(), count).describe('pages by day'),
            floods: count.describe('spans of ten minutes with more than ten pages'),
            most: count.describe('the most pages in ten minutes'),
          })
          .meta({ id: 'BurdenPerson' }),
      )
      .describe('what each person was told; several channels at one moment are one page'),
  })
  .meta({ id: 'BurdenTally' });

const ranked = z
  .strictObject({ name: z.string(), ...SHARE, share: ratio.describe('of all alarms, 0 to 1') })
  .meta({ id: 'BurdenRanked' });

const figures = z
  .strictObject({
    days: z.number(),
    alarms: count,
    pages: count,
    incidents: count,
    alarmsPerSubjectDay: z.number().describe('for each subject that had an alarm, and each day'),
    pagesPerSubjectDay: z.number(),
    nightAlarms: count,
    nightPages: count,
    lasted: z.int().describe('time in alarm, in ms'),
    severities: each(SEVERITIES, ratio).describe('shares of the alarms'),
    brief: list(z.strictObject({ seconds: z.int(), share: ratio })),
    answered: ratio.describe('share of the incidents that are over; so are the next two'),
    noise: ratio,
    unanswered: ratio.describe('ended by themselves, and nobody had answered'),
    rules: list(ranked).describe('the ten that make most'),
    subjects: list(ranked).describe('the ten that make most'),
    topRulesShare: ratio,
    topSubjectsShare: ratio,
    targets: list(
      z.strictObject({
        name: z.enum(Object.keys(TARGETS) as [TargetName, ...TargetName[]]),
        value: z.number(),
        verdict: z.enum(['good', 'fair', 'bad']),
      }),
    ),
  })
  .meta({ id: 'BurdenFigures' });

const burden = z
  .strictObject({
    from: moment,
    to: moment,
    zone: z.string().describe('whose days and nights they are'),
    tally: tally.describe('what was counted; tallies of the parts of a span are added'),
    figures: figures.describe('the same as people compare it; of a part it is of that part alone'),
    next,
  })
  .meta({ id: 'Burden' });

export const BURDEN = {
  'GET /v1/reports/burden': {
    operationId: 'readBurden',
    tag: 'reports',
    summary: 'Counts the burden of alarms of a span of time.',
    description:
      'Alarms and pages by rule, subject, severity, day and person, what became of them, and floods. docs/burden.md defines each figure. One answer looks at 20,000 alarms and pages, and at 100 days: of a longer span it is of the last part, and `next` leads to the part before.',
    access: { right: 'read' },
    query: REPORT_QUERY,
    answers: { 200: jsonAnswer('The report, or a part of it.', burden) },
    problems: [],
    example: { query: { from: '2026-03-01' } },
  },
} satisfies Record<string, Operation>;

export type BurdenView = ViewOf<typeof burden>;
