import { expect, test } from '@jest/globals';
import { createRecent } from '#protocols/fhir/recent.ts';
import type { ApiKey } from '#usecases/ports.ts';
import { spo2 } from '../../support/fhir.ts';

const by = { id: 'k1' } as ApiKey;

test('what was taken first is forgotten first, by number and by length', () => {
  const recent = createRecent({ resources: 3, characters: 2_000, ofOne: 1_500 });
  const kept = (...ids: readonly string[]) => ids.filter((id) => recent.find(id, by) !== undefined);
  for (const id of ['a', 'b', 'c', 'a', 'd']) {
    recent.keep(id, spo2(97), by);
  }
  expect(kept('a', 'b', 'c', 'd')).toEqual(['a', 'c', 'd']);
  recent.keep('e', spo2(97, { valueString: 'x'.repeat(1_000) }), by);
  expect(kept('a', 'c', 'd', 'e')).toEqual(['d', 'e']);
  recent.keep('d', spo2(97, { valueString: 'x'.repeat(2_000) }), by);
  expect(kept('d', 'e')).toEqual(['e']);
});
