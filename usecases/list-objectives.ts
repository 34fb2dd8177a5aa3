import { budgetsOf, type KnownBudget } from '#core/evaluation/objective/budgets.ts';
import { objectiveItemId } from '#core/evaluation/objective/item.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import type { Ports } from './ports.ts';

export type ListedBudget = KnownBudget;

/**
 * Lists the budgets of the objectives of the config: one of each, or of each of its subjects. An
 * objective that no clock has seen yet has one of which nothing is measured.
 */
export function listObjectives({ subjects }: Pick<Ports, 'subjects'>, config: Config) {
  const { objectives = [] } = config;
  return async (now: Instant): Promise<readonly ListedBudget[]> => {
    const stored = await subjects.load(objectives.map(({ name }) => objectiveItemId(name)));
    return objectives.flatMap((objective) =>
      budgetsOf(objective, stored.get(objectiveItemId(objective.name)), now),
    );
  };
}
