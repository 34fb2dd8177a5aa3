import { type Command, Option } from 'commander';

/**
 * Refuses an option that has no effect without another one, instead of ignoring it. Options are
 * named as they are typed, without dashes.
 */
export function requireOption(command: Command, option: string, other: string): Command {
  return command.hook('preAction', () => {
    const isGiven = (name: string) => command.getOptionValueSource(name) === 'cli';
    if (isGiven(option) && !isGiven(other)) {
      command.error(`error: option '--${option}' does nothing without '--${other}'`);
    }
  });
}

/** Refuses an option that has no effect beside another one. */
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
