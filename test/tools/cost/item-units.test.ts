import { expect, test } from '@jest/globals';
import { itemBytes, readUnits, writeUnits } from '../../../tools/cost/item-units.ts';

const item = (bytes: number) => ({ pk: { S: 'x'.repeat(bytes - 2) } });
const due = (at: number) => ({ ...item(10), lane: { S: 'subject#0' }, due: { N: String(at) } });

test('an item is as large as its names and values', () => {
  expect(itemBytes({ pk: { S: 'bé' }, v: { N: '123' }, doc: { B: new Uint8Array(7) } })).toBe(
    2 + 3 + (1 + 3) + (3 + 7),
  );
});

test('a read is a unit for each 4 KB, half where it need not be consistent, and never less', () => {
  expect(readUnits([item(4_096)], true)).toBe(1);
  expect(readUnits([item(4_097)], true)).toBe(2);
  expect(readUnits([item(2_000), item(2_000)], false)).toBe(0.5);
  expect(readUnits([], true)).toBe(1);
});

test('a write is a unit for each kilobyte of what was or is, whichever is larger', () => {
  expect(writeUnits('controls', undefined, item(1_024))).toBe(1);
  expect(writeUnits('controls', item(3_000), item(10))).toBe(3);
  expect(writeUnits('controls', item(1_025), undefined)).toBe(2);
});

test('an entry of an index costs a unit when it comes, one when it goes, two when it moves, and none when it stays', () => {
  expect(writeUnits('subjects', undefined, due(1))).toBe(2);
  expect(writeUnits('subjects', due(1), item(10))).toBe(2);
  expect(writeUnits('subjects', due(1), due(2))).toBe(3);
  expect(writeUnits('subjects', due(1), due(1))).toBe(1);
});
