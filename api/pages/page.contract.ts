import { z } from 'zod';
import { SEVERITIES } from '#core/alert/severity.ts';
import { PAGE_STATUSES } from '#core/paging/page.ts';
import { CHANNELS } from '#core/responder/channel.ts';
import { list, moment, type ViewOf } from '#http/contract.ts';

const RESULT = {
  code: z.string().describe('what became of it; `text`: a version before codes has written it'),
  data: z.record(z.string(), z.unknown()).describe('what belongs to the code; people by id'),
};

const via = z
  .strictObject({
    policy: z.string(),
    stop: z.strictObject({
      kind: z.enum(['step', 'fallback']),
      step: z.int().optional().describe('1-based'),
      round: z.strictObject({ number: z.int(), of: z.int() }).optional().describe('of a repeat'),
    }),
    schedule: z.string().optional().describe('left out: the step names the person'),
    layer: z.string().optional(),
    override: z.string().optional(),
    text: z.string().describe('the same in words'),
  })
  .describe('how the config led to this person when the page was planned')
  .meta({ id: 'EscalationPath' });

const COMMON = {
  id: z.string(),
  responder: z.string(),
  channel: z.enum(CHANNELS),
  reason: z.string().describe('why it is sent'),
  at: moment.describe('when it was decided that it may leave'),
  via: via.optional().describe('left out: somebody named the person by hand'),
  attempts: list(
    z.strictObject({ at: moment, outcome: z.string().describe('in words'), ...RESULT }),
  ),
  messageId: z.string().optional().describe('of SNS; pages that went together share one'),
  due: moment.optional().describe('when it is tried next'),
  doubt: z.string().optional().describe('why what was sent may reach nobody'),
  doubtCode: z.string().optional(),
};

/** A page of an incident, which may not have been handed over yet. */
export const page = z
  .strictObject({
    ...COMMON,
    status: z.enum(['planned', 'handed_over', ...PAGE_STATUSES]),
    detail: z.string().optional().describe('what became of it, in words'),
    result: z.strictObject(RESULT).optional().describe('the same for programs'),
  })
  .meta({ id: 'Page' });

/** A page on record. */
export const loggedPage = z
  .strictObject({
    ...COMMON,
    incident: z.string().describe('what it is about'),
    service: z
      .string()
      .optional()
      .describe('whose incident it is; left out where a version before has written the record'),
    severity: z.enum(SEVERITIES).optional().describe('of the incident then'),
    status: z.enum(PAGE_STATUSES),
    tries: z.int().describe('how often SNS was asked to take it; `attempts` also tell its end'),
  })
  .meta({ id: 'LoggedPage' });

export type PageView = ViewOf<typeof page>;
export type LoggedPageView = ViewOf<typeof loggedPage>;
