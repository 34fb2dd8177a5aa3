import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { icalendar } from '#api/calendars/icalendar.ts';
import { calendarEvent } from '#core/calendar/calendar-event.ts';
import { calendarTurns } from '#core/calendar/calendar-turns.ts';
import { revise } from '#core/calendar/revise.ts';
import { holders, peopleOf } from '#core/oncall/coverage.ts';
import { type Exchange, overridesOf } from '#core/oncall/exchange.ts';
import { LOOK_AHEAD, onCall } from '#core/oncall/on-call.ts';
import { type OpeningHours, opensAt } from '#core/oncall/opening.ts';
import type { Override, Schedule } from '#core/oncall/schedule.ts';
import { DAY, type Instant, SECOND } from '#core/time/instant.ts';
import type { Interval } from '#core/time/interval.ts';
import {
  absencesNear,
  exchangesNear,
  openingHoursNear,
  overridesNear,
  quarters,
  scheduleNear,
  transitions,
  windowNear,
} from '../../test/core/oncall/arbitraries.ts';
import { hospital, person } from '../../test/support/config.ts';
import { pythonTools } from '../python-tools.ts';

/**
 * `npm run test:oncall`: random schedules in twenty zones, near nights on which clocks are set and
 * on other days, with holidays, absences, overrides, covers and swaps, and hours of services: whom
 * we have on call and when the hours run next, against a slow oracle on Python's `zoneinfo` and
 * `dateutil` (Python 3.10), and what a calendar program fetches, by the parser of Python's
 * `icalendar`. `-- --schedules 2000 --seed 1` says how many. Where Python or its
 * package index is missing it says so, and passes.
 */
const HERE = fileURLToPath(new URL('.', import.meta.url));

const ZONES = [
  ...['UTC', 'Europe/Stockholm', 'Europe/London', 'Europe/Dublin', 'Europe/Lisbon'],
  ...['Europe/Athens', 'Atlantic/Azores', 'America/New_York', 'America/St_Johns'],
  ...['America/Havana', 'America/Santiago', 'America/Sao_Paulo', 'America/Nuuk', 'Africa/Cairo'],
  ...['Africa/Casablanca', 'Asia/Beirut', 'Asia/Kathmandu', 'Australia/Lord_Howe'],
  ...['Pacific/Auckland', 'Pacific/Chatham'],
];

/** Those of random schedules; a person's name is the id. */
const PEOPLE = ['ann', 'bo', 'cy', 'dag', 'eva'];

/** What is asked of the oracle: who is on call at each moment, and when hours run next. */
interface Case {
  readonly schedule: Schedule;
  readonly overrides: readonly Override[];
  readonly exchanges: readonly Exchange[];
  readonly hours: OpeningHours;
  readonly moments: readonly Instant[];
  readonly calendar: string;
}

const { values } = parseArgs({
  options: {
    schedules: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
  },
});
const tools = pythonTools('wardbell-oncall', join(HERE, 'requirements.txt'));
if ('lacks' in tools) {
  console.log(`Not run: this machine lacks ${tools.lacks}.`);
} else {
  compare(tools.bin, randomCases(Number(values.schedules), Number(values.seed)));
}

function randomCases(count: number, seed: number): readonly Case[] {
  return ZONES.flatMap((zone, index) => {
    const nights = transitions(zone, 2026, 2029);
    const any = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2029, 0, 1) });
    const near = nights.length === 0 ? any : fc.oneof(any, fc.constantFrom(...nights));
    const one = near.chain((at) => caseNear(at, zone));
    return fc.sample(one, { numRuns: Math.ceil(count / ZONES.length), seed: seed + index });
  });
}

function caseNear(at: Instant, zone: string): fc.Arbitrary<Case> {
  return fc
    .record({
      schedule: scheduleNear(at, zone),
      passes: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
      absences: absencesNear(at),
      overrides: overridesNear(at),
      exchanges: exchangesNear(at),
      hours: openingHoursNear(at, zone),
      window: windowNear(at),
    })
    .map(({ schedule, passes, absences, overrides, exchanges, hours, window }) => {
      const layers = schedule.layers.map((layer, place) => ({
        ...layer,
        ...(passes[place] && { passesOver: true as const }),
      }));
      const standing = [...overrides, ...exchanges.flatMap(overridesOf)];
      const edges = [
        ...quarters(window).filter((_, place) => place % 4 === 0),
        ...[...standing, ...absences].flatMap(({ from, to }) => [from, to]),
      ];
      const moments = edges
        .flatMap((edge) => [edge - 1, edge])
        .filter((moment) => window.from <= moment && moment < window.to);
      const whole = { ...schedule, layers, absences };
      return {
        schedule: whole,
        calendar: calendarOf(whole, standing, { from: window.from, to: window.to + 1 }),
        overrides,
        exchanges,
        hours,
        moments: moments.length === 0 ? [window.from] : moments,
      };
    });
}

/** Returns what a calendar program fetches of a schedule. */
function calendarOf(schedule: Schedule, overrides: readonly Override[], window: Interval): string {
  const people = Object.fromEntries(PEOPLE.map((id) => [id, { ...person(id), name: id }]));
  const config = hospital({ config: { people, schedules: { [schedule.id]: schedule } } });
  const owner = { kind: 'schedule', id: schedule.id } as const;
  const turns = calendarTurns({ config, overrides }, owner, window);
  const events = turns.map((turn) => calendarEvent(turn, owner, config));
  const revised = revise(events, {}, { now: window.from, over: window.from });
  return icalendar({ name: schedule.id, events: revised.events }, 'https://wardbell.test');
}

function compare(bin: string, cases: readonly Case[]): void {
  const answers = ask(bin, cases);
  const wrong = cases.filter((one, place) => !agrees(one, answers[place] ?? NOTHING));
  for (const one of wrong.slice(0, 3)) {
    console.log(JSON.stringify(one));
  }
  const moments = cases.reduce((sum, one) => sum + one.moments.length, 0);
  console.log(
    `Schedules: ${cases.length - wrong.length} passed, ${wrong.length} failed, at ${moments} moments`,
  );
  if (wrong.length > 0) {
    process.exitCode = 1;
  }
}

interface Answer {
  readonly people: readonly (readonly string[])[];
  /** The same, of the calendar. */
  readonly read: readonly (readonly string[])[];
  readonly opens: readonly (Instant | null)[];
}

const NOTHING: Answer = { people: [], read: [], opens: [] };

function ask(bin: string, cases: readonly Case[]): readonly Answer[] {
  // Without the system's time zones: those of the package are the same on every machine.
  const env = { ...process.env, PYTHONTZPATH: '' };
  const options = {
    encoding: 'utf8',
    input: JSON.stringify(cases),
    env,
    maxBuffer: 1 << 30,
  } as const;
  const ended = spawnSync(join(bin, 'python'), [join(HERE, 'who.py')], options);
  if (ended.status === 0) {
    return JSON.parse(ended.stdout);
  }
  const failed = ended.error?.message ?? ended.stderr.trim().split('\n').at(-1);
  throw new Error(`The oracle did not answer: ${failed}`);
}

/** Whether a whole window, a look at its first moment, and hours say the same as the oracle. */
function agrees(one: Case, { people, read, opens }: Answer): boolean {
  const { schedule, moments, hours } = one;
  const overrides = [...one.overrides, ...one.exchanges.flatMap(overridesOf)];
  const from = Math.min(...moments);
  const spans = holders(schedule, overrides, { from, to: Math.max(...moments) + DAY });
  const told = moments.map((at) => {
    const span = spans.find((held) => held.from <= at && at < held.to);
    return [...peopleOf(span ?? { holders: [] })].sort().join();
  });
  const edges = [...overrides, ...(schedule.absences ?? [])]
    .flatMap((span) => [span.from, span.to, 'endedAt' in span ? span.endedAt : span.to])
    .filter((edge = 0) => edge % SECOND > 0)
    .map((edge = 0) => Math.floor(edge / SECOND));
  // A calendar has whole seconds.
  const isBlurred = (at: Instant) => edges.includes(Math.floor(at / SECOND));
  const first = onCall(schedule, overrides, from);
  const now = [...peopleOf(first)].sort().join();
  const isFirst = now === (people[moments.indexOf(from)] ?? []).join();
  const step = Math.floor(moments.length / 6) + 1;
  const asked = moments.filter((_, place) => place % step === 0);
  return (
    isFirst &&
    first.until <= from + LOOK_AHEAD &&
    read.every(
      (names, place) =>
        isBlurred(moments[place] ?? 0) || names.join() === (people[place] ?? []).join(),
    ) &&
    told.every((held, place) => held === (people[place] ?? []).join()) &&
    asked.every((at, place) => (opensWithin(hours, at) ?? null) === opens[place])
  );
}

/** So far the oracle looks: some hours begin only in the night in which clocks are set. */
function opensWithin(hours: OpeningHours, at: Instant): Instant | undefined {
  const next = opensAt(hours, at);
  return next !== undefined && next < at + 40 * DAY ? next : undefined;
}
