import { z } from 'zod';
import { jsonAnswer, moment, type Operation } from '#http/contract.ts';

const health = z
  .strictObject({
    status: z
      .enum(['ok', 'late', 'failing'])
      .describe('`late`: what is due has waited for a minute; `failing`: nothing can be stored'),
    oldestDueSeconds: z.int(),
    time: moment,
    timeZone: z.string().describe('in which times are read that name none'),
    reason: z.string().optional(),
  })
  .meta({ id: 'Health' });

export const PLATFORM = {
  'GET /v1/health': {
    operationId: 'getHealth',
    tag: 'platform',
    summary: 'Tells whether the platform works, for a monitor outside of it.',
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
    summary: 'Tells which version serves which config.',
    description: 'In a gradual rollout the old and the new version answer in turn.',
    access: { key: 'read' },
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
    summary: 'Metrics as Prometheus scrapes them.',
    description: 'As OpenMetrics where `Accept` asks for it, and as text of Prometheus otherwise.',
    access: { key: 'read' },
    answers: {
      200: {
        description: 'Gauges; of a platform on one machine counters too.',
        content: { 'text/plain': 'text', 'application/openmetrics-text': 'text' },
      },
    },
  },
} satisfies Record<string, Operation>;
