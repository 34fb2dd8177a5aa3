import { z } from 'zod';
import { jsonAnswer, list, moment, type Operation, type ViewOf } from '#http/contract.ts';
import { next, pageQuery } from '#http/query-contract.ts';
import { SLO_PAGES } from './slos.requests.ts';

const duration = z.number().describe('in seconds');

const slo = z
  .strictObject({
    slo: z.string().describe('its name in the config'),
    subject: z.string().optional().describe('whose budget it is, where each subject has its own'),
    title: z.string(),
    service: z.string(),
    method: z.enum(['timeslices', 'occurrences']),
    from: moment.describe('of which time the budget is'),
    to: moment,
    allowedSeconds: duration.describe('how long it may be bad in that time'),
    spentSeconds: duration.describe(
      'how long it was bad; by occurrences as if samples came evenly',
    ),
    left: z.number().describe('the share of the budget that is left: below 0 if it is overspent'),
    measuredSeconds: duration.describe('how much of the time had samples'),
    measured: z.number().describe('the same as a share of the time that has passed'),
    good: z.number().optional().describe('the share of what was measured that was good'),
    goneAt: moment.optional().describe('when nothing is left, at the pace of the last three days'),
    isBlind: z
      .boolean()
      .describe('nothing was measured for so long, or never, that nothing can be said'),
    isUnreadable: z
      .boolean()
      .describe('what is stored cannot be read, so that it is listed as blind; see the audit'),
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
  })
  .meta({ id: 'Slo' });

export type SloView = ViewOf<typeof slo>;

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
} satisfies Record<string, Operation>;
