import { readFileSync } from 'node:fs';
import { CliFailure } from './failure.ts';

/** Reads a text file that the command line named. */
export function readText(file: string, read = (path: string) => readFileSync(path, 'utf8')) {
  try {
    return read(file);
  } catch (error) {
    throw new CliFailure(
      'usage',
      `${file} cannot be read: ${error instanceof Error ? error.message : error}`,
    );
  }
}
