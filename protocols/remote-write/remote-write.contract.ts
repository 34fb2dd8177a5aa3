import { z } from 'zod';
import type { FormContract, Operation } from '#http/contract.ts';
import { WARNING } from '../contract-parts.ts';

const COUNTS = {
  'x-prometheus-remote-write-samples-written': 'how many samples were taken (2.0)',
  'x-prometheus-remote-write-histograms-written': 'how many histograms were taken (2.0)',
  'x-prometheus-remote-write-exemplars-written': 'how many exemplars were taken (2.0)',
};

/** Prometheus drops what was answered 429. */
const FORM: FormContract = { content: { 'text/plain': 'text' }, statuses: { rate_limited: 503 } };

export const CONTRACT = {
  'POST /api/v1/write': {
    operationId: 'remoteWrite',
    tag: 'prometheus',
    summary: 'Takes what Prometheus, Telegraf and others write by remote write 1.0 and 2.0.',
    description:
      'The body is compressed by Snappy. 204 says that everything was taken; 400 that something was not, and what.',
    access: { key: 'samples' },
    headers: {
      'content-encoding': z.literal('snappy'),
      'x-prometheus-remote-write-version': z.string().optional(),
    },
    body: { content: { 'application/x-protobuf': 'bytes' } },
    answers: {
      204: { description: 'Everything was taken.', headers: { ...COUNTS, ...WARNING } },
    },
    form: FORM,
  },
} satisfies Record<string, Operation>;
