import { describe, expect, test } from '@jest/globals';
import stringWidth from 'string-width';
import { tableText } from '#cli/table.ts';

const HEAD = ['ID', 'WHAT', 'OPENED', 'WHERE'];
const ROWS = [
  ['0123456789abcdef-1', 'Oxygen saturation is low', '2026-05-04 07:00:00 CEST', 'bed-1 bed-2'],
  ['0123456789abcdef-2', '酸素飽和度が低下しています 🫁🫁', '2026-05-04 07:00:05 CEST', '👩‍⚕️ bay'],
];

const lines = (width?: number) => tableText(HEAD, ROWS, width).split('\n');
const widest = (width?: number) => Math.max(...lines(width).map((line) => stringWidth(line)));

describe('a table', () => {
  test('is whole where no terminal shows it', () => {
    expect(lines()[1]).toBe(
      '0123456789abcdef-1  Oxygen saturation is low         2026-05-04 07:00:00 CEST  bed-1 bed-2',
    );
  });

  test.each([100, 90, 80, 72, 60, 50])('fits into %i columns, ids whole', (width) => {
    expect(widest(width)).toBeLessThanOrEqual(width);
    for (const [id = ''] of ROWS) {
      expect(tableText(HEAD, ROWS, width)).toContain(`${id}  `);
    }
  });

  test('cuts the widest texts first, and leaves a date with its time of day', () => {
    expect(lines(72)[1]).toBe(
      '0123456789abcdef-1  Oxygen saturation…   2026-05-04 07:00:…  bed-1 bed-2',
    );
  });

  test('begins each column at the same place, however wide its characters are', () => {
    const starts = lines(76).map((line) => stringWidth(line.slice(0, line.indexOf('2026'))));
    expect(new Set(starts.slice(1)).size).toBe(1);
  });

  test('cuts no id even where there is no room', () => {
    expect(lines(10)[1]).toContain('0123456789abcdef-1  ');
  });

  test('writes what senders said in one line', () => {
    const table = tableText(['WHAT'], [['a\nRESOLVED b\u001b[2J']]);
    expect(table.split('\n')).toHaveLength(2);
    expect(table).not.toContain('\u001b');
  });
});
