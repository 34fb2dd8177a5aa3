import { getISO } from 'temporal-polyfill/fns/Calendar';
import * as PlainDateTimeFns from 'temporal-polyfill/fns/PlainDateTime';
import { type Layer, WEEKDAYS, type WeeklyHandOff } from './schedule.ts';

type WallTime = PlainDateTimeFns.Record;

/** The turns of a layer on the wall clock, numbered from 0. */
export interface Rotation {
  /** Returns when a turn begins, and the one before it ends. */
  startOf(turn: number): WallTime;
  /** Returns the turn in which a time lies; a negative number before the first. */
  turnAt(time: WallTime): number;
}

/** Returns the rotation of a layer. */
export function rotationOf({ start, shift }: Pick<Layer, 'start' | 'shift'>): Rotation {
  const first = PlainDateTimeFns.fromString(start, getISO);
  if ('weekly' in shift) {
    return byWeek(first, shift.weekly);
  }
  const hours = 'days' in shift ? shift.days * 24 : shift.hours;
  return {
    startOf: (turn) => PlainDateTimeFns.addHours(first, turn * hours),
    turnAt: (time) => Math.floor(PlainDateTimeFns.diffHours(first, time) / hours),
  };
}

const DAY_MINUTES = 24 * 60;
const WEEK_MINUTES = 7 * DAY_MINUTES;

/** Hand-offs are counted from the Monday before the first one. */
function byWeek(first: WallTime, handOffs: readonly WeeklyHandOff[]): Rotation {
  const minutes = handOffs.map(minuteOfWeek);
  const day = PlainDateTimeFns.startOfDay(first);
  const monday = PlainDateTimeFns.addDays(day, 1 - PlainDateTimeFns.dayOfWeek(day));
  const sinceMonday = (time: WallTime) => PlainDateTimeFns.diffMinutes(monday, time);
  const passed = minutes.filter((minute) => minute < sinceMonday(first)).length;
  return {
    startOf(turn) {
      const week = Math.floor((passed + turn) / minutes.length);
      const minute = minutes[passed + turn - week * minutes.length] ?? 0;
      return PlainDateTimeFns.addMinutes(monday, week * WEEK_MINUTES + minute);
    },
    turnAt(time) {
      const since = sinceMonday(time);
      const week = Math.floor(since / WEEK_MINUTES);
      const begun = minutes.filter((minute) => minute <= since - week * WEEK_MINUTES).length;
      return week * minutes.length + begun - 1 - passed;
    },
  };
}

/** Returns the time of a hand-off, in minutes from Monday 00:00. */
export function minuteOfWeek({ day, time }: WeeklyHandOff): number {
  const [hour, minute] = time.split(':').map(Number);
  return WEEKDAYS.indexOf(day) * DAY_MINUTES + (hour ?? 0) * 60 + (minute ?? 0);
}
