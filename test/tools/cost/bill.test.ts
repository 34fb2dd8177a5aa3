import { expect, test } from '@jest/globals';
import { costOf, totalOf } from '#deployment/capacity/bill.ts';
import { minus, sum, times } from '#deployment/capacity/usage.ts';
import { withTables } from '../../../tools/page-tables.ts';

test('what is free is free once, and never pays for anything else', () => {
  expect(costOf('alarms', 21)).toEqual({
    list: expect.closeTo(2.1),
    withFree: expect.closeTo(1.1),
  });
  expect(costOf('alarms', 4)).toEqual({ list: expect.closeTo(0.4), withFree: 0 });
});

test('SMS are told apart from the rest', () => {
  expect(totalOf({ keys: 1, smsParts: 1_000 })).toEqual({ list: 1, withFree: 1 });
});

test('usages add up, multiply and are told from each other', () => {
  const day = sum({ readUnits: 2 }, times(3, { readUnits: 1, writeUnits: 2 }));
  expect(day).toEqual({ readUnits: 5, writeUnits: 6 });
  expect(minus(day, { readUnits: 5 })).toEqual({ readUnits: 0, writeUnits: 6 });
});

test('a page has one place for each table', () => {
  const page = 'a\n<!-- table: one -->\nold\n<!-- end -->\nb';
  const written = 'a\n<!-- table: one -->\n\n| new |\n\n<!-- end -->\nb';
  expect(withTables(page, { one: '| new |' })).toBe(written);
  expect(withTables(written, { one: '| new |' })).toBe(written);
  expect(() => withTables(page, { one: '', two: '' })).toThrow('the tables are one, two');
});
