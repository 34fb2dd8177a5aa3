import { expect, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { createIngestHandler } from '#lambdas/ingest/handler.ts';
import { createApiKey } from '#lambdas/support/api-key.ts';
import type { HttpEvent } from '#lambdas/support/http.ts';
import type { Measured } from '#lambdas/support/measure.ts';
import { hospital } from '../../support/config.ts';
import { NIGHT } from '../../support/incident.ts';

const healthy = { subject: 'bed-1', metric: 'spo2', value: 97 };
const tooOld = { ...healthy, time: '2020-01-01T00:00:00Z' };

test.each([
  ['samples taken', [healthy, { ...healthy, subject: 'bed-2' }], { samplesEvaluated: 2 }],
  [
    'those refused by the decoder or at the door',
    [healthy, tooOld, { ...healthy, value: 'x' }],
    { samplesEvaluated: 1, samplesRejected: 2 },
  ],
  ['nothing where there was nothing', [], {}],
])('a request measures %s', async (_, samples, expected) => {
  const ports = memoryPorts(() => NIGHT);
  const { token, key } = createApiKey('a test', ['samples'], NIGHT);
  await ports.controls.putKey(key);
  const measured: Measured[] = [];
  const handler = createIngestHandler({
    ports,
    config: hospital(),
    publicUrl: 'https://x',
    clock: () => NIGHT,
    log: () => undefined,
    measure: (values) => measured.push(values),
  });
  const event = {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ samples }),
    version: '2.0',
    rawPath: '/v1/samples',
    requestContext: {
      requestId: 'r',
      http: { method: 'POST', path: '/v1/samples', sourceIp: '127.0.0.1' },
    },
  };
  await handler(event as unknown as HttpEvent, {} as Context);
  expect(measured).toEqual([expected]);
});
