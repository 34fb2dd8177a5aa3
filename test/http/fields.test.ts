import { describe, expect, test } from '@jest/globals';
import { body, listOf, minutes, oneOf, optional, readFields, text } from '#http/fields.ts';
import { instant } from '#http/time-fields.ts';

const SHAPE = body({
  name: text(5),
  kinds: optional(listOf(oneOf(['a', 'b']), 2)),
  minutes: optional(minutes),
  at: optional(instant),
});

describe('readFields', () => {
  test('reads what is as expected, trimmed, and undefined for what is left out', () => {
    const given = { name: ' abc ', kinds: ['a'], at: '2026-05-04T07:00:00+02:00' };
    expect(readFields(given, SHAPE)).toEqual({
      kind: 'fields',
      fields: { name: 'abc', kinds: ['a'], minutes: undefined, at: Date.UTC(2026, 4, 4, 5) },
    });
  });

  test('tells all that is wrong at once, with the value given', () => {
    const given = { name: 'abcdef', kinds: ['a', 'c'], minutes: 0, at: '2026-05-04', more: 1 };
    const read = readFields(given, SHAPE);
    expect(read.kind === 'errors' && read.errors).toMatchObject([
      { field: 'name', detail: 'It is "abcdef"; it must be a text of 1 to 5 characters.' },
      { field: 'kinds', detail: expect.stringContaining('["a","c"]') },
      { field: 'minutes', detail: expect.stringContaining('It is 0') },
      { field: 'at', detail: expect.stringContaining('with Z or an offset') },
      { field: 'more', detail: expect.stringContaining('allowed: name, kinds, minutes, at') },
    ]);
  });

  test('tells of what is nested deeper than the stack', () => {
    const deep: unknown = JSON.parse('['.repeat(40_000) + ']'.repeat(40_000));
    const read = readFields({ name: deep }, SHAPE);
    expect(read.kind === 'errors' && read.errors[0]?.detail).toContain('It is ["…"]');
  });

  test.each([
    ['a list', []],
    ['nothing', null],
    ['a number', 1],
    ['a text', 'x'],
  ])('refuses %s in the place of an object', (_, given) => {
    expect(readFields(given, SHAPE).kind).toBe('errors');
  });

  test.each([
    ['blank', { name: '  ' }],
    ['null for what may be left out', { name: 'a', at: null }],
    ['an empty list', { name: 'a', kinds: [] }],
    ['too long a list', { name: 'a', kinds: ['a', 'b', 'a'] }],
    ['a day that is none', { name: 'a', at: '2026-02-30T07:00:00Z' }],
    ['a month that is none', { name: 'a', at: '2026-13-04T07:00:00Z' }],
    ['a name that every object has', { name: 'a', constructor: 1 }],
  ])('refuses %s', (_, given) => {
    expect(readFields(given, SHAPE).kind).toBe('errors');
  });
});
