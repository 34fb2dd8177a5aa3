import type { Command } from 'commander';
import { type Duty, pages } from '#api/client/index.ts';
import { describeAuthor } from '#core/actor/actor.ts';
import { eachOrGap } from '#core/oncall/coverage.ts';
import { onCall } from '#core/oncall/on-call.ts';
import { noSuchSchedule } from '#core/team/unknown-name.ts';
import { oneLine } from '#core/text/one-line.ts';
import type { TypedTime } from '#core/time/typed-time.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { askAll, type Connection, withConnection } from './api.ts';
import { parseTimeArgument } from './arguments.ts';
import { addMapped } from './calendar-named.ts';
import {
  configClocks,
  platformClocks,
  requestedZone,
  shownTime,
  typedMoment,
  type ZoneOptions,
} from './clocks.ts';
import { CliFailure } from './failure.ts';
import { compareWithCalendar } from './oncall-compare.ts';
import { conflictWithOptions, requireOption } from './option-conflicts.ts';
import { printJson, printTable } from './print.ts';

type Options = Partial<Connection> &
  ZoneOptions & {
    readonly json?: boolean;
    readonly at?: TypedTime;
    readonly config?: string;
    readonly compare?: string;
    readonly map?: ReadonlyMap<string, string>;
  };

/** `wardbell oncall`: who would be paged. */
export function addOncall(program: Command): void {
  const command = program
    .command('oncall [schedules...]')
    .description('who is on call, now or at a given time; or what differs from another calendar')
    .option(
      '--at <time>',
      'then instead of now: "2026-05-04 07:00", or 07:00 for the next one',
      parseTimeArgument,
    )
    .option(
      '--compare <file>',
      'hold the 90 days from now, or --at, of an iCalendar file against the schedules',
    )
    .option(
      '--map <text=person>',
      'whose an e-mail address or a title of the calendar is; may be repeated',
      addMapped,
    )
    .option(
      '--config <file>',
      'answer from this file alone, without the platform and its overrides',
    );
  requireOption(command, 'map', 'compare');
  conflictWithOptions(withConnection(command), 'config', 'url', 'key').action(
    async (schedules: readonly string[], options: Options) => {
      if (options.compare !== undefined) {
        return compareWithCalendar(schedules, { ...options, compare: options.compare });
      }
      const holders = options.config
        ? await fromConfig(options.config, schedules, options)
        : await fromPlatform(schedules, options);
      if (options.json) {
        return printJson(holders);
      }
      if (holders.length === 0) {
        return console.log('No schedules.');
      }
      // Times of a schedule are shown in its own zone.
      const asked = requestedZone(options);
      const shown = holders.map((holder) => ({ holder, zone: asked ?? holder.timeZone }));
      printTable(
        ['SCHEDULE', 'ON CALL', '', 'UNTIL'],
        shown.map(({ holder, zone }) => rowOf(holder, zone)),
      );
      const each = new Map(shown.map((one) => [one.holder.schedule, one]));
      for (const { holder, zone } of each.values()) {
        printPassedOver(holder, zone);
        printNotes(holder, zone);
      }
    },
  );
}

function rowOf({ schedule, person, name, by, until }: Duty, zone: string): readonly string[] {
  const who = person === undefined ? 'nobody' : `${name ?? person} (${person})`;
  return [schedule, who, by === 'override' ? 'override' : '', shownTime(until, zone)];
}

function printPassedOver({ schedule, passedOver }: Duty, zone: string): void {
  for (const { override, person, to, reason } of passedOver) {
    console.log(
      oneLine(
        `Passed over: the override of ${person} in ${schedule} until ${shownTime(to, zone)}, for ${reason}. ` +
          `"npx --no-install wardbell override remove ${override}" removes it.`,
      ),
    );
  }
}

function printNotes({ schedule, notes = [] }: Duty, zone: string): void {
  for (const { text, createdAt, ...author } of notes) {
    const by = `${describeAuthor(author)}, ${shownTime(createdAt, zone)}`;
    console.log(oneLine(`Note for ${schedule} of ${by}: ${text}`));
  }
}

async function fromPlatform(
  schedules: readonly string[],
  options: Options,
): Promise<readonly Duty[]> {
  const at = options.at && isoTime(typedMoment(options.at, await platformClocks(options)));
  const each = schedules.length === 0 ? [undefined] : schedules;
  const found = await Promise.all(
    each.map((schedule) =>
      askAll(options, (client) => pages(client.listOnCall, { query: { schedule, at } })),
    ),
  );
  return found.flat().flatMap((page) => page.schedules);
}

async function fromConfig(
  file: string,
  wanted: readonly string[],
  options: Options,
): Promise<readonly Duty[]> {
  // Loaded lazily: the config loader would slow down every other command.
  const { readConfig } = await import('./read-config.ts');
  const config = readConfig(file);
  const { schedules, people } = config;
  const strange = wanted.find((id) => !Object.hasOwn(schedules, id));
  if (strange !== undefined) {
    throw new CliFailure('not_found', noSuchSchedule(config, strange));
  }
  const found = Object.values(schedules).filter(
    ({ id }) => wanted.length === 0 || wanted.includes(id),
  );
  const clocks = configClocks(options, config);
  const moment = options.at === undefined ? clocks.now : typedMoment(options.at, clocks);
  return found.flatMap((schedule) => {
    const { until, holders } = onCall(schedule, [], moment);
    const { id, timeZone } = schedule;
    return eachOrGap(holders).map((holder) => {
      const name = holder.person && people[holder.person]?.name;
      const named = { schedule: id, ...holder, ...(name !== undefined && { name }) };
      return { ...named, until: isoTime(until), timeZone, passedOver: [] };
    });
  });
}
