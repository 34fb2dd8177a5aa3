#!/usr/bin/env -S node --max-semi-space-size=16 --heap-growing-percent=10
// V8 would let garbage grow to 150 MB beside 40 MB that are in use: `start` stays at 200 MB so, and is hardly slower.
import { CliFailure } from '../cli/failure.ts';
import { createProgram } from '../cli/program.ts';

try {
  await createProgram().parseAsync();
} catch (error) {
  if (error instanceof CliFailure) console.error(`wardbell: ${error.message}`);
  else console.error(error);
  process.exitCode = 1;
}
