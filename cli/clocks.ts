import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Config } from '#core/team/config.ts';
import { DAY, type Instant } from '#core/time/instant.ts';
import { knownZone, zoneHint } from '#core/time/known-zone.ts';
import { resolveTypedTime, type TypedTime } from '#core/time/typed-time.ts';
import { zonedSecond, zonedTime } from '#core/time/zoned-time.ts';
import { type Connection, platformTime } from './api.ts';
import { CliFailure } from './failure.ts';

/** The options of every command: the time zone in which times are read and shown. */
export interface ZoneOptions {
  readonly utc?: boolean;
  readonly zone?: string;
}

type Options = Partial<Connection> & ZoneOptions;

/** The time zone of a command that takes times; never the zone of the computer. */
export interface CommandClocks {
  readonly now: Instant;
  /** Undefined if a platform does not tell it. */
  readonly timeZone: string | undefined;
}

/** Adds the options to the program, and passes them to the command that runs. */
export function withZones(program: Command): Command {
  return program
    .addOption(new Option('--utc', 'take and show times in UTC').conflicts('zone'))
    .addOption(
      new Option(
        '--zone <name>',
        'take and show times in this zone (default: time_zone of the config)',
      ).argParser(parseZone),
    )
    .hook('preAction', (_, command) => {
      for (const [name, value] of Object.entries(program.opts<ZoneOptions>())) {
        command.setOptionValue(name, value);
      }
    });
}

function parseZone(name: string): string {
  const zone = knownZone(name);
  if (zone === undefined) {
    throw new InvalidArgumentError(`There is no time zone "${name}": ${zoneHint(name)}`);
  }
  return zone;
}

/** Returns the zone that was requested on the command line. */
export function requestedZone({ utc, zone }: ZoneOptions): string | undefined {
  return utc ? 'UTC' : zone;
}

/** Returns the clocks of a config file on this computer. */
export function configClocks(
  options: ZoneOptions,
  { timeZone }: Config,
): CommandClocks & {
  readonly timeZone: string;
} {
  return { now: Date.now(), timeZone: requestedZone(options) ?? timeZone };
}

/** Returns the clocks of the platform: times are typed in the zone of its config. */
export async function platformClocks(options: Options): Promise<CommandClocks> {
  const { now, timeZone } = await platformTime(options);
  return { now: now ?? Date.now(), timeZone: requestedZone(options) ?? timeZone };
}

/** Returns the zone in which times of the platform are shown. */
export async function zoneToShow(options: Options): Promise<string> {
  return requestedZone(options) ?? shownIn(await platformTime(options));
}

/** Returns the same if the clocks are known already. */
export function shownIn({ timeZone }: { readonly timeZone?: string | undefined }): string {
  if (timeZone !== undefined) {
    return timeZone;
  }
  console.error('The platform does not tell its time zone. Times are in UTC; --zone changes that.');
  return 'UTC';
}

/**
 * Returns the moment that a typed time means, after another moment if it has no date. Remarks about
 * it go to standard error.
 */
export function typedMoment(
  typed: TypedTime,
  { now, timeZone }: CommandClocks,
  after: Instant = now,
): Instant {
  if (timeZone === undefined && typed.offset === undefined) {
    throw new CliFailure(
      'usage',
      'The platform does not tell its time zone: write the time with an offset, as in "2026-05-04 07:00 +02:00", or name a zone with --zone.',
    );
  }
  const { at, remark } = resolveTypedTime(typed, { timeZone: timeZone ?? 'UTC', after });
  if (remark !== undefined) {
    console.error(remark);
  }
  return at;
}

/**
 * Returns the beginning and the end of a record of what has been, as routes take them: a time of
 * day without a date is the last that has been.
 */
export function typedSpan(
  { from, to }: { readonly from?: TypedTime; readonly to?: TypedTime },
  clocks: CommandClocks,
) {
  const moment = (typed: TypedTime | undefined) =>
    typed && new Date(typedMoment(typed, clocks, clocks.now - DAY)).toISOString();
  return { from: moment(from), to: moment(to) };
}

/** Formats a moment of an answer. */
export function shownTime(at: string | undefined, timeZone: string): string {
  return at === undefined ? '' : zonedTime(Date.parse(at), timeZone);
}

/** Formats it to the second, for records. */
export function shownSecond(at: string, timeZone: string): string {
  return zonedSecond(Date.parse(at), timeZone);
}
