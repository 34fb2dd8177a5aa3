import { sum } from '../collections/sum.ts';
import type { Duration } from '../time/instant.ts';
import type { Disturbance, DutyTally, DutyTime } from './duty-tally.ts';

/** What a person was paged. */
type PagedPerson = Omit<Disturbance, 'first' | 'last'> & { readonly name: string };

/** How a schedule was shared among those who had turns in it. */
export interface ScheduleShares {
  readonly name: string;
  /** For how long nobody was on call, in ms. */
  readonly nobody: Duration;
  readonly people: readonly (DutyTime & {
    readonly name: string;
    /** Of the time of all, from 0 to 1. */
    readonly share: number;
  })[];
  /** The most that one of them had, for each time the mean: 1 if all had the same. */
  readonly mostToMean: Readonly<Record<keyof DutyTime, number>>;
}

export interface DutyReport {
  /** Whoever had most pages first. */
  readonly people: readonly PagedPerson[];
  readonly schedules: readonly ScheduleShares[];
}

/** Returns the figures of a tally. */
export function dutyReport({ pages, schedules }: DutyTally): DutyReport {
  const people = Object.entries(pages).map(([name, { first: _, last: __, ...told }]) => ({
    name,
    ...told,
  }));
  return {
    people: people.sort((a, b) => b.pages - a.pages || byName(a, b)),
    schedules: Object.entries(schedules).map(sharesOf).sort(byName),
  };
}

function sharesOf([name, times]: readonly [
  string,
  DutyTally['schedules'][string],
]): ScheduleShares {
  const held = Object.entries(times).filter(([person]) => person !== '');
  const all = sum(held.map(([, { total }]) => total));
  const people = held.map(([person, time]) => ({
    name: person,
    ...time,
    share: all === 0 ? 0 : time.total / all,
  }));
  const mostToMean = (of: keyof DutyTime) => {
    const each = people.map((time) => time[of]);
    const total = sum(each);
    return total === 0 ? 1 : Math.max(...each) / (total / each.length);
  };
  return {
    name,
    nobody: times['']?.total ?? 0,
    people: people.sort((a, b) => b.total - a.total || byName(a, b)),
    mostToMean: {
      total: mostToMean('total'),
      night: mostToMean('night'),
      weekend: mostToMean('weekend'),
    },
  };
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}
