#!/usr/bin/env node
import { CliFailure } from '../cli/failure.ts';
import { createProgram } from '../cli/program.ts';

try {
  await createProgram().parseAsync();
} catch (error) {
  if (error instanceof CliFailure) console.error(`wardbell: ${error.message}`);
  else console.error(error);
  process.exitCode = 1;
}
