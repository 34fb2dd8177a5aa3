import { pages } from '#api/client/index.ts';
import { differences, together } from '#core/oncall/compare.ts';
import { coverage, type Span } from '#core/oncall/coverage.ts';
import { noSuch } from '#core/text/closest.ts';
import { formatDuration } from '#core/time/duration.ts';
import { DAY } from '#core/time/instant.ts';
import type { Interval } from '#core/time/interval.ts';
import type { TypedTime } from '#core/time/typed-time.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { zonedTime } from '#core/time/zoned-time.ts';
import { ask, askAll, type Connection } from './api.ts';
import { NOBODY, namedTurns, withoutNobody } from './calendar-named.ts';
import type { Known } from './calendar-people.ts';
import { readCalendarFile } from './calendar-source.ts';
import {
  configClocks,
  platformClocks,
  requestedZone,
  typedMoment,
  type ZoneOptions,
} from './clocks.ts';
import { CliFailure } from './failure.ts';
import { printJson, printTable } from './print.ts';

export interface CompareOptions extends Partial<Connection>, ZoneOptions {
  readonly compare: string;
  readonly map?: ReadonlyMap<string, string>;
  readonly at?: TypedTime;
  readonly config?: string;
  readonly json?: boolean;
}

/** How far the calendars are compared. */
const AHEAD = 90 * DAY;

/** What is compared with a calendar. */
interface Ours {
  readonly window: Interval;
  /** In which calendars without a zone are read, and differences shown. */
  readonly timeZone: string;
  readonly people: readonly Known[];
  readonly turns: readonly Span[];
}

/** `wardbell oncall --compare`: holds the coming turns of a calendar against those of schedules. */
export async function compareWithCalendar(
  schedules: readonly string[],
  options: CompareOptions,
): Promise<void> {
  const ours = await (options.config === undefined
    ? fromPlatform(schedules, options)
    : fromConfig(options.config, schedules, options));
  const { window, timeZone, people } = ours;
  // Loaded lazily: the reader of calendars would slow down every other command.
  const { calendarTurns } = await import('./calendar-turns.ts');
  const turns = calendarTurns(readCalendarFile(options.compare), window, timeZone);
  const before = together(namedTurns(turns, people, options.map), window);
  const after = together(ours.turns.map(withoutNobody), window);
  const found = differences(before, after);
  const length = found.reduce((sum, { from, to }) => sum + to - from, 0);
  if (options.json) {
    printJson({
      from: isoTime(window.from),
      to: isoTime(window.to),
      differences: found.map((one) => ({ ...one, from: isoTime(one.from), to: isoTime(one.to) })),
    });
  } else if (found.length > 0) {
    printTable(
      ['FROM', 'TO', 'BY THE CALENDAR', 'HERE'],
      found.map(({ from, to, before: old, after: own }) => [
        zonedTime(from, timeZone),
        zonedTime(to, timeZone),
        old.join(', ') || NOBODY,
        own.join(', ') || NOBODY,
      ]),
    );
  }
  const span = `from ${zonedTime(window.from, timeZone)} to ${zonedTime(window.to, timeZone)}`;
  if (found.length > 0) {
    const told = `${found.length} ${found.length === 1 ? 'span differs' : 'spans differ'}`;
    throw new CliFailure('failed', `${told}, ${formatDuration(length)} altogether, ${span}.`);
  }
  if (!options.json) {
    console.log(`The same people are on call ${span}, by ${turns.length} turns of the calendar.`);
  }
}

async function fromConfig(
  file: string,
  wanted: readonly string[],
  options: CompareOptions,
): Promise<Ours> {
  const { readConfig } = await import('./read-config.ts');
  const config = readConfig(file);
  const ids = chosen(wanted, Object.keys(config.schedules));
  const clocks = configClocks(options, config);
  const window = windowFrom(
    options.at === undefined ? clocks.now : typedMoment(options.at, clocks),
  );
  const schedules = ids.flatMap((id) => config.schedules[id] ?? []);
  return {
    window,
    timeZone: requestedZone(options) ?? schedules[0]?.timeZone ?? config.timeZone,
    people: Object.values(config.people).map(({ id, name, contacts }) => {
      const mail = contacts.email;
      return { id, name, ...(mail !== undefined && { mail }) };
    }),
    turns: schedules.flatMap((schedule) => coverage(schedule, [], window.from, window.to)),
  };
}

async function fromPlatform(wanted: readonly string[], options: CompareOptions): Promise<Ours> {
  const clocks = await platformClocks(options);
  const window = windowFrom(
    options.at === undefined ? clocks.now : typedMoment(options.at, clocks),
  );
  const config = await ask(options, (client) => client.getConfig());
  const ids = chosen(
    wanted,
    config.schedules.map(({ id }) => id),
  );
  const query = { from: isoTime(window.from), to: isoTime(window.to) };
  const found = await Promise.all(
    ids.map((schedule) =>
      askAll(options, (client) => pages(client.listTurns, { query: { ...query, schedule } })),
    ),
  );
  const own = config.schedules.find(({ id }) => id === ids[0])?.timeZone;
  return {
    window,
    timeZone: requestedZone(options) ?? own ?? config.timeZone,
    people: config.people.map(({ id, name }) => ({ id, name })),
    turns: found
      .flat()
      .flatMap(({ turns }) => turns)
      .map(({ from, to, person }) => ({
        from: Date.parse(from),
        to: Date.parse(to),
        people: person === undefined ? [] : [person],
      })),
  };
}

/** Only one schedule, or those that are named: what a calendar of several tells is not known. */
function chosen(wanted: readonly string[], all: readonly string[]): readonly string[] {
  const strange = wanted.find((name) => !all.includes(name));
  if (strange !== undefined) {
    throw new CliFailure('not_found', noSuch('schedule', strange, all));
  }
  if (wanted.length === 0 && all.length !== 1) {
    throw new CliFailure(
      'usage',
      `Name the schedule that the calendar is of, or those that are on call together: ${all.join(', ') || '(none)'}.`,
    );
  }
  return wanted.length === 0 ? all : wanted;
}

function windowFrom(from: number): Interval {
  return { from, to: from + AHEAD };
}
