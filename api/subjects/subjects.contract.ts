import { z } from 'zod';
import { SEVERITIES } from '#core/alert/severity.ts';
import { FUNCTIONS_OVER_TIME, TIME_UNIT_NAMES } from '#core/rule/over-time.ts';
import { SIDES } from '#core/rule/usual.ts';
import { jsonAnswer, list, moment, type Operation, type ViewOf } from '#http/contract.ts';
import { byQuery, next, pageQuery } from '#http/query-contract.ts';
import { limit as limitOfSubject } from '../limits/limits.contract.ts';
import { silence } from '../silences/silences.contract.ts';
import { subjectScore } from './score.contract.ts';
import { SUBJECT_PAGES, UNREAD_PAGES } from './subjects.requests.ts';

const subject = { subject: z.string().describe('the id of a subject, or its name in pages') };

const phase = z.enum(['healthy', 'pending', 'firing']);

const severity = z.enum(SEVERITIES);

const labels = z.record(z.string(), z.string());

const SUMMARY = {
  subject: z.string(),
  alias: z.string().optional().describe('its name in pages, from the config'),
  state: phase,
  alerts: z.int().describe('number of firing alerts'),
  severity: severity.optional().describe('the worst of the firing alerts'),
  services: list(z.string()).describe('the services whose rules have state for it'),
  labels: labels.describe('those that all of its stored series have alike'),
  silencedUntil: moment
    .optional()
    .describe('until then nobody is paged about it: all alerts that it has are silenced'),
  ownLimits: z.int().optional().describe('number of limits of its own, if it has any'),
  notedAt: moment
    .optional()
    .describe('the newest sample that was written down; newer ones may have changed nothing'),
};

const summary = z.strictObject(SUMMARY).meta({ id: 'SubjectSummary' });

const unread = z
  .strictObject({
    metric: z.string(),
    unit: z.string().optional(),
    why: z.string().describe('why no rule reads it, and which may be meant'),
    heardAt: moment,
    subjects: list(z.string()),
    more: z.literal(true).optional().describe('other subjects send it too'),
  })
  .meta({ id: 'UnreadSeries' });

const part = z
  .strictObject({ metric: z.string(), unit: z.string().optional(), labels })
  .meta({ id: 'SeriesPart' });

const series = z
  .strictObject({
    rule: z.string(),
    metric: z.string(),
    unit: z.string().optional(),
    labels,
    phase,
    since: moment.optional(),
    value: z
      .union([z.number(), z.enum(['+Inf', '-Inf'])])
      .optional()
      .describe('the newest value that was written down: values that change nothing are not'),
    valueAt: moment.optional().describe('when that was measured'),
    parts: list(part)
      .optional()
      .describe('of a rule on several series: those that it is known to read'),
    severity: severity.optional(),
    title: z.string().optional(),
    unconfirmed: z.literal(true).optional().describe('no value has confirmed the alert yet'),
    learnsUntil: moment
      .optional()
      .describe('it does not judge before then: it still learns what is usual'),
    seenAt: moment.optional(),
  })
  .meta({ id: 'SubjectSeries' });

const lastValue = z
  .strictObject({
    metric: z.string(),
    unit: z.string().optional(),
    labels,
    value: z.union([z.number(), z.enum(['+Inf', '-Inf'])]),
    at: moment.describe('when it was measured: up to five minutes ago while its series is well'),
  })
  .meta({ id: 'LastValue' });

export const overTime = z
  .strictObject({
    function: z.enum(FUNCTIONS_OVER_TIME),
    seconds: z.number().describe('the length of the window'),
    per: z.enum(TIME_UNIT_NAMES).optional().describe('the unit of time of a slope or a rate'),
    aheadSeconds: z.number().optional().describe('how far ahead a forecast is'),
  })
  .meta({ id: 'OverTime' });

const simpleLimit = z.union([
  z.strictObject({
    kind: z.enum(['below', 'above']),
    limit: z.number(),
    clear: z.number().describe('where an alert that fires ends'),
  }),
  z.strictObject({
    kind: z.literal('outside'),
    low: z.number(),
    high: z.number(),
    clearLow: z.number(),
    clearHigh: z.number(),
  }),
  z.strictObject({ kind: z.literal('equals'), value: z.number() }),
  z.strictObject({ kind: z.enum(['absent', 'stuck']), seconds: z.number() }),
  z
    .strictObject({
      kind: z.literal('unusual'),
      side: z.enum(SIDES),
      marginPercent: z.number(),
      floor: z.number(),
      learnsForSeconds: z.number().describe('for how long it learns before it judges'),
    })
    .describe('compared with what is usual at the same hour of the week'),
]);

export type SimpleLimitView = ViewOf<typeof simpleLimit>;

const limit = z.union([
  ...simpleLimit.options,
  z.strictObject({
    kind: z.enum(['all', 'any']),
    conditions: list(z.strictObject({ metric: z.string(), limit: simpleLimit })),
  }),
  z.strictObject({
    kind: z.literal('score'),
    levels: list(
      z.strictObject({
        name: z.string(),
        severity,
        total: z.int().optional().describe('reached by this total'),
        single: z.int().optional().describe('reached by so many points of one parameter'),
      }),
    ).describe('the worst first'),
  }),
]);

const rule = z
  .strictObject({
    rule: z.string(),
    title: z.string(),
    service: z.string(),
    severity,
    metric: z.string(),
    matchers: list(z.string()).describe('which samples it reads'),
    condition: z.string().describe('what trips it for this subject, in words'),
    limit: limit.describe('the same as data'),
    over: overTime
      .optional()
      .describe('what is made of several samples and judged; left out: each sample is'),
    across: z
      .strictObject({
        function: z.enum(['sum', 'max', 'min', 'ratio']),
        to: z.string().optional().describe('the metric of the divisor of a ratio'),
      })
      .optional()
      .describe('what is made of the newest values of several series and judged'),
    usual: z
      .string()
      .optional()
      .describe('what trips it for others, where this subject has a limit of its own'),
    bounds: z
      .strictObject({ low: z.number(), high: z.number() })
      .optional()
      .describe('where a limit of its own may lie; absent: it may have none'),
    oxygenScale: z
      .union([z.literal(1), z.literal(2)])
      .optional()
      .describe('which scale of NEWS2 counts for this subject; absent: it is no score with two'),
    forSeconds: z.number().optional().describe('how long that must hold'),
    window: z
      .strictObject({ breaches: z.int(), of: z.int() })
      .optional()
      .describe('how many of the last samples must breach'),
  })
  .meta({ id: 'SubjectRule' });

const subjectAnswer = z
  .strictObject({
    ...SUMMARY,
    series: list(series),
    scores: list(subjectScore).describe('its early warning scores, by the values that still count'),
    rules: list(rule).describe(
      'the rules that may read it: all that nothing known of it contradicts, at most 200',
    ),
    moreRules: z.int().optional(),
    values: list(lastValue).describe(
      'the newest value that is kept of each series that rules read, well or not, by metric and labels, at most 100; none without `trends` in the config',
    ),
    moreValues: z.int().optional().describe('number of further series that are listed'),
    valuesSince: moment
      .optional()
      .describe(
        'values from before are not told here: they were of somebody else, or it was retired',
      ),
    limits: list(limitOfSubject).describe('its own, in place of those of the config'),
    silences: list(silence).describe(
      'those that run or come and cover an alert which it has or may come to have, at most 50',
    ),
    moreSilences: z.int().optional(),
    unread: list(unread),
    unreadOfOthers: list(unread).describe('what others are known to send: not every sender is'),
    more: z.boolean().describe('further ones did not fit'),
  })
  .meta({ id: 'Subject' });

const scoreObservations = z
  .looseObject({
    resourceType: z.literal('Bundle'),
    type: z.literal('collection'),
    timestamp: moment,
    entry: list(z.strictObject({ resource: z.looseObject({}) }))
      .optional()
      .describe('an Observation for each score, with a component for each parameter'),
  })
  .meta({ id: 'ScoreObservations' });

const unsent = z.strictObject({
  metric: z.string(),
  rules: list(z.string()),
  since: moment,
  heardAt: moment.optional(),
});

export type SubjectSummaryView = ViewOf<typeof summary>;
export type UnreadView = ViewOf<typeof unread>;
export type SubjectView = ViewOf<typeof subjectAnswer>;
export type OverTimeView = ViewOf<typeof overTime>;
export type SubjectRuleView = ViewOf<typeof rule>;
export type SeriesView = ViewOf<typeof series>;
export type UnsentView = ViewOf<typeof unsent>;

export const SUBJECTS = {
  'GET /v1/subjects': {
    operationId: 'listSubjects',
    tag: 'subjects',
    summary: 'Lists the known subjects.',
    description: 'A page may hold few of them, or none, and be followed by others.',
    access: { right: 'read' },
    query: {
      ...pageQuery(SUBJECT_PAGES),
      service: z.string().describe('only those that rules of this service know'),
      times: z
        .enum(['none'])
        .describe('without `notedAt`, which changes while nothing else does: for screens'),
    },
    answers: {
      200: jsonAnswer(
        'A page of subjects.',
        z.strictObject({ subjects: list(summary), next }).meta({ id: 'Subjects' }),
      ),
    },
    problems: ['unknown_name'],
    example: { query: { state: 'firing' } },
  },
  'GET /v1/subjects/{subject}': {
    operationId: 'getSubject',
    tag: 'subjects',
    summary:
      'Returns the state of a subject, its last values, the rules that may read it, its silences, and what it sends that no rule reads.',
    access: { right: 'read' },
    path: subject,
    description:
      'With `Accept: application/fhir+json` it answers its scores alone, as Observations of FHIR R4.',
    answers: {
      200: {
        ...jsonAnswer(
          'What is known; of a subject that nothing is known of, empty lists.',
          subjectAnswer,
        ),
        content: {
          'application/json': subjectAnswer,
          'application/fhir+json': scoreObservations,
        },
      },
    },
    problems: ['refused'],
    example: { path: { subject: 'bed-7' } },
  },
  'POST /v1/subjects/{subject}/retire': {
    operationId: 'retireSubject',
    tag: 'subjects',
    summary: 'Forgets a subject that will report no more: a patient discharged, a machine gone.',
    description:
      'Its alerts end, and with them their incidents. Values of before are shown as its last ones no more.',
    access: { right: 'respond' },
    path: subject,
    query: byQuery,
    answers: {
      200: jsonAnswer(
        'It is forgotten.',
        z.strictObject({
          subject: z.string(),
          alerts: z.int().describe('number of alerts that have ended'),
        }),
      ),
    },
    problems: ['unknown_name', 'not_found', 'refused'],
    example: { path: { subject: 'bed-7' }, query: { by: 'anna' } },
  },
  'GET /v1/unread': {
    operationId: 'listUnread',
    tag: 'subjects',
    summary:
      'Lists metrics that are sent and read by no rule, or read and not sent: a misspelt name, for example.',
    access: { right: 'read' },
    query: { ...pageQuery(UNREAD_PAGES), metric: z.string().describe('only this metric') },
    answers: {
      200: jsonAnswer(
        'A page of both.',
        z
          .strictObject({
            unread: list(unread).describe('sent, and read by no rule'),
            more: z.boolean().describe('further ones did not fit'),
            unsent: list(unsent).describe('read by rules, and not sent for a day'),
            next,
          })
          .meta({ id: 'Unread' }),
      ),
    },
    example: {},
  },
} satisfies Record<string, Operation>;
