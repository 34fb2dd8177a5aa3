import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { ServedFile } from '#api/console/serve-files.ts';

function file(path: string, type: string, text: string, immutable: boolean): ServedFile {
  const body = Buffer.from(text);
  return { path, type, body, brotli: brotliCompressSync(body), gzip: gzipSync(body), immutable };
}

export const SHELL_TEXT = '<!doctype html><title>Wardbell</title><script src="files/a-1.js">';
export const SCRIPT_TEXT = 'console.log("a".repeat(1_000));';

/** A console of a shell and one script. */
export const CONSOLE_FILES: readonly ServedFile[] = [
  file('/console/', 'text/html; charset=utf-8', SHELL_TEXT, false),
  file('/console/files/a-1.js', 'text/javascript; charset=utf-8', SCRIPT_TEXT, true),
];
