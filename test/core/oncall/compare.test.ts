import { describe, expect, test } from '@jest/globals';
import { differences, together } from '#core/oncall/compare.ts';

const WINDOW = { from: 0, to: 100 };
const turn = (from: number, to: number, ...people: readonly string[]) => ({ from, to, people });

describe('turns that overlap', () => {
  test('are spans of all who are on call, within the window', () => {
    expect(
      together([turn(-5, 40, 'anna'), turn(30, 60, 'bo'), turn(80, 200, 'anna')], WINDOW),
    ).toEqual([
      turn(0, 30, 'anna'),
      turn(30, 40, 'anna', 'bo'),
      turn(40, 60, 'bo'),
      turn(60, 80),
      turn(80, 100, 'anna'),
    ]);
  });

  test('of one person that touch are one span', () => {
    expect(together([turn(50, 100, 'anna'), turn(0, 50, 'anna')], WINDOW)).toEqual([
      turn(0, 100, 'anna'),
    ]);
  });
});

describe('two schedules', () => {
  test('differ where others are on call, to the millisecond', () => {
    const before = together([turn(0, 50, 'anna'), turn(50, 100, 'bo')], WINDOW);
    const after = together([turn(0, 51, 'anna'), turn(51, 90, 'bo')], WINDOW);
    expect(differences(before, after)).toEqual([
      { from: 50, to: 51, before: ['bo'], after: ['anna'] },
      { from: 90, to: 100, before: ['bo'], after: [] },
    ]);
  });

  test('with the same people in any order do not', () => {
    const crew = (...people: readonly string[]) => [turn(0, 100, ...people)];
    expect(differences(crew('anna', 'bo'), crew('bo', 'anna'))).toEqual([]);
  });
});
