import type { Fault } from '../../objective/fault.ts';
import { type Budget, type Burning, judge } from '../../objective/judge.ts';
import type { Objective } from '../../objective/objective.ts';
import { longestWindow } from '../../objective/period.ts';
import { begun, measuredUntil } from '../../objective/state.ts';
import { type Instant, MINUTE } from '../../time/instant.ts';
import type { SubjectState } from '../subject.ts';
import { TOGETHER } from './item.ts';
import { burningOf, isWatched } from './objective.ts';
import type { ObjectiveEntry } from './state.ts';

/** A budget, and how it stands. */
export interface KnownBudget {
  readonly objective: Objective;
  /** Absent where all subjects share it, and where no subject has come yet. */
  readonly subject?: string;
  readonly budget: Budget;
  /** The pair that burns, as of the last minute that the clock has judged. */
  readonly burning?: Burning;
  /** Nothing was measured for so long that nothing can be said, or for a whole window. */
  readonly isBlind: boolean;
  /** Why what is sent cannot be counted, or not all of it. */
  readonly fault?: Fault;
}

/** The entry of a budget, and its key. */
export type KeyedBudget = readonly [key: string, entry: ObjectiveEntry];

/** Returns the entries of the budgets that an objective counts. */
export function entriesOf(
  objective: Objective,
  stored: Pick<SubjectState, 'series'> | undefined,
): readonly KeyedBudget[] {
  return Object.entries(stored?.series ?? {}).flatMap(([key, entry]): readonly KeyedBudget[] =>
    entry.kind === 'objective' && isWatched(objective, entry) ? [[key, entry]] : [],
  );
}

/** Returns the budgets of an objective as its item has them. */
export function budgetsOf(
  objective: Objective,
  stored: Pick<SubjectState, 'series'> | undefined,
  now: Instant,
): readonly KnownBudget[] {
  const at = Math.floor(now / MINUTE) * MINUTE;
  const entries = entriesOf(objective, stored);
  if (entries.length === 0) {
    return [{ objective, budget: judge(objective, begun(objective), at).budget, isBlind: true }];
  }
  return entries.map(([, entry]) => {
    const { subject, since, state, fault } = entry;
    const burning = burningOf(objective, entry);
    const { budget, isBlind } = judge(objective, state, at, { before: burning, since });
    return {
      objective,
      ...(subject !== TOGETHER && { subject }),
      budget,
      ...(burning !== undefined && { burning }),
      isBlind: isBlind || now >= measuredUntil(state) + longestWindow(objective.window),
      ...(fault !== undefined && { fault }),
    };
  });
}
