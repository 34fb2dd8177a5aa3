import type { Command } from 'commander';
import type { ZoneOptions } from './clocks.ts';

/** The options by which recorded samples are read. */
export interface RecordedOptions extends ZoneOptions {
  readonly subject?: string;
  readonly metric?: string;
  readonly unit?: string;
}

/** Adds what is said of CSV that does not say it itself. */
export function withRecorded(command: Command): Command {
  return command
    .option('--subject <name>', 'for CSV without that column (default: the name of the file)')
    .option('--metric <name>', 'for CSV without that column (default: the name of the file)')
    .option('--unit <unit>', 'for CSV without that column');
}
