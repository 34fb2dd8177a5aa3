import type { Command } from 'commander';
import { oneLine } from '#core/notification/gsm7.ts';
import { onCall } from '#core/oncall/on-call.ts';
import { noSuchSchedule } from '#core/unknown-name.ts';
import { type Connection, callApi, withConnection } from './api.ts';
import { parseTimeArgument } from './arguments.ts';
import { CliFailure } from './failure.ts';
import { localTime, printJson, printTable, TERMINAL_ZONE } from './print.ts';
import { readConfig } from './read-config.ts';

interface Holder {
  readonly schedule: string;
  readonly person?: string;
  readonly name?: string;
  readonly by: string;
  readonly until: string | number;
  /** Overrides in force that do not count; a platform of before tells none. */
  readonly passedOver?: readonly {
    readonly override: string;
    readonly person: string;
    readonly to: string;
    readonly reason: string;
  }[];
}

type Options = Partial<Connection> & {
  readonly json?: boolean;
  readonly at?: string;
  readonly config?: string;
};

/** `wardbell oncall`: who would be paged. */
export function addOncall(program: Command): void {
  const command = program
    .command('oncall [schedule]')
    .description('who is on call, now or at a given time')
    .option(
      '--at <time>',
      `as "2026-05-04 07:00" (${TERMINAL_ZONE}), or with an offset`,
      parseTimeArgument,
    )
    .option(
      '--config <file>',
      'answer from this file alone, without the platform and its overrides',
    );
  withConnection(command).action(async (schedule: string | undefined, options: Options) => {
    const holders = options.config
      ? fromConfig(options.config, schedule, options.at)
      : await fromPlatform(schedule, options);
    if (options.json) return printJson(holders);
    if (holders.length === 0) return console.log('No schedules.');
    const rows = holders.map(({ schedule: id, person, name, by, until }) => [
      id,
      person === undefined ? 'nobody' : `${name ?? person} (${person})`,
      by === 'override' ? 'override' : '',
      localTime(until),
    ]);
    printTable(['SCHEDULE', 'ON CALL', '', `UNTIL (${TERMINAL_ZONE})`], rows);
    for (const holder of holders) printPassedOver(holder);
  });
}

function printPassedOver({ schedule, passedOver = [] }: Holder): void {
  for (const { override, person, to, reason } of passedOver)
    console.log(
      oneLine(
        `Passed over: the override of ${person} in ${schedule} until ${localTime(to)}, for ${reason}. ` +
          `"npx wardbell override remove ${override}" removes it.`,
      ),
    );
}

async function fromPlatform(
  schedule: string | undefined,
  options: Options,
): Promise<readonly Holder[]> {
  const query = new URLSearchParams({
    ...(schedule !== undefined && { schedule }),
    ...(options.at !== undefined && { at: options.at }),
  });
  const path = `/v1/oncall?${query}`;
  return (await callApi<{ schedules: readonly Holder[] }>(options, 'GET', path)).schedules;
}

function fromConfig(
  file: string,
  wanted: string | undefined,
  at: string | undefined,
): readonly Holder[] {
  const config = readConfig(file);
  const { schedules, people } = config;
  const found = Object.values(schedules).filter(({ id }) => wanted === undefined || id === wanted);
  if (found.length === 0 && wanted !== undefined)
    throw new CliFailure('not_found', noSuchSchedule(config, wanted));
  const moment = at === undefined ? Date.now() : Date.parse(at);
  return found.map((schedule) => {
    const holder = onCall(schedule, [], moment);
    const name = holder.person && people[holder.person]?.name;
    return { schedule: schedule.id, ...holder, ...(name && { name }) };
  });
}
