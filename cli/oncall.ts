import type { Command } from 'commander';
import { onCall } from '#core/oncall/on-call.ts';
import { noSuchSchedule } from '#core/team/unknown-name.ts';
import { oneLine } from '#core/text/one-line.ts';
import type { TypedTime } from '#core/time/typed-time.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { type Connection, callList, withConnection } from './api.ts';
import { parseTimeArgument } from './arguments.ts';
import {
  configClocks,
  platformClocks,
  requestedZone,
  shownTime,
  typedMoment,
  type ZoneOptions,
  zoneToShow,
} from './clocks.ts';
import { CliFailure } from './failure.ts';
import { conflictWithOptions } from './option-conflicts.ts';
import { printJson, printTable } from './print.ts';

interface Holder {
  readonly schedule: string;
  readonly person?: string;
  readonly name?: string;
  readonly by: string;
  readonly until: string;
  /** The zone of the schedule; absent in answers of earlier versions. */
  readonly timeZone?: string;
  /** Overrides in force that do not count; absent in answers of earlier versions. */
  readonly passedOver?: readonly {
    readonly override: string;
    readonly person: string;
    readonly to: string;
    readonly reason: string;
  }[];
}

type Options = Partial<Connection> &
  ZoneOptions & {
    readonly json?: boolean;
    readonly at?: TypedTime;
    readonly config?: string;
  };

/** `wardbell oncall`: who would be paged. */
export function addOncall(program: Command): void {
  const command = program
    .command('oncall [schedule]')
    .description('who is on call, now or at a given time')
    .option(
      '--at <time>',
      'then instead of now: "2026-05-04 07:00", or 07:00 for the next one',
      parseTimeArgument,
    )
    .option(
      '--config <file>',
      'answer from this file alone, without the platform and its overrides',
    );
  conflictWithOptions(withConnection(command), 'config', 'url', 'key').action(
    async (schedule: string | undefined, options: Options) => {
      const holders = options.config
        ? await fromConfig(options.config, schedule, options)
        : await fromPlatform(schedule, options);
      if (options.json) {
        return printJson(holders);
      }
      if (holders.length === 0) {
        return console.log('No schedules.');
      }
      // Times of a schedule are shown in its own zone.
      const asked = requestedZone(options);
      const isTold = holders.every(({ timeZone }) => timeZone !== undefined);
      const other = asked ?? (isTold ? 'UTC' : await zoneToShow(options));
      const shown = holders.map((holder) => ({ holder, zone: asked ?? holder.timeZone ?? other }));
      printTable(
        ['SCHEDULE', 'ON CALL', '', 'UNTIL'],
        shown.map(({ holder, zone }) => rowOf(holder, zone)),
      );
      for (const { holder, zone } of shown) {
        printPassedOver(holder, zone);
      }
    },
  );
}

function rowOf({ schedule, person, name, by, until }: Holder, zone: string): readonly string[] {
  const who = person === undefined ? 'nobody' : `${name ?? person} (${person})`;
  return [schedule, who, by === 'override' ? 'override' : '', shownTime(until, zone)];
}

function printPassedOver({ schedule, passedOver = [] }: Holder, zone: string): void {
  for (const { override, person, to, reason } of passedOver) {
    console.log(
      oneLine(
        `Passed over: the override of ${person} in ${schedule} until ${shownTime(to, zone)}, for ${reason}. ` +
          `"npx --no-install wardbell override remove ${override}" removes it.`,
      ),
    );
  }
}

async function fromPlatform(
  schedule: string | undefined,
  options: Options,
): Promise<readonly Holder[]> {
  const at = options.at && isoTime(typedMoment(options.at, await platformClocks(options)));
  const query = new URLSearchParams({
    ...(schedule !== undefined && { schedule }),
    ...(at !== undefined && { at }),
  });
  const path = `/v1/oncall?${query}`;
  return callList<Holder>(options, 'schedules', path);
}

async function fromConfig(
  file: string,
  wanted: string | undefined,
  options: Options,
): Promise<readonly Holder[]> {
  // Loaded lazily: the config loader would slow down every other command.
  const { readConfig } = await import('./read-config.ts');
  const config = readConfig(file);
  const { schedules, people } = config;
  const found = Object.values(schedules).filter(({ id }) => wanted === undefined || id === wanted);
  if (found.length === 0 && wanted !== undefined) {
    throw new CliFailure('not_found', noSuchSchedule(config, wanted));
  }
  const clocks = configClocks(options, config);
  const moment = options.at === undefined ? clocks.now : typedMoment(options.at, clocks);
  return found.map((schedule) => {
    const { until, ...holder } = onCall(schedule, [], moment);
    const name = holder.person && people[holder.person]?.name;
    const { id, timeZone } = schedule;
    return { schedule: id, ...holder, ...(name && { name }), until: isoTime(until), timeZone };
  });
}
