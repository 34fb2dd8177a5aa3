import { describe, expect, test } from '@jest/globals';
import { absenceChanges } from '#core/oncall/calendar-absences.ts';

const NOW = 100;
const LATEST = 1_000;

const changes = (
  events: readonly (readonly [person: string, from: number, to: number])[],
  imported: readonly (readonly [id: string, person: string, from: number, to: number])[] = [],
) => {
  const found = absenceChanges(
    events.map(([person, from, to]) => ({ from, to, people: person === '' ? [] : [person] })),
    imported.map(([id, person, from, to]) => ({ id, person, from, to })),
    { now: NOW, latest: LATEST },
  );
  const told = ({ person, from, to }: { person: string; from: number; to: number }) =>
    `${person} ${from}-${to}`;
  return {
    set: found.set.map(told),
    end: found.end.map(({ id }) => id),
    kept: found.kept.map(({ id }) => id),
    later: found.later.map(told),
  };
};

const NOTHING = { set: [], end: [], kept: [], later: [] };

describe('absences of a calendar', () => {
  test('are set once, and those that touch are one', () => {
    const events = [
      ['bo', 300, 400],
      ['anna', 200, 300],
      ['anna', 300, 350],
      ['anna', 210, 220],
      ['anna', 500, 600],
      ['', 200, 900],
    ] as const;
    const set = ['bo 300-400', 'anna 200-350', 'anna 500-600'];
    expect(changes(events)).toEqual({ ...NOTHING, set });
    const imported = [
      ['1', 'bo', 300, 400],
      ['2', 'anna', 200, 350],
      ['3', 'anna', 500, 600],
    ] as const;
    expect(changes(events, imported)).toEqual({ ...NOTHING, kept: ['1', '2', '3'] });
  });

  test('are set anew and ended where the calendar has changed', () => {
    const imported = [
      ['1', 'bo', 300, 400],
      ['2', 'anna', 200, 350],
    ] as const;
    expect(changes([['anna', 200, 340]], imported)).toEqual({
      ...NOTHING,
      set: ['anna 200-340'],
      end: ['1', '2'],
    });
    expect(changes([], imported)).toEqual({ ...NOTHING, end: ['1', '2'] });
  });

  test('that have begun are known by their end', () => {
    expect(changes([['anna', 50, 300]], [['1', 'anna', 90, 300]])).toEqual({
      ...NOTHING,
      kept: ['1'],
    });
    expect(changes([['anna', 50, 310]], [['1', 'anna', 90, 300]])).toEqual({
      ...NOTHING,
      set: ['anna 50-310'],
      end: ['1'],
    });
  });

  test('that are over are left as they are', () => {
    expect(changes([['anna', 10, 100]], [['1', 'bo', 20, 100]])).toEqual(NOTHING);
  });

  test('that end too late to be told wait', () => {
    expect(changes([['anna', 900, 1_001]])).toEqual({ ...NOTHING, later: ['anna 900-1001'] });
  });

  test('that have become too long to be told stay as they were told', () => {
    const imported = [
      ['1', 'anna', 200, 350],
      ['2', 'bo', 200, 350],
    ] as const;
    expect(changes([['anna', 200, 1_001]], imported)).toEqual({
      ...NOTHING,
      end: ['2'],
      kept: ['1'],
      later: ['anna 200-1001'],
    });
  });
});
