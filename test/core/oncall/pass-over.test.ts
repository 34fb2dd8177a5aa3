import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Absence } from '#core/oncall/absence.ts';
import { coverage, holders } from '#core/oncall/coverage.ts';
import type { Layer } from '#core/oncall/schedule.ts';
import { DAY, HOUR } from '#core/time/instant.ts';
import { absencesNear } from './arbitraries.ts';
import { anOverride, aSchedule, moment } from './schedules.ts';

/** Ann, Bo and Cy, a day each from 07:00 UTC; the first turn of the window is Ann's. */
const START = moment('2026-01-05T07:00Z');
const passes: Partial<Layer> = { passesOver: true };

function away(person: string, from: number, to: number, more: Partial<Absence> = {}): Absence {
  const span = { from: START + from * DAY, to: START + to * DAY };
  return { id: person, person, ...span, createdAt: START - DAY, createdBy: person, ...more };
}

/** Who is on call on each of so many days from the start, `-` for nobody. */
function days(
  layers: readonly Partial<Layer>[],
  absences: readonly Absence[],
  overrides: Parameters<typeof coverage>[1] = [],
  count = 9,
): string {
  const schedule = { ...aSchedule(layers, 'UTC'), absences };
  const spans = coverage(schedule, overrides, START, START + count * DAY);
  return Array.from({ length: count }, (_, day) => {
    const at = START + day * DAY + 12 * HOUR;
    return spans.find(({ from, to }) => from <= at && at < to)?.people.join('+') || '-';
  }).join(' ');
}

describe('somebody who is away', () => {
  test('leaves their turns open, to the second', () => {
    const bo = away('bo', 1.5, 1.75);
    const schedule = { ...aSchedule([{}], 'UTC'), absences: [bo] };
    expect(holders(schedule, [], { from: START + DAY, to: START + 2 * DAY })).toMatchObject([
      { to: bo.from, holders: [{ person: 'bo' }] },
      { from: bo.from, to: bo.to, holders: [] },
      { from: bo.to, holders: [{ person: 'bo' }] },
    ]);
  });

  test('breaks up no turn of a colleague, nor one of theirs by an absence that was ended before', () => {
    const others = [away('dag', 0.5, 1.5), away('ann', 0.2, 0.4, { endedAt: START })];
    const schedule = { ...aSchedule([{}], 'UTC'), absences: others };
    const window = { from: START, to: START + 2 * DAY };
    expect(holders(schedule, [], window)).toEqual(holders(aSchedule([{}], 'UTC'), [], window));
  });

  test('lets an earlier layer show, and leaves those alone who share the turn', () => {
    expect(days([{ people: ['eva'] }, {}], [away('bo', 1, 2)])).toMatch(/^ann eva cy/);
    expect(days([{ people: [['ann', 'bo'], 'cy'] }], [away('bo', 0, 3)])).toMatch(/^ann cy ann/);
  });

  test('has no override that is older than the absence, and every newer one', () => {
    const span = { person: 'bo', from: START, to: START + DAY };
    const older = anOverride({ ...span, createdAt: START - 2 * DAY });
    expect(days([{}], [away('bo', 0, 2)], [older])).toMatch(/^ann -/);
    expect(days([{}], [away('bo', 0, 2)], [{ ...older, createdAt: START }])).toMatch(/^bo -/);
  });

  test('is stood in for by an override in their place, and by nobody where they are not', () => {
    const dag = anOverride({ from: START, to: START + 9 * DAY, instead: 'bo', createdAt: START });
    expect(days([{}], [away('bo', 1, 2)], [dag])).toBe('ann dag cy ann dag cy ann dag cy');
    const pairs = [{ people: [['ann', 'bo'], 'cy'] }];
    expect(days(pairs, [], [dag])).toMatch(/^ann\+dag cy ann\+dag/);
    const next = anOverride({
      ...dag,
      id: 'o2',
      person: 'eva',
      instead: 'dag',
      createdAt: START + 1,
    });
    expect(days([{}], [], [next, dag])).toMatch(/^ann eva cy/);
  });
});

describe('a layer that passes over whoever is away', () => {
  test('trades the turn for the nearest later one of a colleague who is there', () => {
    expect(days([passes], [away('bo', 1, 2)])).toBe('ann cy bo ann bo cy ann bo cy');
    expect(days([passes], [away('bo', 1, 3)])).toBe('ann ann cy bo bo cy ann bo cy');
    expect(days([passes], [away('bo', 1.1, 1.2)])).toBe('ann cy bo ann bo cy ann bo cy');
  });

  test('keeps a turn whose hours the absence does not touch', () => {
    const nights = { ...passes, restrictions: [{ days: [], from: '19:00', to: '07:00' }] };
    const inTheDay = away('bo', 1.1, 1.2);
    const schedule = { ...aSchedule([nights], 'UTC'), absences: [inTheDay] };
    const [turn] = coverage(schedule, [], START + 1.6 * DAY, START + 1.7 * DAY);
    expect(turn?.people).toEqual(['bo']);
  });

  test('trades for no turn in which the layer never applies', () => {
    const weekdays = {
      ...passes,
      restrictions: [
        { days: ['mon', 'tue', 'wed', 'thu', 'fri'] as const, from: '07:00', to: '07:00' },
      ],
    };
    const friday = away('bo', 4, 5);
    expect(days([weekdays], [])).toBe('ann bo cy ann bo - - bo cy');
    expect(days([weekdays], [friday])).toBe('ann bo cy ann cy - - bo bo');
  });

  test('leaves a turn that has begun to those who look for cover', () => {
    const ill = away('bo', 1.5, 4, { createdAt: START + 1.5 * DAY });
    expect(days([passes], [ill])).toBe('ann - cy ann bo cy ann bo cy');
  });

  test('gives the turns of a long absence to whoever has the fewest', () => {
    const long = away('bo', -400, 400);
    const shown = days([passes], [long], [], 364).split(' ');
    const count = (name: string) => shown.filter((one) => one === name).length;
    expect([count('ann'), count('bo'), count('cy')]).toEqual([182, 0, 182]);
  });

  test('leaves a turn open if everybody is away', () => {
    const all = ['ann', 'bo', 'cy'].map((person) => away(person, 1, 2));
    expect(days([passes], all)).toMatch(/^ann - bo ann bo/);
  });

  test('trades back what has not begun once an absence is ended', () => {
    const ended = { endedAt: START - HOUR, endedBy: { by: 'bo' } };
    expect(days([passes], [away('bo', 1, 2, ended)])).toBe('ann bo cy ann bo cy ann bo cy');
    const late = { endedAt: START + 1.5 * DAY };
    expect(days([passes], [away('bo', 1, 4, late)])).toMatch(/^ann cy/);
  });

  test('changes no turn that has begun by what is told later', () => {
    const seen = (absences: readonly Absence[], until: number) =>
      coverage({ ...aSchedule([passes], 'UTC'), absences }, [], START - DAY, until);
    fc.assert(
      fc.property(absencesNear(START + 4 * DAY), fc.integer({ min: 0, max: 8 }), (all, day) => {
        const now = START + day * DAY;
        const later = all.filter(({ createdAt }) => createdAt >= now);
        const known = all.flatMap(({ endedAt, ...one }) =>
          one.createdAt < now
            ? [{ ...one, ...(endedAt !== undefined && endedAt < now && { endedAt }) }]
            : [],
        );
        const future = later.map((one) => ({ ...one, from: Math.max(one.from, now) }));
        const whole = all.filter(({ createdAt }) => createdAt < now);
        expect(seen([...whole, ...future], now)).toEqual(seen(known, now));
      }),
      { numRuns: 60 },
    );
  });
});
