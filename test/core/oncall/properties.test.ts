import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { coverage, isSameCrew, peopleOf, type Span } from '#core/oncall/coverage.ts';
import { LOOK_AHEAD, onCall } from '#core/oncall/on-call.ts';
import type { Override, Schedule } from '#core/oncall/schedule.ts';
import { DAY, type Instant } from '#core/time/instant.ts';
import { runs } from '../../support/runs.ts';
import { overridesNear, quarters, scheduleNear, transitions, windowNear } from './arbitraries.ts';
import { oracle } from './oracle.ts';
import { aSchedule } from './schedules.ts';

const RUNS = runs(1);
const NEVER_SET = Date.UTC(2026, 5, 14, 12);

/**
 * Every setting of the clocks in these zones and years; a zone that has none gives one ordinary
 * day.
 */
const ZONES = [
  ['Europe/Stockholm', 2024, 2030],
  ['America/New_York', 2024, 2030],
  ['Australia/Lord_Howe', 2024, 2030],
  ['Africa/Casablanca', 2024, 2030],
  ['Africa/Cairo', 2024, 2030],
  ['Asia/Kathmandu', 2024, 2030],
  ['America/Sao_Paulo', 2016, 2019],
  ['Pacific/Apia', 2010, 2013],
] as const;

const NIGHTS = ZONES.flatMap(([zone, from, to]) => {
  const found = transitions(zone, from, to);
  return (found.length > 0 ? found : [NEVER_SET]).map((at) => ({ zone, at }));
});

interface Case {
  readonly schedule: Schedule;
  readonly overrides: readonly Override[];
  readonly window: { readonly from: Instant; readonly to: Instant };
}

function onEveryNight(runs: number, check: (given: Case) => void): void {
  for (const { zone, at } of NIGHTS) {
    const given = fc.record({
      schedule: scheduleNear(at, zone),
      overrides: overridesNear(at),
      window: windowNear(at),
    });
    fc.assert(fc.property(given, check), { numRuns: runs });
  }
}

const peopleAt = (spans: readonly Span[], at: Instant) =>
  spans.findLast(({ from }) => from <= at)?.people ?? [];

const cover = ({ schedule, overrides, window }: Case) =>
  coverage(schedule, overrides, window.from, window.to);

describe(`over ${NIGHTS.length} nights on which clocks are set, with ${RUNS} schedules each`, () => {
  test('the nights are those of tzdata: two a year where summer time is kept', () => {
    expect(transitions('Europe/Stockholm', 2024, 2030)).toHaveLength(14);
    expect(NIGHTS.length).toBeGreaterThanOrEqual(70);
  });

  test('spans tile the window: no gap, no moment with two people, no neighbours alike', () => {
    onEveryNight(RUNS, (given) => {
      const spans = cover(given);
      expect(spans[0]?.from).toBe(given.window.from);
      expect(spans.at(-1)?.to).toBe(given.window.to);
      const faults = spans.filter((span, i) => {
        const next = spans[i + 1];
        const follows =
          next === undefined || (next.from === span.to && !isSameCrew(next.people, span.people));
        return span.from >= span.to || !follows;
      });
      expect(faults).toEqual([]);
    });
  });

  test('coverage agrees with the slow oracle at every boundary there can be, and a millisecond before', () => {
    onEveryNight(RUNS, (given) => {
      const crewAt = oracle(given.schedule, given.overrides, given.window.to);
      const spans = cover(given);
      const edges = [
        ...quarters(given.window),
        ...given.overrides.flatMap(({ from, to }) => [from, to]),
      ];
      const faults = edges
        .flatMap((edge) => [edge - 1, edge])
        .filter((at) => given.window.from <= at && at < given.window.to)
        .filter((at) => !isSameCrew(peopleAt(spans, at), crewAt(at)));
      expect(faults).toEqual([]);
    });
  });

  test('onCall agrees with coverage at its boundaries, a millisecond before them, and in between', () => {
    onEveryNight(1, (given) => {
      for (const { from, to, people } of cover(given)) {
        for (const at of [from, Math.floor((from + to) / 2), to - 1]) {
          const now = onCall(given.schedule, given.overrides, at);
          expect(isSameCrew(peopleOf(now), people)).toBe(true);
        }
      }
    });
  });

  test('until is the moment at which the person changes, and no earlier', () => {
    onEveryNight(1, ({ schedule, overrides, window: { from } }) => {
      const now = onCall(schedule, overrides, from);
      expect(coverage(schedule, overrides, from, now.until)).toEqual([
        { from, to: now.until, people: expect.arrayContaining([...peopleOf(now)]) },
      ]);
      if (now.until < from + LOOK_AHEAD) {
        const then = onCall(schedule, overrides, now.until);
        expect(isSameCrew(peopleOf(then), peopleOf(now))).toBe(false);
      } else {
        expect(now.until).toBe(from + LOOK_AHEAD);
      }
    });
  });

  test('a window cut in two tells the same as the whole', () => {
    onEveryNight(RUNS, (given) => {
      const { schedule, overrides, window } = given;
      const middle = Math.floor((window.from + window.to) / 2);
      const halves = [
        ...coverage(schedule, overrides, window.from, middle),
        ...coverage(schedule, overrides, middle, window.to),
      ];
      const whole = cover(given);
      const faults = halves.filter(
        ({ from, people }) => !isSameCrew(peopleAt(whole, from), people),
      );
      expect(faults).toEqual([]);
    });
  });
});

describe(`hand-offs over all ${NIGHTS.length} nights`, () => {
  const rotations = [
    ['12 hours from 07:00', { hours: 12 }, '07:00'],
    ['8 hours from 06:00', { hours: 8 }, '06:00'],
    ['a day from 02:30', { days: 1 }, '02:30'],
    ['a day from 00:00', { days: 1 }, '00:00'],
  ] as const;

  test.each(rotations)('%s: each person in turn, at the time configured', (_, shift, time) => {
    for (const { zone, at } of NIGHTS) {
      const date = new Date(at - 3 * DAY).toISOString().slice(0, 10);
      const people = ['ann', 'bo', 'cy', 'dag', 'eva'];
      const schedule = aSchedule([{ people, shift, start: `${date}T${time}` }], zone);
      const begin = Temporal.ZonedDateTime.from(`${date}T${time}[${zone}]`).epochMilliseconds;
      const spans = coverage(schedule, [], begin, at + 3 * DAY);
      let wall = Temporal.PlainDateTime.from(`${date}T${time}`);
      let turn = 0;
      for (const span of spans) {
        // A turn that the zone skips as a whole has no span; Samoa's 30 December 2011 is the only
        // one here.
        while (skipped(wall, shift, zone)) {
          wall = wall.add(shift);
          turn++;
        }
        expect([zone, span.from, ...span.people]).toEqual([
          zone,
          handOff(wall, zone),
          people[turn % 5],
        ]);
        wall = wall.add(shift);
        turn++;
      }
    }
  });
});

/** Returns the time itself if the clocks show it, and otherwise shifts it by what they skip. */
function handOff(wall: Temporal.PlainDateTime, zone: string): Instant {
  const { epochMilliseconds } = Temporal.ZonedDateTime.from(`${wall.toString()}[${zone}]`);
  const shown = Temporal.Instant.fromEpochMilliseconds(epochMilliseconds).toZonedDateTimeISO(zone);
  const late = shown.toPlainDateTime().since(wall).total('minutes');
  expect([0, 30, 60, 1_440]).toContain(late);
  return epochMilliseconds;
}

function skipped(
  wall: Temporal.PlainDateTime,
  shift: Temporal.DurationLike,
  zone: string,
): boolean {
  let later = wall;
  for (let n = 0; n < 3; n++) {
    later = later.add(shift);
    if (handOff(later, zone) <= handOff(wall, zone)) {
      return true;
    }
  }
  return false;
}
