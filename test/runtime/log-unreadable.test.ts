import { describe, expect, test } from '@jest/globals';
import type { LogLine } from '#runtime/log.ts';
import { logUnreadable } from '#runtime/log-unreadable.ts';
import { Unreadable } from '#usecases/ports.ts';

function logged() {
  const lines: LogLine[] = [];
  return { lines, tell: logUnreadable((line) => lines.push(line)) };
}

describe('a document that a list leaves out', () => {
  test('is logged once, with the reason, however often the list is read', () => {
    const { lines, tell } = logged();
    const error = new Unreadable('Silence s1 cannot be read. comment: it is missing.');
    for (let i = 0; i < 3; i++) {
      tell({ kind: 'silences', id: 's1', error });
    }
    tell({ kind: 'silences', id: 's2', error });
    expect(lines).toMatchObject([
      { level: 'error', kind: 'silences', id: 's1', why: error.message },
      { level: 'error', kind: 'silences', id: 's2' },
    ]);
  });

  test('is logged without what a parser quotes of its content', () => {
    const { lines, tell } = logged();
    tell({ kind: 'silences', id: 's1', error: new SyntaxError('"bed of anna" is not JSON') });
    expect(lines).toMatchObject([{ id: 's1', error: { name: 'SyntaxError' } }]);
    expect(JSON.stringify(lines)).not.toContain('anna');
  });
});
