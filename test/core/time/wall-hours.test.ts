import { expect, test } from '@jest/globals';
import { clockTime } from '#core/time/clock-time.ts';
import { DAY, HOUR, MINUTE } from '#core/time/instant.ts';
import { wallHours } from '#core/time/wall-hours.ts';

test.each(['Europe/Stockholm', 'Australia/Lord_Howe'])(
  'a moment is told by the wall clock of %s, also on days on which that is set',
  (zone) => {
    const hours = wallHours(zone);
    const start = Date.UTC(2026, 0, 1);
    const wrong: unknown[] = [];
    for (let at = start; at < start + 365 * DAY; at += 5 * HOUR + 13 * MINUTE) {
      const [day = '', time = ''] = clockTime(at, zone).split(' ');
      const isNight = time >= '22:00' || time < '06:00';
      const isWeekend = new Date(`${day}T00:00Z`).getUTCDay() % 6 === 0;
      const told = hours(at);
      if (told.day !== day || told.isNight !== isNight || told.isWeekend !== isWeekend) {
        wrong.push([at, day, time, told]);
      }
    }
    expect(wrong).toEqual([]);
    expect(hours(Date.UTC(2026, 11, 30, 12)).week).toBe('2026-W53');
  },
);
