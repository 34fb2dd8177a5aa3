import { describe, expect, test } from '@jest/globals';
import type { CalendarEvent } from '#core/calendar/calendar-event.ts';
import { type Revised, revise } from '#core/calendar/revise.ts';

const event = (uid: string, summary = 'Ann', to = 20): CalendarEvent => {
  return { uid, from: 10, to, summary };
};

const at = (now: number) => ({ now, over: 0 });

const next = ({ told }: Revised, events: readonly CalendarEvent[], now: number) =>
  revise(events, told, at(now));

const first = revise([event('a'), event('b')], {}, at(1));

const counted = ({ events }: Revised) =>
  events.map(({ uid, sequence, revisedAt }) => [uid, sequence, revisedAt]);

describe('the revision of an event', () => {
  test('stays while it says the same', () => {
    expect(counted(first)).toEqual([
      ['a', 0, 1],
      ['b', 0, 1],
    ]);
    expect(first.isRevised).toBe(true);
    const later = next(first, [event('a'), event('b')], 2);
    expect(counted(later)).toEqual(counted(first));
    expect(later).toMatchObject({ isRevised: false, told: first.told });
  });

  test('is the next when others have the turn, or it ends at another time', () => {
    const second = next(first, [event('a', 'Bo'), event('b')], 2);
    expect(counted(second)).toEqual([
      ['a', 1, 2],
      ['b', 0, 1],
    ]);
    expect(second.isRevised).toBe(true);
    expect(counted(next(second, [event('a', 'Bo', 30), event('b')], 3))[0]).toEqual(['a', 2, 3]);
    expect(counted(next(second, [event('a'), event('b')], 3))[0]).toEqual(['a', 2, 3]);
  });

  test('is another where the event was gone and has come back as it was', () => {
    const gone = next(first, [event('b')], 2);
    expect(gone.isRevised).toBe(true);
    expect(next(gone, [event('b')], 3).isRevised).toBe(false);
    expect(counted(next(gone, [event('a'), event('b')], 4))[0]).toEqual(['a', 1, 4]);
  });

  test('is known no more once the turn is over', () => {
    const { told, isRevised } = revise([], first.told, { now: 3, over: 20 });
    expect({ told, isRevised }).toEqual({ told: {}, isRevised: false });
  });
});
