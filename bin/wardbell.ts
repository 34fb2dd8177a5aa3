#!/usr/bin/env node
import { CommanderError } from 'commander';
import { CliFailure, exitCodeOf } from '#cli/failure.ts';
import { createProgram } from '#cli/program.ts';

try {
  await createProgram().parseAsync();
} catch (error) {
  if (error instanceof CliFailure) {
    console.error(`wardbell: ${error.message}`);
  }
  // Commander has already printed the message of its error.
  else if (!(error instanceof CommanderError)) {
    console.error(error);
  }
  process.exitCode = exitCodeOf(error);
}
