import type { Command } from 'commander';

/** In whose name a command acts. */
export interface By {
  readonly by?: string;
}

/** Adds in whose name a command acts, beside the key that it is given with. */
export function withBy(command: Command): Command {
  return command.option(
    '--by <person>',
    'in whose name; both the person and the key are kept (default: the key alone)',
  );
}

/** That as the end of a path, where a request has no body. */
export function byQuery({ by }: By): string {
  return by === undefined ? '' : `?${new URLSearchParams({ by })}`;
}
