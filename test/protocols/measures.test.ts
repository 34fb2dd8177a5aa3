import { expect, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import type { HttpEvent } from '#http/http.ts';
import { memoryIngest } from '../support/memory-ingest.ts';

const healthy = { subject: 'bed-1', metric: 'spo2', value: 97 };
const tooOld = { ...healthy, time: '2020-01-01T00:00:00Z' };

test.each([
  ['samples taken', [healthy, { ...healthy, subject: 'bed-2' }], { samplesEvaluated: 2 }],
  [
    'those refused by the decoder or at the door',
    [healthy, tooOld, { ...healthy, value: 'x' }],
    { samplesEvaluated: 1, samplesRejected: 2 },
  ],
  [
    'those that no rule reads',
    [healthy, { ...healthy, metric: 'sp02' }],
    { samplesEvaluated: 2, samplesUnread: 1 },
  ],
  ['nothing where there was nothing', [], {}],
])('a request measures %s', async (_, samples, expected) => {
  const { handler, token, measured } = await memoryIngest();
  const event = {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ samples }),
    version: '2.0',
    routeKey: 'POST /v1/samples',
    rawPath: '/v1/samples',
    requestContext: {
      requestId: 'r',
      http: { method: 'POST', path: '/v1/samples', sourceIp: '127.0.0.1' },
    },
  };
  await handler(event as unknown as HttpEvent, {} as Context);
  expect(measured).toEqual([expected]);
});
