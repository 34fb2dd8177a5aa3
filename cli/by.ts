import type { Command } from 'commander';

/** The person in whose name a command acts. */
export interface By {
  readonly by?: string;
}

/** Adds the option that names the person in whose name a command acts, in addition to its key. */
export function withBy(command: Command): Command {
  return command.option(
    '--by <person>',
    'in whose name; both the person and the key are kept (default: the key alone)',
  );
}
