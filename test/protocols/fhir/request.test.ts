import { expect, test } from '@jest/globals';
import type { Entry } from '#protocols/fhir/entry.ts';
import { entryOutcomes, requestOf } from '#protocols/fhir/request.ts';
import { at } from '../../support/bed-1.ts';

const SYSTOLIC = at(0, 120, { metric: 'systolic_bp' });
const DIASTOLIC = at(0, 80, { metric: 'diastolic_bp' });

const sent = (id: string): Entry => ({
  kind: 'observation',
  id,
  samples: [SYSTOLIC, DIASTOLIC],
  faults: [],
  isUpdate: false,
  onlyOnce: false,
  resource: {},
});

const none = { rejected: [], passedOver: [] };

const refused = {
  kind: 'refused' as const,
  faults: [{ kind: 'fault', status: 422, code: 'value', detail: 'It is wrong.' } as const],
};

test('what a subject had no room for is told of the entry that sent it', () => {
  const request = requestOf('transaction', [sent('a'), sent('b')]);
  const full = { reason: 'too_many_series', detail: 'it is full' } as const;
  const rejected = [{ sample: DIASTOLIC, index: 1, ...full }];
  expect(entryOutcomes(request, { ...none, rejected })).toMatchObject([
    { kind: 'taken', id: 'a', status: 201 },
    {
      kind: 'refused',
      text: 'Values evaluated: 1. The Observation itself is not kept.',
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

test('what came too late or twice is told, and not called evaluated', () => {
  const request = requestOf('batch', [sent('a'), sent('b')]);
  const passedOver = [
    { sample: DIASTOLIC, index: 0 },
    { sample: SYSTOLIC, index: 1 },
    { sample: DIASTOLIC, index: 1 },
  ];
  expect(entryOutcomes(request, { ...none, passedOver })).toMatchObject([
    {
      status: 201,
      text: expect.stringMatching(/^Values evaluated: 1\. Not evaluated: diastolic_bp, /),
    },
    {
      status: 201,
      text: expect.stringMatching(/^Values evaluated: 0\. Not evaluated: systolic_bp, d/),
    },
  ]);
});

test('what was sent on a condition is known by what is stored of it, if all of it is', () => {
  const once = { ...sent('a'), onlyOnce: true } as Entry;
  const request = requestOf('batch', [once, once, sent('b')]);
  const passedOver = [
    { sample: SYSTOLIC, index: 0 },
    { sample: DIASTOLIC, index: 0 },
    { sample: SYSTOLIC, index: 1 },
    { sample: SYSTOLIC, index: 2 },
    { sample: DIASTOLIC, index: 2 },
  ];
  expect(entryOutcomes(request, { ...none, passedOver })).toMatchObject([
    { status: 200 },
    { status: 201 },
    { status: 201 },
  ]);
});

test('of an Observation that is wrong in part the rest is evaluated, but not in a transaction', () => {
  const half = { ...sent('a'), faults: refused.faults } as Entry;
  const batch = requestOf('batch', [half]);
  expect(batch).toMatchObject({
    samples: [{ index: 0 }, { index: 0 }],
    errors: [{ detail: 'It is wrong.' }],
  });
  expect(entryOutcomes(batch, none)).toMatchObject([
    { kind: 'refused', faults: refused.faults, text: expect.stringMatching(/evaluated: 2\./) },
  ]);
  expect(requestOf('transaction', [sent('b'), half]).samples).toEqual([]);
});

test('a batch keeps the samples of what is right, a transaction of nothing then', () => {
  expect(requestOf('batch', [refused, sent('a')])).toMatchObject({
    samples: [{ index: 1 }, { index: 1 }],
  });
  expect(requestOf('transaction', [refused, sent('a')])).toMatchObject({
    samples: [],
    errors: [{ reason: 'malformed', detail: 'It is wrong.' }],
  });
});
