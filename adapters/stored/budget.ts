import { chunks } from '#core/collections/chunks.ts';
import type { BurningPair, ObjectiveEntry } from '#core/evaluation/objective/state.ts';
import type { BudgetDay } from '#core/objective/day.ts';
import type { Fault } from '#core/objective/fault.ts';
import type { Counter } from '#core/objective/growth.ts';
import type { Ring, Slot, Tally } from '#core/objective/ring.ts';
import { MINUTE } from '#core/time/instant.ts';
import type { Interval } from '#core/time/interval.ts';
import { flag, listOf, number, object, optional, text } from './shape.ts';

/**
 * A ring in columns, a number for each slot from `from` on: a budget is written each minute, and
 * slot by slot it would take half as much again.
 */
interface StoredRing {
  readonly from: number;
  readonly good: readonly number[];
  readonly bad: readonly number[];
  /** Absent from the ring of minutes. */
  readonly minutes?: readonly number[];
  /** Absent where nothing is excluded. */
  readonly excluded?: readonly number[];
}

/** A stored budget of an objective. */
export interface StoredBudget
  extends Pick<
    ObjectiveEntry,
    'counting' | 'since' | 'judgedAt' | 'burns' | 'isBlind' | 'fault' | 'retiredAt'
  > {
  readonly minutes: StoredRing;
  readonly rings: readonly StoredRing[];
  readonly period?: Interval & { readonly tally: StoredTally };
  readonly days?: StoredDays;
  readonly counters?: StoredCounters;
}

/** Before anything could be excluded nothing was. */
type StoredTally = Omit<Tally, 'excluded'> & Partial<Pick<Tally, 'excluded'>>;

/** The last days; what was heard, and what was bad, in numbers that follow each other. */
interface StoredDays {
  readonly until: number;
  readonly all: readonly StoredDay[];
}

interface StoredDay extends Interval {
  readonly tally: StoredTally;
  /** From the minute of `from`: the minute in which a stretch begins, and its length in minutes. */
  readonly heard: readonly number[];
  /** The same, each with how much was bad. */
  readonly bad: readonly number[];
}

/** What is known of the series of counters, in columns; a replica is empty where none was named. */
interface StoredCounters {
  readonly series: readonly string[];
  readonly value: readonly number[];
  readonly at: readonly number[];
  readonly replica?: readonly string[];
}

const NUMBERS = listOf<number>(number);
const TEXTS = listOf<string>(text);

const RING = object<StoredRing>({
  from: number,
  good: NUMBERS,
  bad: NUMBERS,
  minutes: optional(NUMBERS),
  excluded: optional(NUMBERS),
});

const TALLY = object<StoredTally>({
  good: number,
  bad: number,
  minutes: number,
  excluded: optional(number),
});

export const BUDGET = object<StoredBudget>({
  counting: text,
  since: number,
  judgedAt: number,
  burns: optional(object<BurningPair>({ pair: number, from: number, long: number, short: number })),
  isBlind: optional(flag),
  fault: optional(object<Fault>({ kind: text, below: optional(number), above: optional(number) })),
  retiredAt: optional(number),
  minutes: RING,
  rings: listOf<StoredRing>(RING),
  period: optional(
    object<NonNullable<StoredBudget['period']>>({ from: number, to: number, tally: TALLY }),
  ),
  days: optional(
    object<StoredDays>({
      until: number,
      all: listOf<StoredDay>(
        object({ from: number, to: number, tally: TALLY, heard: NUMBERS, bad: NUMBERS }),
        ['from'],
      ),
    }),
  ),
  counters: optional(
    object<StoredCounters>({
      series: TEXTS,
      value: NUMBERS,
      at: NUMBERS,
      replica: optional(TEXTS),
    }),
  ),
});

export function budgetToStored(entry: ObjectiveEntry): StoredBudget {
  const { counting, since, judgedAt, burns, isBlind, fault, retiredAt, state, days } = entry;
  const { minutes: _, ...minutes } = toColumns(state.minutes);
  return {
    ...{ counting, since, judgedAt },
    ...(burns !== undefined && { burns }),
    ...(isBlind !== undefined && { isBlind }),
    ...(fault !== undefined && { fault }),
    ...(retiredAt !== undefined && { retiredAt }),
    minutes,
    rings: state.rings.map(toColumns),
    ...(state.period !== undefined && { period: state.period }),
    ...(days !== undefined && { days: { ...days, all: days.all.map(toStoredDay) } }),
    ...(state.counters !== undefined && { counters: countersToStored(state.counters) }),
  };
}

/** Returns the entry without its alert. */
export function budgetFromStored(
  { rule, subject = '' }: { readonly rule: string; readonly subject?: string },
  { minutes, rings, period, days, counters, ...kept }: StoredBudget,
): ObjectiveEntry {
  const state = {
    minutes: fromColumns(minutes),
    rings: rings.map(fromColumns),
    ...(period !== undefined && { period: { ...period, tally: wholeTally(period.tally) } }),
    ...(counters !== undefined && { counters: countersFromStored(counters) }),
  };
  return {
    ...{ kind: 'objective', objective: rule, subject, ...kept, state },
    ...(days !== undefined && { days: { ...days, all: days.all.map(fromStoredDay) } }),
  };
}

function wholeTally(stored: StoredTally): Tally {
  return { ...stored, excluded: stored.excluded ?? 0 };
}

function toStoredDay({ from, to, tally, heard, bad }: BudgetDay): StoredDay {
  const first = Math.floor(from / MINUTE);
  const place = (span: Interval) => [span.from / MINUTE - first, (span.to - span.from) / MINUTE];
  return {
    ...{ from, to, tally },
    heard: heard.flatMap(place),
    bad: bad.flatMap((span) => [...place(span), span.bad]),
  };
}

function fromStoredDay({ from, to, tally, heard, bad }: StoredDay): BudgetDay {
  const first = Math.floor(from / MINUTE);
  const span = ([at = 0, length = 0]: readonly number[]): Interval => ({
    from: (first + at) * MINUTE,
    to: (first + at + length) * MINUTE,
  });
  return {
    ...{ from, to, tally: wholeTally(tally) },
    heard: chunks(heard, 2).map(span),
    bad: chunks(bad, 3).map((part) => ({ ...span(part), bad: part[2] ?? 0 })),
  };
}

function countersToStored(counters: readonly Counter[]): StoredCounters {
  const hasReplica = counters.some(({ replica }) => replica !== undefined);
  return {
    series: counters.map(({ series }) => series),
    value: counters.map(({ value }) => value),
    at: counters.map(({ at }) => at),
    ...(hasReplica && { replica: counters.map(({ replica = '' }) => replica) }),
  };
}

function countersFromStored({ series, value, at, replica }: StoredCounters): readonly Counter[] {
  return series.map((one, i) => ({
    series: one,
    value: value[i] ?? 0,
    at: at[i] ?? 0,
    ...(replica?.[i] && { replica: replica[i] }),
  }));
}

function toColumns(ring: Ring): StoredRing {
  const from = ring[0]?.index ?? 0;
  const length = ring.length === 0 ? 0 : (ring.at(-1)?.index ?? from) - from + 1;
  const columns = { good: zeros(length), bad: zeros(length), minutes: zeros(length) };
  const excluded = zeros(length);
  for (const { index, ...slot } of ring) {
    columns.good[index - from] = slot.good;
    columns.bad[index - from] = slot.bad;
    columns.minutes[index - from] = slot.minutes;
    excluded[index - from] = slot.excluded;
  }
  return { from, ...columns, ...(excluded.some((count) => count > 0) && { excluded }) };
}

const zeros = (length: number) => Array.from({ length }, () => 0);

function fromColumns({ from, good, bad, minutes = [], excluded = [] }: StoredRing): Ring {
  return good.flatMap((count, i): readonly Slot[] => {
    const slot = {
      index: from + i,
      good: count,
      bad: bad[i] ?? 0,
      minutes: minutes[i] ?? 0,
      excluded: excluded[i] ?? 0,
    };
    const { index: _, ...tally } = slot;
    return Object.values(tally).every((value) => value === 0) ? [] : [slot];
  });
}
