import { z } from 'zod';
import { SEVERITIES } from '#core/alert/severity.ts';
import { jsonAnswer, list, moment, type Operation, type ViewOf } from '#http/contract.ts';
import { byQuery, next, pageQuery } from '#http/query-contract.ts';
import { HEARTBEAT_PAGES } from './heartbeats.requests.ts';

const heartbeat = z
  .strictObject({
    heartbeat: z.string(),
    status: z
      .enum(['new', 'up', 'late', 'down'])
      .describe('`new`: never heard; `late`: within its grace; `down`: it failed or is missing'),
    title: z.string(),
    service: z.string(),
    severity: z.enum(SEVERITIES),
    created: z.boolean().describe('it was created by a ping; the config does not name it'),
    period: z.string().optional().describe('how often it is expected; or `cron` and `timeZone`'),
    cron: z.string().optional(),
    timeZone: z.string().optional(),
    grace: z.string(),
    pingedAt: moment.optional(),
    expectedAt: moment.optional().describe('when the next success is expected'),
    missingAt: moment.optional().describe('when it counts as missing'),
    succeededAt: moment.optional(),
    startedAt: moment.optional().describe('when the current run began'),
    tookSeconds: z.number().optional(),
  })
  .meta({ id: 'Heartbeat' });

export type HeartbeatView = ViewOf<typeof heartbeat>;

export const HEARTBEATS = {
  'GET /v1/heartbeats': {
    operationId: 'listHeartbeats',
    tag: 'heartbeats',
    summary: 'Lists heartbeats with their status.',
    access: { right: 'read' },
    query: {
      ...pageQuery(HEARTBEAT_PAGES),
      service: z.string().describe('only those of this service'),
    },
    answers: {
      200: jsonAnswer(
        'A page of heartbeats.',
        z.strictObject({ heartbeats: list(heartbeat), next }).meta({ id: 'Heartbeats' }),
      ),
    },
    problems: ['unknown_name'],
    example: { query: { status: 'up' } },
  },
  'DELETE /v1/heartbeats/{id}': {
    operationId: 'forgetHeartbeat',
    tag: 'heartbeats',
    summary: 'Forgets a heartbeat until it is heard again.',
    access: { right: 'lead' },
    path: { id: z.string().describe('the id of a heartbeat') },
    query: byQuery,
    answers: {
      200: jsonAnswer('It is forgotten.', z.strictObject({ heartbeat: z.string() })),
    },
    problems: ['unknown_name', 'not_found'],
    example: { path: { id: 'backup' }, query: { by: 'anna' } },
  },
} satisfies Record<string, Operation>;
