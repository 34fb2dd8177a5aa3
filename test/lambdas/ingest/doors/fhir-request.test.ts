import { expect, test } from '@jest/globals';
import type { Entry } from '../../../../lambdas/ingest/decoders/fhir/entry.ts';
import { requestOf, whatBecame } from '../../../../lambdas/ingest/doors/fhir-request.ts';
import { at } from '../../../support/bed-1.ts';

const sent = (id: string): Entry => ({
  kind: 'observation',
  id,
  samples: [at(0, 120, { metric: 'systolic_bp' }), at(0, 80, { metric: 'diastolic_bp' })],
  isUpdate: false,
  onlyOnce: false,
});

const refused: Entry = {
  kind: 'refused',
  faults: [{ kind: 'fault', status: 422, code: 'value', detail: 'It is wrong.' }],
};

test('what a subject had no room for is told of the entry that sent it', () => {
  const request = requestOf('transaction', [sent('a'), sent('b')]);
  const rejected = [{ index: 3, reason: 'too_many_series', detail: 'it is full' } as const];
  expect(whatBecame(request, rejected)).toMatchObject([
    { kind: 'taken', id: 'a', status: 201 },
    {
      kind: 'refused',
      faults: [
        {
          status: 422,
          detail: 'The diastolic_bp was not taken: it is full.',
          expression: 'Bundle.entry[1].resource',
        },
      ],
    },
  ]);
});

test('a batch keeps the samples of what is right, a transaction of nothing then', () => {
  expect(requestOf('batch', [refused, sent('a')])).toMatchObject({ places: [1, 1] });
  expect(requestOf('transaction', [refused, sent('a')])).toMatchObject({
    samples: [],
    errors: [{ reason: 'malformed', detail: 'It is wrong.' }],
  });
});
