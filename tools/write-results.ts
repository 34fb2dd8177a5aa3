import { writeFileSync } from 'node:fs';

/** Number of tests of a kind that passed and failed. */
export interface Counted {
  readonly passed: number;
  readonly failed: number;
}

/** Writes the counts to the file that `--results FILE` on the command line names, if it does. */
export function writeResults({ passed, failed }: Counted): void {
  const at = process.argv.indexOf('--results');
  const file = process.argv[at + 1];
  if (at > 0 && file !== undefined) {
    writeFileSync(file, JSON.stringify({ passed, failed }));
  }
}
