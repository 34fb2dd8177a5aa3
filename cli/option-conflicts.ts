import { type Command, Option } from 'commander';

/**
 * Refuses an option that would do nothing without another, rather than leave somebody to believe
 * that it did. Options are named as they are typed, without dashes.
 */
export function requireOption(command: Command, option: string, other: string): Command {
  return command.hook('preAction', () => {
    const isGiven = (name: string) => command.getOptionValueSource(name) === 'cli';
    if (isGiven(option) && !isGiven(other)) {
      command.error(`error: option '--${option}' does nothing without '--${other}'`);
    }
  });
}

/** Refuses an option beside another that leaves it nothing to do. */
export function conflictWithOptions(
  command: Command,
  option: string,
  ...others: readonly string[]
): Command {
  const found = command.options.find(({ long }) => long === `--${option}`);
  if (found instanceof Option) {
    found.conflicts([...others]);
  }
  return command;
}
