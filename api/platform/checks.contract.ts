import { z } from 'zod';
import { CHECKS, type CheckName } from '#core/health/check-report.ts';
import { jsonAnswer, list, moment, type Operation, type ViewOf } from '#http/contract.ts';

const check = z
  .strictObject({
    check: z.enum(Object.keys(CHECKS) as [CheckName]),
    place: z.string().describe('the Region, which has checks of its own'),
    at: moment.describe('when it looked last'),
    everySeconds: z.int().describe('how often it looks'),
    late: z
      .boolean()
      .describe('it should have come again by now: what it said may not be so any more'),
    findings: list(z.strictObject({ kind: z.string(), text: z.string() })).describe(
      'what is wrong, and what to do; at most 20',
    ),
    moreFindings: z.int().optional().describe('how many there are besides'),
    oldestDueSeconds: z.number().optional().describe('how long the oldest item due has waited'),
    deadLetters: list(z.strictObject({ queue: z.string(), messages: z.int() }))
      .optional()
      .describe('what could not be handled, by queue'),
    timeToPageSeconds: z
      .number()
      .optional()
      .describe('from a breach to its page, as the canary measured it; none came without it'),
    contactFindings: z
      .int()
      .optional()
      .describe('how much is wrong with contacts; `GET /v1/contacts` says what'),
  })
  .meta({ id: 'Check' });

export type CheckView = ViewOf<typeof check>;

export const CHECK_ROUTES = {
  'GET /v1/checks': {
    operationId: 'listChecks',
    tag: 'platform',
    summary: 'Lists what watches over the platform, and what each of it found last.',
    description:
      'Of each Region the auditor, which comes each minute; the canary, each five minutes; the daily audit. On one machine only the auditor runs.',
    access: { right: 'read' },
    answers: {
      200: jsonAnswer(
        'All of them.',
        z.strictObject({ checks: list(check) }).meta({ id: 'Checks' }),
      ),
    },
    example: {},
  },
} satisfies Record<string, Operation>;
