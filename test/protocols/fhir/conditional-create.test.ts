import { expect, test } from '@jest/globals';
import type { HttpEvent } from '#http/http.ts';
import { createConditionalCreateCache } from '#protocols/fhir/conditional-create.ts';
import { fhirDoors } from '#protocols/fhir/door.ts';
import type { Entry } from '#protocols/fhir/entry.ts';
import { createRecent } from '#protocols/fhir/recent.ts';
import type { IngestResult } from '#usecases/ingest-samples.ts';
import type { ApiKey } from '#usecases/ports.ts';
import { at } from '../../support/bed-1.ts';
import { hospital } from '../../support/config.ts';
import { spo2 } from '../../support/fhir.ts';
import { NOTHING_INGESTED } from '../../support/memory-ingest.ts';
import { rendered } from '../../support/rendered.ts';

const sent = (id: string, value = 97): Entry => ({
  kind: 'observation',
  id,
  samples: [at(0, value)],
  faults: [],
  isUpdate: false,
  onlyOnce: true,
  resource: {},
});

test('what was taken is known again, but not with another value or without the condition', () => {
  const once = createConditionalCreateCache();
  const entry = sent('a');
  expect(once.withoutKnown(entry)).toBe(entry);
  once.add(entry);
  expect(once.withoutKnown(sent('a'))).toEqual({ kind: 'known', id: 'a', resource: {} });
  for (const other of [sent('a', 80), sent('b'), { ...entry, onlyOnce: false }]) {
    expect(once.withoutKnown(other)).toBe(other);
  }
});

test('what was taken long ago is forgotten: memory stays bounded', () => {
  const once = createConditionalCreateCache();
  for (let i = 0; i <= 10_000; i++) {
    once.add(sent(`${i}`));
  }
  expect([0, 1, 10_000].map((i) => once.withoutKnown(sent(`${i}`)).kind)).toEqual([
    'observation',
    'known',
    'known',
  ]);
});

test('what the subject had no room for is not known when it comes again', () => {
  const parts = { config: hospital(), publicUrl: 'https://w.example' };
  const { observation } = fhirDoors(parts, createRecent());
  const bytes = Buffer.from(JSON.stringify(spo2(80)));
  const event = {
    pathParameters: { proxy: 'Observation' },
    headers: { 'if-none-exist': 'identifier=urn:x|1' },
  } as unknown as HttpEvent;
  const key = {} as ApiKey;
  const read = () =>
    observation.decode(
      { kind: 'bytes', bytes, contentType: '' },
      { now: Date.now(), event, key },
    ) as Sent;
  const answer = (sent: Sent, rejected: IngestResult['rejected']) =>
    rendered(observation.answer(sent, { ...NOTHING_INGESTED, rejected })).statusCode;
  const full = {
    sample: at(0, 97),
    index: 0,
    reason: 'too_many_series',
    detail: 'it is full',
  } as const;
  expect(answer(read(), [full])).toBe(422);
  expect(answer(read(), [])).toBe(201);
  expect(answer(read(), [])).toBe(200);
});

type Sent = Parameters<ReturnType<typeof fhirDoors>['observation']['answer']>[0];
