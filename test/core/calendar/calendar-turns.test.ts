import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { calendarEvent } from '#core/calendar/calendar-event.ts';
import { type CalendarTurn, calendarTurns, calendarWindow } from '#core/calendar/calendar-turns.ts';
import type { CalendarOwner } from '#core/calendar/owner.ts';
import { turnsBetween } from '#core/escalation/turns-between.ts';
import { peopleOf } from '#core/oncall/coverage.ts';
import type { Override, Schedule } from '#core/oncall/schedule.ts';
import type { Rota } from '#core/team/rota-effect.ts';
import { DAY, HOUR, type Instant } from '#core/time/instant.ts';
import { overlaps } from '#core/time/interval.ts';
import { hospital, person } from '../../support/config.ts';
import { absencesNear, overridesNear, scheduleNear, transitions } from '../oncall/arbitraries.ts';
import { anOverride, aSchedule, local, moment } from '../oncall/schedules.ts';

const RUNS = Number(process.env['CALENDAR_RUNS'] ?? 2);
const PEOPLE = ['ann', 'bo', 'cy', 'dag', 'eva'];
const WARD: CalendarOwner = { kind: 'schedule', id: 'icu' };

function rotaOf(schedule: Schedule, overrides: readonly Override[] = []): Rota {
  const people = Object.fromEntries(PEOPLE.map((id) => [id, person(id)]));
  const config = hospital({ config: { people, schedules: { [schedule.id]: schedule } } });
  return { config, overrides };
}

const of = (id: string): CalendarOwner => ({ kind: 'person', id });

const shown = (turns: readonly CalendarTurn[]) =>
  turns.map(({ from, to, people }) => {
    const [begins, ends] = [from, to].map((at) => local(at, 'Europe/Stockholm').slice(0, 22));
    return `${begins} to ${ends} ${people.join('+')}`;
  });

describe('the turns of a calendar', () => {
  test('begin and end by the wall clock on the nights on which clocks are set', () => {
    const nights = aSchedule([{ shift: { hours: 12 }, people: ['ann', 'bo'] }]);
    const around = (day: string) => ({
      from: moment(`${day}T12:00Z`),
      to: moment(`${day}T12:00Z`) + DAY,
    });
    expect(shown(calendarTurns(rotaOf(nights), WARD, around('2026-03-28')))).toEqual([
      '2026-03-28T07:00:00+01 to 2026-03-28T19:00:00+01 ann',
      '2026-03-28T19:00:00+01 to 2026-03-29T07:00:00+02 bo',
      '2026-03-29T07:00:00+02 to 2026-03-29T19:00:00+02 ann',
    ]);
    expect(shown(calendarTurns(rotaOf(nights), WARD, around('2026-10-24')))[1]).toBe(
      '2026-10-24T19:00:00+02 to 2026-10-25T07:00:00+01 bo',
    );
  });

  test('are whole months where they would have no end', () => {
    const always = aSchedule([{ people: ['ann'] }]);
    const window = calendarWindow(moment('2026-11-29T18:00Z'));
    const turns = calendarTurns(rotaOf(always), of('ann'), window);
    expect(turns.map(({ from }) => local(from, 'Europe/Stockholm').slice(0, 10))).toEqual([
      ...['2026-11-01', '2026-12-01', '2027-01-01', '2027-02-01'],
    ]);
    expect(turns.every(({ to }, n) => to === (turns[n + 1]?.from ?? to))).toBe(true);
  });

  test('of a person are one for as long as they are on call, for whatever reasons', () => {
    const days = aSchedule([{}]);
    const at = moment('2026-01-05T07:00+01:00');
    const more = anOverride({ person: 'ann', from: at + DAY, to: at + DAY + 6 * HOUR });
    const turns = calendarTurns(rotaOf(days, [more]), of('ann'), { from: at, to: at + DAY });
    expect(turns).toMatchObject([{ from: at, to: at + DAY + 6 * HOUR, people: ['ann'] }]);
  });

  test('are at most a thousand, the first', () => {
    const hourly = aSchedule([{ shift: { hours: 1 }, people: ['ann', 'bo'] }]);
    const window = calendarWindow(moment('2026-03-01T18:00Z'));
    const turns = calendarTurns(rotaOf(hourly), WARD, window);
    expect(turns).toHaveLength(1_000);
    expect(turns[0]?.from).toBe(window.from);
  });
});

describe(`of ${RUNS} random schedules on each of some nights on which clocks are set`, () => {
  const nights = ['Europe/Stockholm', 'America/New_York', 'Australia/Lord_Howe'].flatMap((zone) =>
    transitions(zone, 2026, 2026).map((at) => ({ zone, at })),
  );

  function onEach(check: (rota: Rota, at: Instant) => void): void {
    for (const { zone, at } of nights) {
      const parts = { schedule: scheduleNear(at, zone), absences: absencesNear(at) };
      const given = fc
        .record({ ...parts, overrides: overridesNear(at) })
        .map(({ schedule, absences, overrides }) =>
          rotaOf({ ...schedule, id: 'icu', absences }, overrides),
        );
      fc.assert(
        fc.property(given, (rota) => check(rota, at)),
        { numRuns: RUNS },
      );
    }
  }

  test('calendars say at each moment who is on call', () => {
    onEach((rota, at) => {
      const [schedule] = Object.values(rota.config.schedules);
      const window = { from: at - 4 * DAY, to: at + 4 * DAY };
      const held = turnsBetween(schedule as Schedule, rota.overrides, rota.config, window);
      const all = [WARD, ...PEOPLE.map(of)].map((one) => calendarTurns(rota, one, window));
      for (const { from, to, holders } of held) {
        const middle = { from: from + (to - from) / 2, to };
        const [ward, ...own] = all.map((turns) =>
          turns.filter((turn) => turn.from <= middle.from && overlaps(turn, middle)),
        );
        const people = [...peopleOf({ holders })].sort();
        expect(ward?.flatMap((turn) => turn.people).sort()).toEqual(people);
        expect(own.flatMap((turns) => turns.flatMap((turn) => turn.people)).sort()).toEqual(people);
      }
    });
  });

  test('a turn is the same on whichever day a calendar is fetched', () => {
    onEach((rota, at) => {
      for (const owner of [WARD, of('ann'), of('dag')]) {
        const on = (days: number) => {
          const window = { from: at + days * DAY, to: at + (days + 5) * DAY };
          return calendarTurns(rota, owner, window).map((turn) =>
            calendarEvent(turn, owner, rota.config),
          );
        };
        const [first, second] = [on(-4), on(-1)];
        const both = { from: at - DAY, to: at + DAY };
        expect(first.filter((event) => overlaps(event, both))).toEqual(
          second.filter((event) => overlaps(event, both)),
        );
        expect(new Set(second.map(({ uid }) => uid)).size).toBe(second.length);
      }
    });
  });
});
