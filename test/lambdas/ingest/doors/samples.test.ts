import { expect, test } from '@jest/globals';
import { answerSamples } from '#lambdas/ingest/doors/samples.ts';

test('of very many errors only the first are told, so that the answer fits; all are counted', () => {
  const errors = Array.from({ length: 50_000 }, (_, index) => ({
    index,
    reason: 'malformed' as const,
    detail: 'x'.repeat(200),
  }));
  const decoded = { kind: 'samples', samples: [], indexes: [], errors } as const;
  const none = {
    accepted: 1,
    duplicates: 0,
    outOfOrder: 0,
    passedOver: [],
    transitions: 0,
    rejected: [],
  };
  const { body = '' } = answerSamples(decoded, { ...none, handedOver: { kind: 'sent' } });
  expect(JSON.parse(body).rejected).toBe(50_000);
  expect(JSON.parse(body).errors).toHaveLength(10_000);
  expect(body.length).toBeLessThan(6_000_000);
});
