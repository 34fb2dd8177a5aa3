#!/usr/bin/env node
import { CommanderError } from 'commander';
import { expectSqliteWarning } from '#cli/expected-warnings.ts';
import { CliFailure, exitCodeOf } from '#cli/failure.ts';
import { createProgram } from '#cli/program.ts';
import { isVersionShown, printConfigVersion } from '#cli/version.ts';

expectSqliteWarning();
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') {
    // Whoever reads has had enough, as `head` has.
    process.exit();
  }
  throw error;
});
try {
  await run();
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

async function run(): Promise<void> {
  try {
    await createProgram().parseAsync();
  } catch (error) {
    if (!isVersionShown(error)) {
      throw error;
    }
    await printConfigVersion(process.argv);
  }
}
