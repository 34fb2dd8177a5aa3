import type { Incident } from '#core/incident/incident.ts';
import { badTime } from '#core/objective/judge.ts';
import type { Tally } from '#core/objective/ring.ts';
import type { Duration, Instant } from '#core/time/instant.ts';
import type { Interval } from '#core/time/interval.ts';
import type { BudgetHistory } from './budget-history.ts';
import { loadReadable } from './load-readable.ts';
import type { Ports } from './ports.ts';

/** So many incidents of a budget are told, those that took most. */
const MOST = 20;

/** How long an incident made it bad. */
interface IncidentSpent {
  readonly id: string;
  readonly spent: Duration;
  /** Absent if it is no more: it was swept, or cannot be read. */
  readonly incident?: Incident;
}

export interface BudgetSpent {
  readonly incidents: readonly IncidentSpent[];
  /** What no incident of those took. */
  readonly unattributed: Duration;
}

/**
 * Returns which incidents spent how much of a budget on its days from a moment on. Of the day in
 * which a window that rolls begins, the part inside counts, as it does for the budget.
 */
export async function budgetSpent(
  { incidents }: Pick<Ports, 'incidents'>,
  { days, spentBy }: Pick<BudgetHistory, 'days' | 'spentBy'>,
  {
    from,
    tally,
    spent,
  }: { readonly from: Instant; readonly tally: Tally; readonly spent: Duration },
): Promise<BudgetSpent> {
  const parts = new Map(days.map((day) => [day.from, partAfter(from, day)]));
  const taken = new Map<string, number>();
  for (const { day, incident, bad } of spentBy) {
    const inside = bad * (parts.get(day) ?? 0);
    if (inside > 0) {
      taken.set(incident, (taken.get(incident) ?? 0) + inside);
    }
  }
  const each = tally.bad === 0 ? 0 : badTime(tally) / tally.bad;
  const most = [...taken].sort((a, b) => b[1] - a[1]).slice(0, MOST);
  const { found } = await loadReadable(
    incidents.load,
    most.map(([id]) => id),
  );
  const told = most.map(([id, bad]): IncidentSpent => {
    const incident = found.get(id);
    return { id, spent: bad * each, ...(incident !== undefined && { incident }) };
  });
  const attributed = told.reduce((sum, one) => sum + one.spent, 0);
  return { incidents: told, unattributed: Math.max(0, spent - attributed) };
}

/** Returns which part of a day is after a moment: 0 to 1. */
function partAfter(at: Instant, { from, to }: Interval): number {
  return Math.max(0, to - Math.max(from, at)) / (to - from);
}
