import type { Incident } from '#core/incident/incident.ts';
import { badTime } from '#core/objective/judge.ts';
import type { Tally } from '#core/objective/ring.ts';
import type { Duration, Instant } from '#core/time/instant.ts';
import type { BudgetHistory } from './budget-history.ts';
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

/** Returns which incidents spent how much of a budget on its days from a moment on. */
export async function budgetSpent(
  { incidents }: Pick<Ports, 'incidents'>,
  { days, spentBy }: Pick<BudgetHistory, 'days' | 'spentBy'>,
  {
    from,
    tally,
    spent,
  }: { readonly from: Instant; readonly tally: Tally; readonly spent: Duration },
): Promise<BudgetSpent> {
  const inside = new Set(days.filter(({ to }) => to > from).map((day) => day.from));
  const taken = new Map<string, number>();
  for (const { day, incident, bad } of spentBy) {
    if (inside.has(day)) {
      taken.set(incident, (taken.get(incident) ?? 0) + bad);
    }
  }
  const each = tally.bad === 0 ? 0 : badTime(tally) / tally.bad;
  const most = [...taken].sort((a, b) => b[1] - a[1]).slice(0, MOST);
  const found = most.length === 0 ? new Map() : await incidents.load(most.map(([id]) => id));
  const told = most.map(([id, bad]): IncidentSpent => {
    const incident = found.get(id);
    return { id, spent: bad * each, ...(incident !== undefined && { incident }) };
  });
  const attributed = told.reduce((sum, one) => sum + one.spent, 0);
  return { incidents: told, unattributed: Math.max(0, spent - attributed) };
}
