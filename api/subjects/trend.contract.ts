import { z } from 'zod';
import { SEVERITIES } from '#core/alert/severity.ts';
import { jsonAnswer, list, moment, type Operation, type ViewOf } from '#http/contract.ts';
import { overTime } from './subjects.contract.ts';

const trendRule = z
  .strictObject({
    rule: z.string(),
    title: z.string(),
    severity: z.enum(SEVERITIES),
    limit: z.string().describe('in words, as alerts tell it'),
    below: z.number().optional().describe('values below it breach'),
    above: z.number().optional().describe('values above it breach'),
    equals: z.number().optional().describe('this value breaches'),
    over: overTime
      .optional()
      .describe(
        'what is made of several samples and judged; of a change, a slope, a count, a rate and an increase no limit stands here',
      ),
    phase: z
      .enum(['healthy', 'pending', 'firing'])
      .describe('how the series stands by this rule now'),
    since: moment.optional().describe('since when it is pending or firing'),
  })
  .meta({ id: 'TrendRule' });

const trend = z
  .strictObject({
    subject: z.string(),
    metric: z.string(),
    unit: z.string().optional(),
    labels: z.record(z.string(), z.string()),
    from: moment,
    to: moment,
    keptSeconds: z
      .number()
      .optional()
      .describe('how long values are kept; absent: the config keeps none'),
    everySeconds: z
      .number()
      .optional()
      .describe('how often one is kept while the series is well; otherwise each is'),
    rules: list(trendRule).describe('the rules with a limit that read this series'),
    points: list(
      z.strictObject({ at: moment, value: z.union([z.number(), z.enum(['+Inf', '-Inf'])]) }),
    ).describe(
      'by time, about 1000 at most: of more, the lowest and the highest of each part of the time',
    ),
    cut: z
      .literal(true)
      .optional()
      .describe('the span has more values than one answer looks at: older ones are left out'),
  })
  .meta({ id: 'Trend' });

export type TrendView = ViewOf<typeof trend>;
export type TrendRuleView = ViewOf<typeof trendRule>;

export const TREND = {
  'GET /v1/subjects/{subject}/trends': {
    operationId: 'getTrend',
    tag: 'subjects',
    summary: 'Returns the values of a series that are kept, with the limits of the rules on it.',
    description:
      'A series is known by its metric, unit and labels, as samples and alerts tell them.',
    access: { right: 'read' },
    path: { subject: z.string().describe('the id of a subject') },
    query: {
      metric: z.string().describe('the metric; required'),
      unit: z.string().describe('the unit, if the samples have one'),
      labels: z
        .string()
        .describe('all labels of the series as a JSON object of texts; none unless it is given'),
      from: z.string().describe('from when; an hour before `to` unless it is given'),
      to: z.string().describe('until when, at most 31 days after `from`; now by default'),
    },
    answers: {
      200: jsonAnswer('What is kept; of a series that nothing is kept of, no points.', trend),
    },
    example: { path: { subject: 'bed-7' }, query: { metric: 'spo2', unit: '%' } },
  },
} satisfies Record<string, Operation>;
