import { z } from 'zod';
import { SEVERITIES } from '#core/alert/severity.ts';
import { jsonAnswer, list, moment, type Operation, type ViewOf } from '#http/contract.ts';
import { next, pageQuery } from '#http/query-contract.ts';
import { SLO_MONTH_PAGES, SLO_PAGES } from './slos.requests.ts';

const duration = z.number().describe('in seconds');

const SLO = {
  slo: z.string().describe('its name in the config'),
  subject: z.string().optional().describe('whose budget it is, where each subject has its own'),
  title: z.string(),
  service: z.string(),
  method: z.enum(['timeslices', 'occurrences']),
  target: z.number().describe('the share that is promised to be good'),
  maintenance: z
    .enum(['counted', 'excluded'])
    .describe('whether minutes of maintenance windows count'),
  from: moment.describe('of which time the budget is'),
  to: moment,
  allowedSeconds: duration.describe('how long it may be bad in that time'),
  spentSeconds: duration.describe('how long it was bad; by occurrences as if samples came evenly'),
  left: z.number().describe('the share of the budget that is left: below 0 if it is overspent'),
  excludedSeconds: duration.describe('how much of it does not count, since there was maintenance'),
  measuredSeconds: duration.describe('how much of the time had samples'),
  measured: z.number().describe('the same as a share of the time that has passed and counts'),
  good: z.number().optional().describe('the share of what was measured that was good'),
  goneAt: moment.optional().describe('when nothing is left, at the pace of the last three days'),
  isBlind: z
    .boolean()
    .describe('nothing was measured for so long, or never, that nothing can be said'),
  isUnreadable: z
    .boolean()
    .describe('what is stored cannot be read, so that it is listed as blind; see the audit'),
  fault: z
    .string()
    .optional()
    .describe('why what is sent cannot be counted, or not all of it, and what to do'),
  burning: z
    .strictObject({
      window: z.string().describe('the long window of the pair that burns'),
      shortWindow: z.string(),
      urgency: z.enum(['page', 'ticket']),
      burnRate: z.number().describe('how many times as fast as it may, in the long window'),
      alertsAbove: z.number(),
    })
    .optional()
    .describe('absent unless the budget burns too fast'),
  alerts: z.boolean().describe('whether anybody is alerted'),
};

const slo = z.strictObject(SLO).meta({ id: 'Slo' });

export type SloView = ViewOf<typeof slo>;

const spentBy = list(
  z
    .strictObject({
      incident: z.string(),
      title: z.string().optional().describe('absent if the incident is no longer kept'),
      status: z.enum(['triggered', 'acknowledged', 'resolved']).optional(),
      openedAt: moment.optional(),
      spentSeconds: duration,
      share: z.number().describe('of the budget'),
    })
    .meta({ id: 'SloSpentBy' }),
).describe('the incidents that took most of it; a bad minute is of one of them');

const unattributedSeconds = duration.describe('how much of it no such incident took');

const pair = {
  window: z.string().describe('the long window, `1h`'),
  shortWindow: z.string(),
  alertsAbove: z.number().describe('the burn rate of both windows from which on it alerts'),
};

const rates = list(z.number()).describe('how many times as fast as it may');

const details = z
  .strictObject({
    ...SLO,
    series: list(z.strictObject({ at: moment, left: z.number() })).describe(
      'the share of the budget that was left at the end of each day of the window, and now',
    ),
    pairs: list(z.strictObject({ ...pair, urgency: z.enum(['page', 'ticket']) })).describe(
      'the pairs of windows that alert, the fastest first',
    ),
    burn: z
      .strictObject({
        ...pair,
        from: moment.describe('of which moment the first rates are'),
        stepSeconds: duration.describe('how long after it each of the others is'),
        long: rates,
        short: rates,
      })
      .optional()
      .describe(
        'the burn rates of one pair over the last day; by occurrences as if samples came evenly',
      ),
    spentBy,
    unattributedSeconds,
    alertsNow: list(
      z.strictObject({
        kind: z.enum(['burns', 'blind']),
        title: z.string(),
        severity: z.enum(SEVERITIES),
        startsAt: moment,
        incident: z.string().optional().describe('the open incident that it is in'),
      }),
    ).describe('its alerts that fire now'),
  })
  .meta({ id: 'SloDetails' });

export type SloDetailsView = ViewOf<typeof details>;

const month = z
  .strictObject({
    slo: z.string(),
    subject: z.string().optional(),
    title: z.string(),
    service: z.string(),
    target: z.number().describe('the share that is promised to be good'),
    good: z.number().optional().describe('the share of what was measured that was good'),
    isMet: z.boolean().optional().describe('absent if nothing was measured'),
    spentSeconds: duration.describe('how long it was bad'),
    allowedSeconds: duration.describe('how long it may be, in the window of the objective'),
    share: z.number().describe('of the budget that the month took'),
    watchedSeconds: duration.describe('how much of the month is known'),
    measuredSeconds: duration,
    excludedSeconds: duration.describe('how much does not count, since there was maintenance'),
    blindSeconds: duration.describe('for how long so little was measured that nothing was known'),
    spentBy,
    unattributedSeconds,
  })
  .meta({ id: 'SloMonth' });

export type SloMonthView = ViewOf<typeof month>;

const report = z
  .strictObject({
    month: z.string(),
    zone: z.string().describe('whose month it is'),
    from: moment,
    to: moment,
    isOver: z.boolean(),
    isSwept: z.boolean().describe('it is longer ago than `retention.incidents` keeps'),
    slos: list(month),
    unknown: list(z.string()).describe('objectives of which nothing is known in that month'),
    unreadable: list(z.string()).describe('objectives of which something cannot be read'),
    next,
  })
  .meta({ id: 'SloReport' });

export type SloReportView = ViewOf<typeof report>;

export const SLOS = {
  'GET /v1/slos': {
    operationId: 'listSlos',
    tag: 'slos',
    summary: 'Lists service level objectives with what is left of their error budgets.',
    access: { right: 'read' },
    query: {
      ...pageQuery(SLO_PAGES),
      service: z.string().describe('only those of this service'),
      slo: z.string().describe('only those of this objective'),
    },
    answers: {
      200: jsonAnswer(
        'A page of objectives, by name and subject.',
        z.strictObject({ slos: list(slo), next }).meta({ id: 'Slos' }),
      ),
    },
    problems: ['unknown_name'],
    example: { query: { service: 'icu' } },
  },
  'GET /v1/slos/{slo}': {
    operationId: 'getSlo',
    tag: 'slos',
    summary:
      'Returns an error budget over time, its burn rates of the last day, and the incidents that spent it.',
    access: { right: 'read' },
    path: { slo: z.string().describe('the name of an objective') },
    query: {
      subject: z.string().describe('whose budget, where each subject has its own'),
      window: z
        .string()
        .describe(
          'the long window of the pair whose burn rates are told, `6h`; the one that burns, or the fastest, unless it is given',
        ),
    },
    answers: { 200: jsonAnswer('The budget.', details) },
    problems: ['not_found'],
    example: { path: { slo: 'record-there' } },
  },
  'GET /v1/reports/slos': {
    operationId: 'reportSlos',
    tag: 'reports',
    summary: 'Reports what a month came to for each error budget.',
    access: { right: 'read' },
    query: {
      month: z
        .string()
        .describe(
          'such as `2026-10`, in the time zone of the config; the last that is over unless it is given',
        ),
      ...pageQuery(SLO_MONTH_PAGES),
    },
    answers: { 200: jsonAnswer('The month, by objective and subject.', report) },
    problems: [],
    example: { query: { month: '2026-03' } },
  },
} satisfies Record<string, Operation>;
