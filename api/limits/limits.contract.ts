import { z } from 'zod';
import { jsonAnswer, jsonBody, list, moment, type Operation, type ViewOf } from '#http/contract.ts';
import { AUTHOR, BY_WORDS, next, pageQuery } from '#http/query-contract.ts';
import { LIMIT_END, LIMIT_PAGES, NEW_LIMIT, OCCUPANCY } from './limits.requests.ts';

const LIMIT = {
  subject: z.string(),
  rule: z.string(),
  condition: z.string().describe('what breaches for this subject, in words'),
  order: z
    .union([
      z.strictObject({ kind: z.enum(['below', 'above']), limit: z.number() }),
      z.strictObject({ kind: z.literal('outside'), low: z.number(), high: z.number() }),
      z.strictObject({ kind: z.literal('oxygen_scale'), scale: z.literal(2) }),
    ])
    .describe('the same as data'),
  usual: z.string().optional().describe('what breaches for all others; absent: the rule is gone'),
  reason: z.string(),
  createdAt: moment,
  ...AUTHOR,
  endsAt: moment,
  ignored: z
    .string()
    .optional()
    .describe('why it does not count: the config does not allow it any more'),
};

/** A limit of one subject. */
export const limit = z.strictObject(LIMIT).meta({ id: 'Limit' });

export type LimitView = ViewOf<typeof limit>;

const WHOSE = 'the id of a subject, or its name in pages';

export const LIMITS = {
  'GET /v1/limits': {
    operationId: 'listLimits',
    tag: 'subjects',
    summary: 'Lists the limits that single subjects have in place of those of the config.',
    description: 'A page may hold few of them, or none, and be followed by others.',
    access: { right: 'read' },
    query: pageQuery(LIMIT_PAGES),
    answers: {
      200: jsonAnswer(
        'A page of limits, by subject.',
        z.strictObject({ limits: list(limit), next }).meta({ id: 'Limits' }),
      ),
    },
    example: {},
  },
  'POST /v1/limits': {
    operationId: 'setLimit',
    tag: 'subjects',
    summary: 'Sets the limit of one subject for a rule, or scale 2 for its NEWS2, for a time.',
    description:
      'It holds at once, in place of another of this subject for the rule, until it ends or the subject leaves. It must lie within the `bounds` that the config gives the rule; a rule without `bounds` has the same limit for all. Scale 2 of oxygen saturation is ordered for a score that has one, as NEWS2 does.',
    access: { right: 'lead' },
    body: jsonBody(NEW_LIMIT, {
      subject: WHOSE,
      rule: 'the name of a rule with `bounds`, or of a score',
      below: 'the limit, for a rule that says `below`',
      above: 'the limit, for a rule that says `above`',
      outside: 'both limits, the lower one first, for a rule that says `outside`',
      oxygenScale: 'for a score: 2, if the target of this patient is 88 to 92 %',
      endsAt: 'either this or `minutes`; at most 31 days from now',
      minutes: 'how long it lasts',
      reason: 'why. It stands in no page',
      by: BY_WORDS,
    }),
    answers: {
      201: jsonAnswer(
        'It is set.',
        z
          .strictObject({
            ...LIMIT,
            warning: z.string().optional().describe('why it may not do what was meant'),
          })
          .meta({ id: 'LimitSet' }),
      ),
    },
    problems: ['unknown_name', 'refused'],
    example: {
      body: {
        subject: 'bed-7',
        rule: 'spo2-low',
        below: 85,
        minutes: 720,
        reason: 'COPD, target 88 to 92 %.',
        by: 'anna',
      },
    },
  },
  'POST /v1/limits/end': {
    operationId: 'endLimit',
    tag: 'subjects',
    summary: 'Ends the limit of one subject: that of the config holds again at once.',
    access: { right: 'lead' },
    body: jsonBody(LIMIT_END, {
      subject: WHOSE,
      rule: 'the rule that it was set for',
      by: BY_WORDS,
    }),
    answers: { 200: jsonAnswer('It has ended; this is what it was.', limit) },
    problems: ['unknown_name', 'not_found', 'refused'],
    example: { body: { subject: 'bed-7', rule: 'spo2-low', by: 'anna' } },
  },
  'PUT /v1/subjects/{subject}/occupancy': {
    operationId: 'setOccupancy',
    tag: 'subjects',
    summary: 'Tells that a bed is empty, or since when somebody is in it.',
    description:
      'For the system that knows who lies where. Limits that were set before that moment were for whoever has left: they end. Repeating it does no harm, and nobody is named.',
    access: { right: 'samples' },
    path: { subject: z.string().describe('the id of a subject') },
    body: jsonBody(OCCUPANCY, {
      occupied: 'whether somebody is in it',
      since: 'since when; now unless it is given. It must be given if somebody is in it',
    }),
    answers: {
      200: jsonAnswer(
        'It is known.',
        z.strictObject({
          subject: z.string(),
          occupied: z.boolean(),
          limitsEnded: z.int().describe('number of limits that have ended'),
        }),
      ),
    },
    problems: [],
    example: { path: { subject: 'bed-7' }, body: { occupied: false } },
  },
} satisfies Record<string, Operation>;
