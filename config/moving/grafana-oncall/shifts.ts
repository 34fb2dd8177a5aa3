import { WEEKDAYS } from '#core/oncall/schedule.ts';
import { numberOf, type Raw, textOf, textsOf } from '../fields.ts';
import { zoneFault } from '../read-schedule.ts';
import {
  type Entry,
  type Fault,
  leftOut,
  type OldOverride,
  type OldRotation,
  type ReadSchedule,
  refusal,
} from '../system.ts';
import { instantOf } from '../wall.ts';
import { DAY_MINUTES, daily, dayNumber, dayOfDate, minutesOf, weekly } from '../week.ts';

/** Lengths of what repeats, in minutes. */
const FREQUENCIES: Readonly<Record<string, number>> = {
  hourly: 60,
  daily: DAY_MINUTES,
  weekly: 7 * DAY_MINUTES,
};

/** Reads a schedule: shifts of a higher level win, and those of one level are together. */
export function scheduleOf(value: Raw, shifts: readonly Raw[]): ReadSchedule {
  const name = textOf(value, 'name') ?? '';
  const timeZone = textOf(value, 'time_zone') ?? 'UTC';
  const entries: Entry[] = [];
  if (textOf(value, 'ical_url_primary') !== undefined) {
    const why = 'its turns stand in a calendar elsewhere, whose address is not copied';
    entries.push(refusal('calendar of schedule', name, why));
  }
  if (textOf(value, 'ical_url_overrides') !== undefined) {
    entries.push(refusal('calendar of overrides of schedule', name, 'its address is not copied'));
  }
  const overrides: OldOverride[] = [];
  const rotations: OldRotation[] = [];
  for (const id of textsOf(value, 'shifts')) {
    const shift = shifts.find((one) => textOf(one, 'id') === id);
    const kind = `shift of schedule "${name}"`;
    const called = shift === undefined ? id : (textOf(shift, 'name') ?? id);
    const read =
      shift === undefined
        ? { fault: 'it is not among the files' }
        : shiftOf(shift, textOf(shift, 'time_zone') ?? timeZone);
    if ('fault' in read) {
      entries.push(refusal(kind, called, read.fault));
    } else if ('from' in read && 'to' in read) {
      overrides.push(read);
      entries.push(leftOut(kind, called, 'it is once only: an override'));
    } else {
      rotations.push(read);
    }
  }
  const key = textOf(value, 'id') ?? name;
  return { schedule: { key, name, timeZone, rotations, overrides }, entries };
}

function shiftOf(value: Raw, timeZone: string): OldRotation | OldOverride | Fault {
  const strange = zoneFault(timeZone);
  if (strange !== undefined) {
    return strange;
  }
  const start = textOf(value, 'start')?.slice(0, 16);
  const minutes = (numberOf(value, 'duration') ?? 0) / 60;
  const from = instantOf(textOf(value, 'start') ?? '', timeZone);
  if (start === undefined || from === undefined || minutes <= 0) {
    return { fault: 'its start or its duration cannot be read' };
  }
  const type = textOf(value, 'type') ?? '';
  const crews = crewsOf(value);
  if (type === 'single_event' || type === 'override') {
    const [person, ...others] = crews.flat();
    return person === undefined || others.length > 0
      ? { fault: 'an override has one person here' }
      : { person, from, to: from + minutes * 60_000 };
  }
  if (crews.every((crew) => crew.length === 0)) {
    return { fault: 'nobody takes turns in it' };
  }
  const turns = turnsOf(value, start, minutes);
  if ('fault' in turns) {
    return turns;
  }
  const begins = instantOf(textOf(value, 'rotation_start') ?? '', timeZone);
  const end = instantOf(textOf(value, 'until') ?? '', timeZone);
  return {
    name: textOf(value, 'name') ?? 'shift',
    timeZone,
    ...(begins !== undefined && { from: begins }),
    ...(end !== undefined && { end }),
    crews,
    rank: numberOf(value, 'level', 'priority_level') ?? 0,
    ...turns,
  };
}

/** Each list of `rolling_users` has a turn together, beginning with one of them. */
function crewsOf(value: Raw): readonly (readonly string[])[] {
  const { rolling_users: rolling } = value;
  if (!Array.isArray(rolling) || rolling.length === 0) {
    return [textsOf(value, 'users')];
  }
  const crews = rolling.map((crew) => [crew].flat().map(String));
  const first = numberOf(value, 'start_rotation_from_user_index') ?? 0;
  return [...crews.slice(first), ...crews.slice(0, first)];
}

type Turns = Pick<OldRotation, 'start' | 'shift' | 'only'>;

/** Says when turns change, and when they apply, of a rule that repeats. */
function turnsOf(value: Raw, start: string, minutes: number): Turns | Fault {
  const frequency = textOf(value, 'frequency') ?? '';
  const unit = FREQUENCIES[frequency];
  const interval = numberOf(value, 'interval') ?? 1;
  const days = textsOf(value, 'by_day');
  const hasMonths = ['by_month', 'by_monthday'].some(
    (key) => [value[key]].flat()[0] !== undefined && [value[key]].flat()[0] !== null,
  );
  if (unit === undefined || hasMonths) {
    return { fault: 'it repeats by months, and turns change by hours, days or weeks here' };
  }
  const period = unit * interval;
  if (minutes > period) {
    return { fault: 'it lasts longer than it takes until the next: two turns at once' };
  }
  const [date = '', time = ''] = start.split('T');
  const at = minutesOf(time);
  if (days.length === 0) {
    const shift = unit === 60 ? { hours: interval } : { days: period / DAY_MINUTES };
    if (minutes === period) {
      return { start, shift, only: [] };
    }
    if (interval === 1 && unit !== 60) {
      const only =
        unit === DAY_MINUTES
          ? daily(at, minutes)
          : weekly([{ from: dayOfDate(date) * DAY_MINUTES + at, minutes }]);
      return { start, shift, only };
    }
    return {
      fault: `of each ${interval} times ${frequency} it has one: hours of that cannot be said`,
    };
  }
  if (interval !== 1 || unit === 60) {
    return { fault: `${frequency} on some days, at an interval of ${interval}, cannot be said` };
  }
  const numbers = days.map(dayNumber);
  const only = weekly(numbers.map((day) => ({ from: day * DAY_MINUTES + at, minutes })));
  if (unit === DAY_MINUTES) {
    const named = WEEKDAYS.filter((_, day) => numbers.includes(day));
    return { start, shift: { weekly: { days: named, at: time } }, only };
  }
  // Turns change with the week, at the hour at which the first of its days begins.
  const first = dayNumber(textOf(value, 'week_start') ?? 'SU');
  const back = (dayOfDate(date) - first + 7) % 7;
  const monday = new Date(Date.parse(date) - back * DAY_MINUTES * 60_000)
    .toISOString()
    .slice(0, 10);
  return { start: `${monday}T${time}`, shift: { days: 7 }, only };
}
