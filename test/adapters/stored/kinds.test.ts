import { describe, expect, test } from '@jest/globals';
import { LABEL } from '#adapters/stored/label.ts';
import type { AnyShape } from '#adapters/stored/shape.ts';
import { ALL_KINDS } from './all-kinds.ts';

describe.each(Object.entries(ALL_KINDS))('of %s', (_, kind) => {
  test('as many upcasters lead to the shape of today as it has versions', () => {
    expect(kind.upcasters).toHaveLength(kind.version);
    expect(kind.oldestReader).toBeLessThanOrEqual(kind.version);
  });

  test('no key is called as the label is', () => {
    const shape = kind.shape as AnyShape;
    expect(shape.is === 'object' ? Object.keys(shape.fields) : []).not.toContain(LABEL);
  });
});
