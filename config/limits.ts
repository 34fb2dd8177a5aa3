import { closeSync, openSync, readSync } from 'node:fs';
import type { Problem } from './problem.ts';

/**
 * The size limit of a config, in bytes: a hundred times that of a hospital with a thousand people.
 * Anything larger is no config, and would take the parser minutes and gigabytes.
 */
const MAX_BYTES = 5_000_000;

/** Returns why a text is too large to be parsed; undefined if it is not. */
export function tooLarge(text: string, file: string): Problem | undefined {
  // UTF-16 text has at most three bytes of UTF-8 for each unit.
  if (text.length * 3 <= MAX_BYTES) {
    return undefined;
  }
  const bytes = Buffer.byteLength(text);
  if (bytes <= MAX_BYTES) {
    return undefined;
  }
  const size = bytes > MAX_BYTES + 1 ? `is ${bytes} bytes` : 'is too large';
  return {
    ...{ file, line: 1, column: 1, path: [] },
    message: `the file ${size}; a config has at most ${MAX_BYTES} bytes`,
    hint: 'is it the right file? Nothing of it was looked at',
  };
}

/**
 * Reads a file that should be a config. It reads no more than is needed to see that it is too
 * large, also from a device or a pipe. Throws the error of the file system.
 */
export function readConfigText(file: string): string {
  const handle = openSync(file, 'r');
  try {
    const chunks: Buffer[] = [];
    let size = 0;
    while (size <= MAX_BYTES) {
      const chunk = Buffer.allocUnsafe(Math.min(CHUNK, MAX_BYTES + 1 - size));
      const read = readSync(handle, chunk);
      if (read === 0) {
        break;
      }
      chunks.push(chunk.subarray(0, read));
      size += read;
    }
    return Buffer.concat(chunks).toString();
  } finally {
    closeSync(handle);
  }
}

const CHUNK = 64 * 1024;
