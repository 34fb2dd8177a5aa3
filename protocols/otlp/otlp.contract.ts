import { z } from 'zod';
import type { FormContract, Operation } from '#http/contract.ts';
import { WARNING } from '../contract-parts.ts';

const response = z
  .strictObject({
    partialSuccess: z
      .strictObject({ rejectedDataPoints: z.string(), errorMessage: z.string() })
      .optional()
      .describe('what was not taken; words beside 0 are a warning'),
  })
  .meta({ id: 'ExportMetricsServiceResponse' });

const status = z
  .strictObject({ code: z.int(), message: z.string() })
  .meta({ id: 'RpcStatus' })
  .describe('google.rpc.Status');

const FORM: FormContract = {
  content: { 'application/json': status, 'application/x-protobuf': 'bytes' },
};

export const CONTRACT = {
  'POST /v1/metrics': {
    operationId: 'exportMetrics',
    tag: 'opentelemetry',
    summary: 'Takes metrics by OTLP over HTTP, in protobuf and in JSON.',
    description: 'It is answered in the form of the request.',
    access: { key: 'samples' },
    body: {
      content: {
        'application/x-protobuf': 'bytes',
        'application/json': z
          .looseObject({ resourceMetrics: z.array(z.looseObject({})).nullish() })
          .meta({ id: 'ExportMetricsServiceRequest' }),
      },
    },
    answers: {
      200: {
        description: 'All was taken, or some of it.',
        content: { 'application/json': response, 'application/x-protobuf': 'bytes' },
        headers: WARNING,
      },
    },
    form: FORM,
    example: {
      body: {
        resourceMetrics: [
          {
            resource: {
              attributes: [{ key: 'service.instance.id', value: { stringValue: 'pump-3' } }],
            },
            scopeMetrics: [
              {
                metrics: [
                  {
                    name: 'battery_percent',
                    unit: '%',
                    gauge: {
                      dataPoints: [{ timeUnixNano: '1773285240000000000', asDouble: 88 }],
                    },
                  },
                ],
              },
            ],
          },
        ],
      },
    },
  },
} satisfies Record<string, Operation>;
