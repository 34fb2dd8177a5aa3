import { z } from 'zod';
import { jsonAnswer, list, type Operation } from '#http/contract.ts';
import { WARNING } from '../contract-parts.ts';

const sample = z
  .strictObject({
    subject: z.string().min(1).max(200).describe('what was measured: a bed, a device, a service'),
    metric: z.string().min(1).max(200),
    value: z.union([z.number(), z.enum(['+Inf', '-Inf'])]),
    unit: z.string().max(50).optional(),
    time: z
      .union([z.iso.datetime({ offset: true }), z.number()])
      .optional()
      .describe('RFC 3339 with an offset, or milliseconds since 1970; now by default'),
    labels: z.record(z.string(), z.string()).optional(),
  })
  .meta({ id: 'Sample' });

const rejection = z
  .strictObject({
    index: z.int().describe('its index in the request, from 0'),
    reason: z.string(),
    detail: z.string(),
  })
  .meta({ id: 'RejectedSample' });

/** The outcome of each sample; also if none was accepted. */
export const samplesTaken = z
  .strictObject({
    accepted: z.int(),
    duplicates: z.int(),
    outOfOrder: z.int(),
    rejected: z.int(),
    unread: z.int().describe('number of samples that no rule reads'),
    unreadExamples: list(z.string()).optional(),
    errors: list(rejection).describe('the reasons of the rejected samples, at most 10,000'),
    partlyKept: list(rejection).optional().describe('samples of which not every series fitted'),
    partlyKeptMore: z.int().optional(),
    displaced: z.int().optional().describe('number of series that were evicted'),
  })
  .meta({ id: 'SamplesTaken' });

export const CONTRACT = {
  'POST /v1/samples': {
    operationId: 'postSamples',
    tag: 'samples',
    summary: 'Takes samples, and evaluates them against the rules.',
    description:
      'It is answered when what was decided is durable. What is wrong with one sample costs that sample only; where none was accepted it is answered 400. Repeating a request does no harm.',
    access: { key: 'samples' },
    body: {
      content: { 'application/json': z.strictObject({ samples: list(sample) }) },
    },
    answers: {
      200: { ...jsonAnswer('What became of them.', samplesTaken), headers: WARNING },
    },
    problems: ['nothing_accepted'],
    example: {
      body: {
        samples: [
          {
            subject: 'bed-7',
            metric: 'spo2',
            value: 97,
            unit: '%',
            time: '2026-03-12T03:14:00Z',
          },
        ],
      },
    },
  },
} satisfies Record<string, Operation>;
