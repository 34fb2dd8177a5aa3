import { expect, test } from '@jest/globals';
import { exportResponse } from '#protocols/otlp/answers.ts';
import { answerSamples } from '#protocols/samples/door.ts';
import { at } from '../../support/bed-1.ts';
import { NOTHING_INGESTED } from '../../support/memory-ingest.ts';
import { rendered } from '../../support/rendered.ts';

const none = { ...NOTHING_INGESTED, accepted: 1 };

test('of very many errors only the first are told, so that the answer fits; all are counted', () => {
  const errors = Array.from({ length: 50_000 }, (_, index) => ({
    index,
    reason: 'malformed' as const,
    detail: 'x'.repeat(200),
  }));
  const decoded = { kind: 'samples', samples: [], errors } as const;
  const { body = '' } = rendered(answerSamples(decoded, none));
  expect(JSON.parse(body).rejected).toBe(50_000);
  expect(JSON.parse(body).errors).toHaveLength(10_000);
  expect(body.length).toBeLessThan(6_000_000);
});

test('what was evaluated, but not kept by each of its rules, is named beside the counts', () => {
  const decoded = { kind: 'samples', samples: [], errors: [] } as const;
  const one = { index: 7, reason: 'too_many_series', detail: 'it is full' } as const;
  const partlyKept = [{ sample: at(0, 97), ...one }];
  const { statusCode, body = '' } = rendered(
    answerSamples(decoded, { ...none, partlyKept, displaced: 2 }),
  );
  expect(statusCode).toBe(200);
  expect(JSON.parse(body)).toMatchObject({ accepted: 1, rejected: 0, displaced: 2 });
  expect(JSON.parse(body).partlyKept).toEqual([one]);
});

test('OTLP is told the same as a warning: a message beside no rejected data point', () => {
  expect(exportResponse('json', 0, '')).toBe('{}');
  expect(JSON.parse(String(exportResponse('json', 0, 'it is full')))).toEqual({
    partialSuccess: { rejectedDataPoints: '0', errorMessage: 'it is full' },
  });
  expect(exportResponse('protobuf', 0, '')).toHaveLength(0);
  expect(exportResponse('protobuf', 0, 'it is full')).not.toHaveLength(0);
});
