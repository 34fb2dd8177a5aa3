import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file of the console, as a browser asks for it. */
export interface ConsoleFile {
  /** The path of its address: `/console/` is the shell of every screen. */
  readonly path: string;
  /** Its media type. */
  readonly type: string;
  readonly body: Uint8Array;
  readonly brotli: Uint8Array;
  readonly gzip: Uint8Array;
  /** Its name holds a hash of what it is: whoever has it need never ask again. */
  readonly immutable: boolean;
}

const LIST = 'files.json';
const FORMS = ['body', 'brotli', 'gzip'] as const;

/** Keeps the files in a folder, beside a list of them. */
export function writeConsoleFiles(files: readonly ConsoleFile[], folder: string): void {
  mkdirSync(folder, { recursive: true });
  const listed = files.map(({ path, type, immutable }) => ({ path, type, immutable }));
  writeFileSync(join(folder, LIST), JSON.stringify(listed));
  for (const [index, file] of files.entries()) {
    for (const form of FORMS) {
      writeFileSync(join(folder, `${index}.${form}`), file[form]);
    }
  }
}

/** Reads what `writeConsoleFiles` has kept. */
export function readConsoleFiles(folder: string): readonly ConsoleFile[] {
  const listed: readonly Pick<ConsoleFile, 'path' | 'type' | 'immutable'>[] = JSON.parse(
    readFileSync(join(folder, LIST), 'utf8'),
  );
  return listed.map((file, index) => {
    const read = (form: (typeof FORMS)[number]) => readFileSync(join(folder, `${index}.${form}`));
    return { ...file, body: read('body'), brotli: read('brotli'), gzip: read('gzip') };
  });
}
