import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { CONSOLE_ROOT } from '#console/addresses.ts';
import { readConsoleFiles, writeConsoleFiles } from '#console/files.ts';
import { CONSOLE_FILES } from '../support/console-files.ts';

test('files of the console come out of their folder as they went in, the shell first', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wardbell-console-'));
  try {
    writeConsoleFiles(CONSOLE_FILES, folder);
    const read = readConsoleFiles(folder);
    expect(read).toEqual(CONSOLE_FILES);
    expect(read[0]?.path).toBe(CONSOLE_ROOT);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
