import { expect, test } from '@jest/globals';
import type { Entry } from '../../../../lambdas/ingest/decoders/fhir/entry.ts';
import { createOnce } from '../../../../lambdas/ingest/doors/fhir-once.ts';
import { at } from '../../../support/bed-1.ts';

const sent = (id: string, value = 97): Entry => ({
  kind: 'observation',
  id,
  samples: [at(0, value)],
  isUpdate: false,
  onlyOnce: true,
});

test('what was taken is known again, but not with another value or without the condition', () => {
  const once = createOnce();
  const entry = sent('a');
  expect(once.withoutKnown(entry)).toBe(entry);
  once.add(entry);
  expect(once.withoutKnown(sent('a'))).toEqual({ kind: 'known', id: 'a' });
  for (const other of [sent('a', 80), sent('b'), { ...entry, onlyOnce: false }])
    expect(once.withoutKnown(other)).toBe(other);
});

test('what was taken long ago is forgotten: memory stays bounded', () => {
  const once = createOnce();
  for (let i = 0; i <= 10_000; i++) once.add(sent(`${i}`));
  expect([0, 1, 10_000].map((i) => once.withoutKnown(sent(`${i}`)).kind)).toEqual([
    'observation',
    'known',
    'known',
  ]);
});
