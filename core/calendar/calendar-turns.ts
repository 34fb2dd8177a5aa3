import { turnsBetween } from '../escalation/turns-between.ts';
import { calendarPeriod } from '../objective/period.ts';
import { type HeldSpan, peopleOf, type Span } from '../oncall/coverage.ts';
import { hasTurns, type Override, type Schedule } from '../oncall/schedule.ts';
import type { Rota } from '../team/rota-effect.ts';
import { DAY, type Duration, type Instant, SECOND, startOfDay } from '../time/instant.ts';
import { coalesce, type Interval, overlaps } from '../time/interval.ts';
import type { CalendarOwner } from './owner.ts';

/** A turn of a calendar, as it begins and ends: none is cut off where a calendar ends. */
export interface CalendarTurn extends Span {
  readonly schedule: string;
}

/**
 * How many days of a calendar are to come, and how many are over: a program that shows only what it
 * has read last would lose what runs.
 */
const AHEAD: Duration = 90 * DAY;
const BEHIND: Duration = 7 * DAY;

/**
 * Turns of this length or more are told month by month: they may have no end. Every turn that is
 * shorter lies whole in a window that is so much wider on both sides, and so does each month.
 */
const LONG: Duration = 36 * DAY;

/** The most turns of a calendar: those of an hour each would be thousands. */
const MOST_TURNS = 1_000;

/** Returns what a calendar tells at a moment: whole UTC days, so that it stays as it is for one. */
export function calendarWindow(now: Instant): Interval {
  const today = startOfDay(now);
  return { from: today - BEHIND, to: today + DAY + AHEAD };
}

/**
 * Returns the turns of a calendar that touch a window, the first `MOST_TURNS` by when they begin,
 * with overrides, absences and exchanges. Those of a schedule change with each hand-off; to a
 * person on call it is one turn for as long as they are, for whatever reasons.
 */
export function calendarTurns(
  { config, overrides }: Rota,
  owner: CalendarOwner,
  window: Interval,
): readonly CalendarTurn[] {
  const wide = { from: window.from - LONG, to: window.to + LONG };
  const turnsOf = (schedule: Schedule) => {
    const held = turnsBetween(schedule, overrides, config, wide);
    const turns = owner.kind === 'person' ? stretchesOf(owner.id, held) : held.flatMap(crewSpan);
    return turns
      .flatMap((turn) => inMonths(turn, schedule.timeZone))
      .filter((turn) => overlaps(turn, window) && lastsInSeconds(turn))
      .map((turn) => ({ schedule: schedule.id, ...turn }));
  };
  return Object.values(config.schedules)
    .filter((schedule) => mayHave(schedule, owner, overrides))
    .flatMap(turnsOf)
    .sort((a, b) => a.from - b.from || (a.schedule < b.schedule ? -1 : 1))
    .slice(0, MOST_TURNS);
}

/** Whether a schedule may have turns of a calendar: to look through all takes long. */
function mayHave(
  { id, layers }: Schedule,
  owner: CalendarOwner,
  overrides: readonly Override[],
): boolean {
  if (owner.kind === 'schedule') {
    return id === owner.id;
  }
  const takes = ({ schedule, person }: Override) => schedule === id && person === owner.id;
  return layers.some((layer) => hasTurns(layer, owner.id)) || overrides.some(takes);
}

/** Calendars have whole seconds: an override of less would end when it begins. */
function lastsInSeconds({ from, to }: Interval): boolean {
  return Math.floor(from / SECOND) < Math.floor(to / SECOND);
}

function crewSpan(span: HeldSpan): readonly Span[] {
  const people = peopleOf(span);
  return people.length === 0 ? [] : [{ from: span.from, to: span.to, people }];
}

/** Returns when somebody is on call without a break. */
function stretchesOf(person: string, held: readonly HeldSpan[]): readonly Span[] {
  const theirs = held
    .filter((span) => peopleOf(span).includes(person))
    .map(({ from, to }) => ({ from, to, people: [person] }));
  return coalesce(theirs, (earlier, later) => ({ ...earlier, to: later.to }));
}

function inMonths(turn: Span, timeZone: string): readonly Span[] {
  if (turn.to - turn.from < LONG) {
    return [turn];
  }
  const parts: Span[] = [];
  for (let from = turn.from; from < turn.to; ) {
    const to = Math.min(calendarPeriod(from, 'month', timeZone).to, turn.to);
    parts.push({ ...turn, from, to });
    from = to;
  }
  return parts;
}
