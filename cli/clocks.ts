import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import { knownZone, zoneHint } from '#core/time/known-zone.ts';
import { resolveTypedTime, type TypedTime } from '#core/time/typed-time.ts';
import { zonedSecond, zonedTime } from '#core/time/zoned-time.ts';
import { type Connection, platformTime } from './api.ts';
import { CliFailure } from './failure.ts';

/** What every command takes: by whose clocks times are taken and shown. */
export interface ZoneOptions {
  readonly utc?: boolean;
  readonly zone?: string;
}

type Options = Partial<Connection> & ZoneOptions;

/** By what a command goes that takes times; never by the clocks of the computer's own zone. */
export interface CommandClocks {
  readonly now: Instant;
  /** Undefined where a platform does not tell it. */
  readonly timeZone: string | undefined;
}

/** Adds the options to the program, and hands them to whatever command runs. */
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

/** The zone that was asked for on the command line. */
export function requestedZone({ utc, zone }: ZoneOptions): string | undefined {
  return utc ? 'UTC' : zone;
}

/** The clocks of a config that lies on this computer. */
export function configClocks(
  options: ZoneOptions,
  { timeZone }: Config,
): CommandClocks & {
  readonly timeZone: string;
} {
  return { now: Date.now(), timeZone: requestedZone(options) ?? timeZone };
}

/** The clocks of the platform: times are typed in the zone of its config. */
export async function platformClocks(options: Options): Promise<CommandClocks> {
  const { now, timeZone } = await platformTime(options);
  return { now: now ?? Date.now(), timeZone: requestedZone(options) ?? timeZone };
}

/** The zone in which times of the platform are shown. */
export async function zoneToShow(options: Options): Promise<string> {
  return requestedZone(options) ?? shownIn(await platformTime(options));
}

/** The same where the clocks are known already. */
export function shownIn({ timeZone }: { readonly timeZone?: string | undefined }): string {
  if (timeZone !== undefined) {
    return timeZone;
  }
  console.error('The platform does not tell its time zone. Times are in UTC; --zone changes that.');
  return 'UTC';
}

/**
 * The moment that a typed time means, after another where it has no date. What there is to say of
 * it goes to the standard error.
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

/** A moment of an answer as it is shown. */
export function shownTime(at: string | undefined, timeZone: string): string {
  return at === undefined ? '' : zonedTime(Date.parse(at), timeZone);
}

/** The same to the second, for what is a record. */
export function shownSecond(at: string, timeZone: string): string {
  return zonedSecond(Date.parse(at), timeZone);
}
