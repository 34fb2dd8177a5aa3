import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { jsonSyntaxError } from '#http/json-syntax-error.ts';

describe('what is not JSON', () => {
  test.each([
    ['', 'it is empty'],
    ['{"value": NaN}', 'line 1, column 11: JSON has no NaN: leave out what has no value'],
    ['{"a": [1,\n  -Infinity]}', 'line 2, column 3: JSON has no Infinity'],
    ['[+Inf]', 'line 1, column 2: JSON has no Infinity'],
    ['{"a": None}', 'line 1, column 7: JSON has null only'],
    ['{"a": True}', 'line 1, column 7: JSON writes true, false and null in small letters'],
    ["{'a': 1}", 'line 1, column 2: JSON has double quotes only'],
    ["['a']", 'line 1, column 2: JSON has double quotes only'],
    ['{"a": 1,}', 'line 1, column 9: no comma may stand before it'],
    ['[1, ]', 'line 1, column 5: no comma may stand before it'],
    ['{a: 1}', 'line 1, column 2: a name in double quotes must stand here'],
    ['{"a" 1}', 'line 1, column 6: a colon must stand behind a name'],
    ['{"a": 1 "b": 2}', 'line 1, column 9: a comma or } must stand here'],
    ['[1 2]', 'line 1, column 4: a comma or ] must stand here'],
    ['{"a": 1}\n{"a": 2}', 'line 2, column 1: the JSON has ended, and more follows'],
    ['{"a": 01}', 'line 1, column 7: it is no number as JSON writes them'],
    ['[.5]', 'line 1, column 2: it is no number as JSON writes them'],
    ['[1,5.]', 'line 1, column 4: it is no number as JSON writes them'],
    ['{"a": /* b */ 1}', 'line 1, column 7: JSON has no comments'],
    ['{"a": }', 'line 1, column 7: a value must stand here'],
    ['["a\nb"]', 'line 1, column 4: a line break or control character must be escaped, as \\n'],
    ['["a\\x"]', 'line 1, column 4: JSON has no such escape'],
    ['{"a": "b', 'line 1, column 7: a text begins here and does not end'],
    ['{"a"', 'line 1, column 5: it ends too soon; was it cut off?'],
    ['{"a": [1', 'line 1, column 9: it ends too soon; was it cut off?'],
  ])('such as %j is reported by its place and reason: %s', (text, why) => {
    expect(jsonSyntaxError(text)).toBe(why);
  });

  test('is told without a word of it, which may be about a patient', () => {
    expect(jsonSyntaxError('{"subject": "Anna Lind", "metric": spo2}')).toBe(
      'line 1, column 36: a value must stand here',
    );
  });

  test('may be nested however deep, and be as long as a body may be', () => {
    expect(jsonSyntaxError('['.repeat(1_000_000))).toMatch(/ends too soon/);
    expect(jsonSyntaxError(`["${'a'.repeat(5_000_000)}", NaN]`)).toMatch(/no NaN/);
  });

  test('is told by a place at or before the one at which JSON.parse gives up', () => {
    const cut = fc.tuple(fc.json(), fc.nat(), fc.constantFrom('', 'NaN', ',', '"', '}', '0', '\\'));
    fc.assert(
      fc.property(cut, ([json, place, put]) => {
        const at = place % (json.length + 1);
        const text = json.slice(0, at) + put + json.slice(at + put.length);
        const position = positionOf(text);
        if (position === undefined) {
          return;
        }
        const [, column = '1'] =
          /^(?:it is empty|line 1, column (\d+): )/.exec(jsonSyntaxError(text)) ?? [];
        if (position >= 0) {
          expect(Number(column) - 1).toBeLessThanOrEqual(position);
        }
        const before = text.slice(0, Number(column) - 1);
        if (positionOf(before) !== undefined) {
          expect(jsonSyntaxError(before)).toMatch(/empty|too soon|does not end/);
        }
      }),
    );
  });
});

/**
 * Returns where V8 says that the text is wrong; -1 where it does not say, undefined if it is JSON.
 */
function positionOf(text: string): number | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const [, position] = /at position (\d+)/.exec(String(error)) ?? [];
    return position === undefined ? -1 : Number(position);
  }
}
