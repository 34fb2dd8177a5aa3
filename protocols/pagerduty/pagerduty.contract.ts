import { z } from 'zod';
import { type FormContract, jsonAnswer, list, type Operation } from '#http/contract.ts';

const problems = z
  .strictObject({
    status: z.string(),
    message: z.string(),
    errors: list(z.string()).optional(),
  })
  .meta({ id: 'PagerdutyProblem' });

/** The statuses that its clients know: 400 for permanent errors, one status for rate limits. */
function form(rateStatus: number): FormContract {
  return {
    content: { 'application/json': problems },
    statuses: {
      rate_limited: rateStatus,
      unauthenticated: 400,
      forbidden: 400,
      unsupported: 400,
    },
  };
}

const links = list(z.looseObject({ href: z.string().optional(), text: z.string().optional() }));

const payload = z.looseObject({
  summary: z.string().min(1).describe('what is wrong'),
  source: z.string().min(1).describe('where; the subject of the alert'),
  severity: z.enum(['critical', 'error', 'warning', 'info']),
  timestamp: z.string().optional(),
  component: z.string().optional(),
  group: z.string().optional(),
  class: z.string().optional(),
  custom_details: z.unknown().optional(),
});

const key = z.string().describe('an API key with the scope `samples`');

const ALSO = ['application/x-www-form-urlencoded', 'text/plain'] as const;

/** JSON, whatever the content type. */
function body(schema: z.ZodType) {
  const also = Object.fromEntries(ALSO.map((type) => [type, 'text' as const]));
  return { content: { 'application/json': schema, ...also } };
}

const processed = z.strictObject({ status: z.literal('success'), message: z.string() });

export const CONTRACT = {
  'POST /v2/enqueue': {
    operationId: 'enqueueEvent',
    tag: 'pagerduty',
    summary: 'Takes an event of the Events API v2: an alert begins, is acknowledged, or ends.',
    access: 'key elsewhere',
    body: body(
      z
        .looseObject({
          routing_key: key,
          event_action: z.enum(['trigger', 'acknowledge', 'resolve']),
          dedup_key: z
            .string()
            .max(255)
            .optional()
            .describe('identifies the alert; only a `trigger` may omit it'),
          payload: payload.optional().describe('a `trigger` needs it'),
          links: links.optional(),
          client: z.string().optional(),
          client_url: z.string().optional(),
        })
        .meta({ id: 'EventV2' }),
    ),
    answers: {
      202: jsonAnswer('It is taken.', processed.extend({ dedup_key: z.string() })),
    },
    form: form(429),
    example: {
      body: {
        routing_key: '{samplesKey}',
        event_action: 'trigger',
        dedup_key: 'pump-3/occlusion',
        payload: { summary: 'Occlusion', source: 'pump-3', severity: 'critical' },
      },
    },
  },
  'POST /generic/2010-04-15/create_event.json': {
    operationId: 'createEvent',
    tag: 'pagerduty',
    summary: 'Takes an event of the Events API v1.',
    access: 'key elsewhere',
    body: body(
      z
        .looseObject({
          service_key: key,
          event_type: z.enum(['trigger', 'acknowledge', 'resolve']),
          incident_key: z.string().max(255).optional(),
          description: z.string().optional().describe('what is wrong; a `trigger` needs it'),
          client: z.string().optional(),
          client_url: z.string().optional(),
          details: z.unknown().optional(),
        })
        .meta({ id: 'EventV1' }),
    ),
    answers: {
      200: jsonAnswer('It is taken.', processed.extend({ incident_key: z.string() })),
    },
    form: form(403),
    example: {
      body: {
        service_key: '{samplesKey}',
        event_type: 'trigger',
        incident_key: 'pump-4/occlusion',
        description: 'Occlusion',
      },
    },
  },
  'POST /v2/change/enqueue': {
    operationId: 'enqueueChange',
    tag: 'pagerduty',
    summary: 'Takes a change event: it pages nobody, and is shown with the incidents that follow.',
    access: 'key elsewhere',
    body: body(
      z
        .looseObject({
          routing_key: key,
          payload: z.looseObject({
            summary: z.string().min(1),
            source: z.string().optional(),
            timestamp: z.string().optional(),
            custom_details: z.unknown().optional(),
          }),
          links: links.optional(),
        })
        .meta({ id: 'ChangeEvent' }),
    ),
    answers: { 202: jsonAnswer('It is taken.', processed) },
    form: form(429),
    example: {
      body: {
        routing_key: '{samplesKey}',
        payload: { summary: 'Gateway 4.2 was installed', source: 'telemetry' },
      },
    },
  },
} satisfies Record<string, Operation>;
