import type { Command } from 'commander';
import { CliFailure } from './failure.ts';
import { readText } from './read-text.ts';

/** `wardbell slo import`: what a team has written as OpenSLO, as its config has it. */
export function addSloImport(slo: Command): void {
  slo
    .command('import <files...>')
    .description('print OpenSLO v1 as slos of the config; what that cannot say ends with 1')
    .action(async (files: readonly string[]) => {
      // Loaded lazily: the reader of YAML would slow down every other command.
      const { importOpenSlo } = await import('#config/openslo/import.ts');
      const read = files.map((name) => ({ name, text: readText(name) }));
      const { yaml, notes, refused } = importOpenSlo(read);
      for (const note of notes) {
        console.error(note);
      }
      process.stdout.write(yaml);
      if (refused.length > 0) {
        throw new CliFailure('failed', `What cannot be said here:\n${refused.join('\n')}`);
      }
      if (yaml === '') {
        throw new CliFailure('failed', 'There is no SLO among the documents.');
      }
    });
}
