import type { Alert } from '#core/alert/alert.ts';
import { budgetsOf, entriesOf, type KnownBudget } from '#core/evaluation/objective/budgets.ts';
import { blindKey, TOGETHER } from '#core/evaluation/objective/item.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import {
  type BudgetPoint,
  type BurnSeries,
  budgetSeries,
  burnSeries,
  sumOfDays,
} from '#core/objective/history.ts';
import type { Objective } from '#core/objective/objective.ts';
import type { Pair } from '#core/objective/pairs.ts';
import type { Config } from '#core/team/config.ts';
import type { Duration, Instant } from '#core/time/instant.ts';
import { budgetHistory } from './budget-history.ts';
import { type BudgetSpent, budgetSpent } from './budget-spent.ts';
import type { ListedBudget } from './list-objectives.ts';
import type { Ports } from './ports.ts';

/** An alert of a budget that fires now, and the incident that people have of it. */
export interface BudgetAlert {
  readonly kind: 'burns' | 'blind';
  readonly alert: Alert;
  readonly incident?: string;
}

/** Everything that is known of a budget. */
export interface ShownBudget extends ListedBudget {
  readonly series: readonly BudgetPoint[];
  /** The pairs that alert. */
  readonly pairs: readonly Pair[];
  /** How fast it burned in the last day, by one of them. */
  readonly burn?: BurnSeries;
  readonly spent: BudgetSpent;
  readonly alertsNow: readonly BudgetAlert[];
}

/** Which budget is asked for, and of which pair the burn rates, by its long window. */
export interface Asked {
  readonly objective: Objective;
  /** @default the budget that all subjects share */
  readonly subject?: string | undefined;
  /** @default the pair that burns, or the fastest */
  readonly window?: Duration | undefined;
}

/** Shows one budget; undefined if its objective has none of that subject. Keep the function. */
export function showObjective(ports: Pick<Ports, 'subjects' | 'incidents'>, config: Config) {
  const readHistory = budgetHistory(ports, config);
  return async (
    { objective, subject, window }: Asked,
    now: Instant,
  ): Promise<ShownBudget | undefined> => {
    const { from, to } = spanOf(objective, now);
    const history = await readHistory(objective, { from, to: now }, now);
    const known = budgetsOf(objective, history.stored, now).find((one) => one.subject === subject);
    if (known === undefined) {
      return undefined;
    }
    const { days, spentBy, recent } = history.budgets.get(subject ?? TOGETHER) ?? EMPTY;
    const { budget, burning } = known;
    const { pairs } = objective;
    const pair = pairs.find(({ long }) => long === window) ?? burning?.pair ?? pairs[0];
    const inside = { from: budget.from, tally: sumOfDays(days, budget), spent: budget.spent };
    return {
      ...known,
      isUnreadable: history.isUnreadable,
      series: budgetSeries(objective, days, budget, Math.min(now, to)),
      pairs,
      ...(pair !== undefined && {
        burn: burnSeries(objective, pair, { days: recent, length: budget.to - budget.from }, now),
      }),
      spent: await budgetSpent(ports, { days, spentBy }, inside),
      alertsNow: await alertsOf(ports, history.stored, known),
    };
  };
}

const EMPTY = { days: [], spentBy: [], recent: [] };

/** What was left when a window that rolls began is of the time before it. */
function spanOf(objective: Objective, now: Instant) {
  const [{ budget }] = budgetsOf(objective, undefined, now) as readonly [KnownBudget];
  const back = objective.window.kind === 'rolling' ? budget.to - budget.from : 0;
  return { from: budget.from - back, to: budget.to };
}

/** Returns what fires of a budget, with the incident of its group if that is not over. */
async function alertsOf(
  { incidents }: Pick<Ports, 'incidents'>,
  stored: SubjectState | undefined,
  { objective, subject }: KnownBudget,
): Promise<readonly BudgetAlert[]> {
  const [key] =
    entriesOf(objective, stored).find(([, one]) => one.subject === (subject ?? '')) ?? [];
  const told = (kind: BudgetAlert['kind'], at: string) => {
    const alert = stored?.series[at]?.alert;
    return alert === undefined ? [] : [{ kind, alert }];
  };
  const firing = key === undefined ? [] : [...told('burns', key), ...told('blind', blindKey(key))];
  return Promise.all(
    firing.map(async ({ kind, alert }): Promise<BudgetAlert> => {
      // The alert is told, also where its incident cannot be read.
      const latest = await incidents.latest(alert.groupKey).catch(() => undefined);
      const isOpen = latest !== undefined && latest.status !== 'resolved';
      return { kind, alert, ...(isOpen && { incident: latest.id }) };
    }),
  );
}
