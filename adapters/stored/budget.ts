import type { BurningPair, ObjectiveEntry } from '#core/evaluation/objective/state.ts';
import type { Ring, Slot } from '#core/objective/ring.ts';
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
}

/** A stored budget of an objective. */
export interface StoredBudget
  extends Pick<
    ObjectiveEntry,
    'counting' | 'since' | 'judgedAt' | 'burns' | 'isBlind' | 'retiredAt'
  > {
  readonly minutes: StoredRing;
  readonly rings: readonly StoredRing[];
  readonly period?: NonNullable<ObjectiveEntry['state']['period']>;
}

const NUMBERS = listOf<number>(number);

const RING = object<StoredRing>({
  from: number,
  good: NUMBERS,
  bad: NUMBERS,
  minutes: optional(NUMBERS),
});

export const BUDGET = object<StoredBudget>({
  counting: text,
  since: number,
  judgedAt: number,
  burns: optional(object<BurningPair>({ pair: number, from: number, long: number, short: number })),
  isBlind: optional(flag),
  retiredAt: optional(number),
  minutes: RING,
  rings: listOf<StoredRing>(RING),
  period: optional(
    object<NonNullable<StoredBudget['period']>>({
      from: number,
      to: number,
      tally: object({ good: number, bad: number, minutes: number }),
    }),
  ),
});

export function budgetToStored(entry: ObjectiveEntry): StoredBudget {
  const { counting, since, judgedAt, burns, isBlind, retiredAt, state } = entry;
  const { minutes: _, ...minutes } = toColumns(state.minutes);
  return {
    ...{ counting, since, judgedAt },
    ...(burns !== undefined && { burns }),
    ...(isBlind !== undefined && { isBlind }),
    ...(retiredAt !== undefined && { retiredAt }),
    minutes,
    rings: state.rings.map(toColumns),
    ...(state.period !== undefined && { period: state.period }),
  };
}

/** Returns the entry without its alert. */
export function budgetFromStored(
  { rule, subject = '' }: { readonly rule: string; readonly subject?: string },
  { minutes, rings, period, ...kept }: StoredBudget,
): ObjectiveEntry {
  const state = {
    minutes: fromColumns(minutes),
    rings: rings.map(fromColumns),
    ...(period !== undefined && { period }),
  };
  return { kind: 'objective', objective: rule, subject, ...kept, state };
}

function toColumns(ring: Ring): StoredRing {
  const from = ring[0]?.index ?? 0;
  const length = ring.length === 0 ? 0 : (ring.at(-1)?.index ?? from) - from + 1;
  const columns = { good: zeros(length), bad: zeros(length), minutes: zeros(length) };
  for (const { index, good, bad, minutes } of ring) {
    columns.good[index - from] = good;
    columns.bad[index - from] = bad;
    columns.minutes[index - from] = minutes;
  }
  return { from, ...columns };
}

const zeros = (length: number) => Array.from({ length }, () => 0);

function fromColumns({ from, good, bad, minutes = [] }: StoredRing): Ring {
  return good.flatMap((count, i): readonly Slot[] => {
    const slot = { index: from + i, good: count, bad: bad[i] ?? 0, minutes: minutes[i] ?? 0 };
    return slot.good === 0 && slot.bad === 0 && slot.minutes === 0 ? [] : [slot];
  });
}
