import { type Command, Option } from 'commander';
import type { Duration, Instant } from '#core/time/instant.ts';
import type { TypedTime } from '#core/time/typed-time.ts';
import { parseDurationArgument, parseTimeArgument } from './arguments.ts';
import { type CommandClocks, typedMoment } from './clocks.ts';
import { CliFailure } from './failure.ts';

/** The options of a command that needs an end; `to` is another word for `until`. */
export interface EndOptions {
  readonly until?: TypedTime;
  readonly to?: TypedTime;
  readonly for?: Duration;
}

/** The options of a command that needs a beginning and an end. */
export interface SpanOptions extends EndOptions {
  readonly from?: TypedTime;
}

/** Adds `--until`, `--to` and `--for`, one of which gives the end. */
export function withEnd(command: Command, what = 'when it ends'): Command {
  const until = new Option('--until <time>', `${what}; --to is the same`);
  const to = new Option('--to <time>').hideHelp().conflicts('until');
  return command
    .addOption(until.argParser(parseTimeArgument))
    .addOption(to.argParser(parseTimeArgument))
    .addOption(
      new Option('--for <time>', 'or how long, e.g. 30m, 2h or 1d12h')
        .conflicts(['until', 'to'])
        .argParser(parseDurationArgument),
    );
}

/** Adds `--from`, and what `withEnd` adds. */
export function withSpan(
  command: Command,
  { begins = 'when it begins (default: now)', ends = 'when it ends' } = {},
): Command {
  const example = `${begins}; "2026-05-04 07:00", or 07:00 for the next one`;
  return withEnd(command.option('--from <time>', example, parseTimeArgument), ends);
}

/** Returns the end if it was given. A time without a date is the first one after the beginning. */
export function endGiven(
  { until, to, for: lasts }: EndOptions,
  clocks: CommandClocks,
  begins: Instant,
): Instant | undefined {
  const typed = until ?? to;
  if (typed !== undefined) {
    return typedMoment(typed, clocks, begins);
  }
  return lasts === undefined ? undefined : begins + lasts;
}

/** Returns the beginning and the end; the end is required. */
export function spanGiven(
  options: SpanOptions,
  clocks: CommandClocks,
): { readonly begins: Instant; readonly ends: Instant } {
  const { from } = options;
  const begins = from === undefined ? clocks.now : typedMoment(from, clocks);
  const ends = endGiven(options, clocks, begins);
  if (ends === undefined) {
    throw new CliFailure('usage', 'Say until when: --until "2026-05-04 07:00", or --for 2h.');
  }
  return { begins, ends };
}
