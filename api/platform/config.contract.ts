import { z } from 'zod';
import { SEVERITIES } from '#core/alert/severity.ts';
import { WEEKDAYS } from '#core/oncall/schedule.ts';
import { CHANNELS } from '#core/responder/channel.ts';
import { jsonAnswer, list, moment, type Operation, type ViewOf } from '#http/contract.ts';
import { gap, weakSpot } from './reachability.contract.ts';

const severity = z.enum(SEVERITIES);

const severities = list(severity);

const delaySeconds = z.number().describe('how long it waits');

const runbook = z.strictObject({ name: z.string().optional(), url: z.string() }).optional();

const person = z.strictObject({
  id: z.string(),
  name: z.string(),
  channels: list(z.enum(CHANNELS)).describe('empty: this person cannot be paged'),
  notify: list(z.strictObject({ channel: z.enum(CHANNELS), delaySeconds, severities })),
});

const restriction = z.strictObject({
  days: list(z.enum(WEEKDAYS)).describe('empty: every day'),
  dates: list(z.string()).optional().describe('left out: every date'),
  from: z.string(),
  to: z.string(),
});

const layer = z.strictObject({
  name: z.string(),
  people: list(list(z.string())).describe('who has each turn: one person, or several together'),
  shiftHours: z
    .number()
    .optional()
    .describe('the length of a turn on the wall clock; a day has 24'),
  handOffs: list(z.strictObject({ day: z.enum(WEEKDAYS), time: z.string() }))
    .optional()
    .describe('where turns are of several lengths: when they change in each week'),
  start: z.string().describe('the first hand-off on the wall clock, `2026-01-05T07:00`'),
  restrictions: list(restriction).describe('when it applies; empty: always'),
  exceptions: list(restriction).optional().describe('when it does not apply all the same'),
  timeZone: z.string().optional().describe('left out: that of the schedule'),
  passesOver: z.literal(true).optional().describe('colleagues have the turns of whoever is away'),
});

const target = z.strictObject({ kind: z.enum(['person', 'schedule']), id: z.string() });

const policy = z.strictObject({
  id: z.string(),
  steps: list(
    z.strictObject({
      targets: list(target),
      delaySeconds,
      answers: z.int().optional().describe('how many must answer; left out: one'),
    }),
  ),
  repeat: z.int(),
  repeatFrom: z.enum(['last', 'first']),
  fallback: list(target),
});

const paged = z.string().nullable();

const service = z.strictObject({
  id: z.string(),
  name: z.string(),
  policies: z
    .strictObject({ critical: paged, error: paged, warning: paged, info: paged })
    .describe('the escalation policy of each severity; null pages nobody'),
  groupBy: list(z.string()),
  ackTimeoutSeconds: z.number().optional().describe('left out: acknowledged until it ends'),
  autoResolve: z.boolean(),
  runbook,
});

const rule = z.strictObject({
  name: z.string(),
  title: z.string(),
  kind: z.enum(['threshold', 'absence', 'score']),
  service: z.string(),
  severity,
  metric: z.string(),
  condition: z.string().describe('what trips it, in words'),
  matchers: list(z.string()),
  runbook,
});

const proof = z
  .strictObject({
    from: moment,
    to: moment,
    gaps: list(gap).describe(
      'when an alert of a service would page nobody, or fewer than must answer',
    ),
    weakSpots: list(weakSpot).describe(
      'when a step reaches nobody, and is passed over at once, or fewer than must answer',
    ),
  })
  .meta({ id: 'Reachability' });

const config = z
  .strictObject({
    hash: z.string().describe('as `sha256` of `GET /v1/version`'),
    timeZone: z.string(),
    people: list(person),
    schedules: list(z.strictObject({ id: z.string(), timeZone: z.string(), layers: list(layer) })),
    policies: list(policy),
    services: list(service),
    rules: list(rule),
    plausible: list(
      z.strictObject({
        metric: z.string(),
        matchers: list(z.string()),
        from: z.number(),
        to: z.number(),
      }),
    ).describe('the values that metrics can have, beside those built in'),
    trendsSeconds: z
      .number()
      .optional()
      .describe('how long values of series are kept; left out: none are'),
    phones: z
      .literal(true)
      .optional()
      .describe('on one machine: its console shows what phones and mailboxes receive'),
    proof: proof.optional().describe('where it is asked for'),
  })
  .meta({ id: 'Config' });

export type ProofView = ViewOf<typeof proof>;
export type ConfigView = ViewOf<typeof config>;

export const CONFIG = {
  'GET /v1/config': {
    operationId: 'getConfig',
    tag: 'platform',
    summary: 'Shows the config that is served, without addresses of anybody.',
    access: { right: 'read' },
    query: {
      proof: z
        .enum(['year'])
        .describe(
          'whether everybody can be reached throughout the coming year, without overrides; it takes a second or more with many schedules',
        ),
    },
    answers: {
      200: jsonAnswer('The config.', config),
    },
    example: { query: { proof: 'year' } },
  },
} satisfies Record<string, Operation>;
