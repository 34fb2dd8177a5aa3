import { addEach } from '../collections/add-counts.ts';
import type { HeldSpan } from '../oncall/coverage.ts';
import { openHours } from '../oncall/hours.ts';
import type { PageOrder } from '../paging/page.ts';
import { type Duration, HOUR, type Instant } from '../time/instant.ts';
import { type Interval, intersect } from '../time/interval.ts';
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
  const people = new Map<string, { readonly told: Disturbance; readonly about: Set<string> }>();
  return {
    page({ responder, incident, at }: PageOrder): void {
      const known = people.get(responder);
      const isSameMoment = known?.told.first === at;
      if (isSameMoment && known.about.has(incident)) {
        return;
      }
      const { isNight, isWeekend } = hours(at);
      const one: Disturbance = {
        ...{ pages: 1, night: isNight ? 1 : 0, weekend: isWeekend ? 1 : 0, soon: 0 },
        ...{ first: at, last: at },
      };
      const told = known === undefined ? one : addDisturbances(one, known.told);
      people.set(responder, {
        told,
        about: new Set([...(isSameMoment ? known.about : []), incident]),
      });
    },
    pages: (): DutyTally['pages'] =>
      Object.fromEntries([...people].map(([name, { told }]) => [name, told])),
  };
}

/** Returns how long each person had a schedule, by its spans within a window; `''`: nobody did. */
export function dutyTimes(
  spans: readonly HeldSpan[],
  timeZone: string,
  window: Interval,
): Readonly<Record<string, DutyTime>> {
  const nights = openHours([{ days: [], ...NIGHT }], timeZone, window);
  const weekends = openHours(
    [{ days: ['sat', 'sun'], from: '00:00', to: '24:00' }],
    timeZone,
    window,
  );
  const times = new Map<string, DutyTime>();
  for (const span of spans) {
    const time: DutyTime = {
      total: span.to - span.from,
      night: lengthIn(span, nights),
      weekend: lengthIn(span, weekends),
    };
    const people = span.holders.length === 0 ? [''] : span.holders.map(({ person }) => person);
    for (const person of new Set(people)) {
      const known = times.get(person);
      times.set(person, known === undefined ? time : addTimes(known, time));
    }
  }
  return Object.fromEntries(times);
}

function lengthIn(span: Interval, hours: readonly Interval[]): Duration {
  const common = intersect([span], hours, (_, __, { from, to }) => to - from);
  return common.reduce((total, length) => total + length, 0);
}
