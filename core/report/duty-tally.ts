import { addEach } from '../collections/add-counts.ts';
import type { HeldSpan } from '../oncall/coverage.ts';
import { openHours } from '../oncall/hours.ts';
import type { PageOrder } from '../paging/page.ts';
import { type Duration, HOUR, type Instant } from '../time/instant.ts';
import type { Interval } from '../time/interval.ts';
import { NIGHT, wallHours } from '../time/wall-hours.ts';

/** How long somebody was on call in one schedule, in ms. */
export interface DutyTime {
  readonly total: Duration;
  readonly night: Duration;
  readonly weekend: Duration;
}

/** What somebody was paged; several channels at one moment about one incident are one page. */
export interface Disturbance {
  readonly pages: number;
  readonly night: number;
  readonly weekend: number;
  /** Within two hours after the one before. */
  readonly soon: number;
  /** The first and the last page: so parts of a span can be added. */
  readonly first: Instant;
  readonly last: Instant;
}

/** What was counted of a span. Tallies of two spans are added to that of both. */
export interface DutyTally {
  /** By person. */
  readonly pages: Readonly<Record<string, Disturbance>>;
  /** By schedule and person; nobody is the empty name. */
  readonly schedules: Readonly<Record<string, Readonly<Record<string, DutyTime>>>>;
}

/** Whoever is paged again so soon has had no rest in between. */
const SOON: Duration = 2 * HOUR;

/** Adds the tallies of two spans that have no moment in common. */
export function addDutyTallies(a: DutyTally, b: DutyTally): DutyTally {
  return {
    pages: addEach(a.pages, b.pages, addDisturbances),
    schedules: addEach(a.schedules, b.schedules, (one, other) => addEach(one, other, addTimes)),
  };
}

function addDisturbances(a: Disturbance, b: Disturbance): Disturbance {
  const [earlier, later] = a.first <= b.first ? [a, b] : [b, a];
  return {
    pages: a.pages + b.pages,
    night: a.night + b.night,
    weekend: a.weekend + b.weekend,
    soon: a.soon + b.soon + (later.first - earlier.last < SOON ? 1 : 0),
    first: earlier.first,
    last: later.last,
  };
}

function addTimes(a: DutyTime, b: DutyTime): DutyTime {
  return {
    total: a.total + b.total,
    night: a.night + b.night,
    weekend: a.weekend + b.weekend,
  };
}

/** Counts pages that were sent, from the newest to the oldest, by the wall clock of a zone. */
export function countDisturbances(timeZone: string) {
  const hours = wallHours(timeZone);
  const people = new Map<string, Counted>();
  return {
    page({ responder, incident, at }: Pick<PageOrder, 'responder' | 'incident' | 'at'>): void {
      const known = people.get(responder);
      const { isNight, isWeekend } = hours(at);
      if (known === undefined) {
        const [night, weekend] = [isNight ? 1 : 0, isWeekend ? 1 : 0];
        const told = { pages: 1, night, weekend, soon: 0, first: at, last: at };
        people.set(responder, { ...told, about: [incident] });
        return;
      }
      const isSameMoment = known.first === at;
      if (isSameMoment && known.about.includes(incident)) {
        return;
      }
      known.pages += 1;
      known.night += isNight ? 1 : 0;
      known.weekend += isWeekend ? 1 : 0;
      known.soon += known.first - at < SOON ? 1 : 0;
      known.first = at;
      known.about = isSameMoment ? [...known.about, incident] : [incident];
    },
    pages: (): DutyTally['pages'] =>
      Object.fromEntries([...people].map(([name, { about: _, ...told }]) => [name, told])),
  };
}

/** What is counted of one person so far, and what the pages of the oldest moment were about. */
type Counted = { -readonly [Key in keyof Disturbance]: Disturbance[Key] } & {
  about: readonly string[];
};

/** The nights and weekends of a window, which are the same for all schedules. */
export interface DutyHours {
  readonly nights: readonly Interval[];
  readonly weekends: readonly Interval[];
}

export function dutyHours(timeZone: string, window: Interval): DutyHours {
  const weekend = { days: ['sat', 'sun'], from: '00:00', to: '24:00' } as const;
  return {
    nights: openHours([{ days: [], ...NIGHT }], timeZone, window),
    weekends: openHours([weekend], timeZone, window),
  };
}

/** Returns how long each person had a schedule, by its spans within a window; `''`: nobody did. */
export function dutyTimes(
  spans: readonly HeldSpan[],
  { nights, weekends }: DutyHours,
): Readonly<Record<string, DutyTime>> {
  const times = new Map<string, { -readonly [Key in keyof DutyTime]: Duration }>();
  for (const span of spans) {
    const total = span.to - span.from;
    const [night, weekend] = [lengthIn(span, nights), lengthIn(span, weekends)];
    const people = span.holders.length === 0 ? [''] : span.holders.map(({ person }) => person);
    for (const person of new Set(people)) {
      const known = times.get(person);
      if (known === undefined) {
        times.set(person, { total, night, weekend });
      } else {
        known.total += total;
        known.night += night;
        known.weekend += weekend;
      }
    }
  }
  return Object.fromEntries(times);
}

/** Returns how much of a span lies in some hours: a year has hundreds, of which it meets few. */
function lengthIn(span: Interval, hours: readonly Interval[]): Duration {
  let length = 0;
  for (let i = firstEndingAfter(hours, span.from); i < hours.length; i++) {
    const { from, to } = hours[i] ?? span;
    if (from >= span.to) {
      break;
    }
    length += Math.min(to, span.to) - Math.max(from, span.from);
  }
  return length;
}

function firstEndingAfter(hours: readonly Interval[], at: Instant): number {
  let [low, high] = [0, hours.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((hours[middle]?.to ?? 0) > at) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}
