import { budgetsOf, type KnownBudget } from '#core/evaluation/objective/budgets.ts';
import { objectiveItemId } from '#core/evaluation/objective/item.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import { loadReadable } from './load-readable.ts';
import type { Ports } from './ports.ts';

export interface ListedBudget extends KnownBudget {
  /** What is stored of its objective cannot be read: all that is told is what is promised. */
  readonly isUnreadable: boolean;
}

/**
 * Lists the budgets of the objectives of the config: one of each, or of each of its subjects. An
 * objective that no clock has seen yet, or whose budgets cannot be read, has one of which nothing
 * is measured.
 */
export function listObjectives({ subjects }: Pick<Ports, 'subjects'>, config: Config) {
  const { objectives = [] } = config;
  return async (now: Instant): Promise<readonly ListedBudget[]> => {
    const ids = objectives.map(({ name }) => objectiveItemId(name));
    const { found, unreadable } = await loadReadable(subjects.load, ids);
    return objectives.flatMap((objective) => {
      const id = objectiveItemId(objective.name);
      const budgets = budgetsOf(objective, found.get(id), now);
      return budgets.map((budget) => ({ ...budget, isUnreadable: unreadable.has(id) }));
    });
  };
}
