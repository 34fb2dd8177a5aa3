import { z } from 'zod';
import { RIGHTS, ROLES, SCOPES } from '#core/access/right.ts';
import { jsonAnswer, list, moment, type Operation, type ViewOf } from '#http/contract.ts';

const health = z
  .strictObject({
    status: z
      .enum(['ok', 'late', 'failing'])
      .describe('`late`: what is due has waited for a minute; `failing`: nothing can be stored'),
    oldestDueSeconds: z.int(),
    time: moment,
    timeZone: z.string().describe('the time zone of times that name none'),
    reason: z.string().optional(),
    unreadable: list(z.strictObject({ kind: z.string(), id: z.string().optional() }))
      .optional()
      .describe('what is stored and cannot be read, at most 20; only incidents by their id'),
  })
  .meta({ id: 'Health' });

const me = z
  .strictObject({
    kind: z.enum(['key', 'person']),
    name: z.string(),
    rights: list(z.enum(RIGHTS)),
    key: z.string().optional().describe('the id of the key'),
    scopes: list(z.enum(SCOPES)).optional(),
    person: z.string().optional().describe('who that is in the config, if anybody'),
    account: z.string().optional().describe('what the issuer calls whoever is signed in'),
    groups: list(z.string()).optional(),
    role: z.enum(ROLES).optional().describe('none: nothing is allowed'),
    roleWithMfa: z
      .enum(ROLES)
      .optional()
      .describe('what the role would be after signing in with a second factor'),
    mfa: z.boolean().optional().describe('whether a second factor was used'),
    since: moment.optional().describe('when they signed in'),
    until: moment.optional().describe('when that ends if nothing is asked until then'),
    atMost: moment.optional().describe('when it ends in any case'),
  })
  .meta({ id: 'Me' });

export type MeView = ViewOf<typeof me>;

export const PLATFORM = {
  'GET /v1/health': {
    operationId: 'getHealth',
    tag: 'platform',
    summary: 'Returns whether the platform works, for an external monitor.',
    access: 'anybody',
    answers: {
      200: jsonAnswer('It works.', health),
      503: jsonAnswer('It does not, or is late.', health),
    },
    example: {},
  },
  'GET /v1/version': {
    operationId: 'getVersion',
    tag: 'platform',
    summary: 'Returns the version and the hash of the config.',
    description: 'In a gradual rollout the old and the new version answer in turn.',
    access: { right: 'read' },
    answers: {
      200: jsonAnswer(
        'Both.',
        z
          .strictObject({
            version: z.string(),
            config: z.strictObject({
              short: z.string().describe('the first 12 digits of the other'),
              sha256: z
                .string()
                .describe('of what the team wrote, in canonical JSON (RFC 8785), in hex'),
            }),
          })
          .meta({ id: 'Version' }),
      ),
    },
    example: {},
  },
  'GET /v1/me': {
    operationId: 'getMe',
    tag: 'platform',
    summary: 'Tells as whom the platform knows you, and what you may do.',
    access: 'whoever is known',
    answers: {
      200: jsonAnswer('A key, or somebody who is signed in.', me),
    },
    example: {},
  },
  'GET /v1/openapi.json': {
    operationId: 'getOpenapi',
    tag: 'platform',
    summary: 'This document.',
    access: 'anybody',
    answers: {
      200: jsonAnswer(
        'It, with the address of the platform.',
        z.looseObject({ openapi: z.string() }).meta({ id: 'OpenapiDocument' }),
      ),
    },
  },
  'GET /metrics': {
    operationId: 'scrapeMetrics',
    tag: 'platform',
    summary: 'Returns metrics for Prometheus to scrape.',
    description: 'OpenMetrics if `Accept` asks for it, and the Prometheus text format otherwise.',
    access: { key: 'read' },
    answers: {
      200: {
        description: 'Gauges; of a platform on one machine counters too.',
        content: { 'text/plain': 'text', 'application/openmetrics-text': 'text' },
      },
    },
  },
} satisfies Record<string, Operation>;
