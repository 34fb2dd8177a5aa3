import { OWN_ITEMS } from '../../sample/validate-sample.ts';

/**
 * Returns the item of an objective. It holds the budgets of all its subjects, so that one write a
 * minute keeps them, and a list needs no other.
 */
export function objectiveItemId(name: string): string {
  return `${OWN_ITEMS}slo:${name}`;
}

/** The subject of a budget that all subjects share. */
export const TOGETHER = '';

/** How much of the name of a counting its keys have: an objective has few, so that it is enough. */
const COUNTING_LENGTH = 12;

/**
 * Returns the key of a budget in the item of its objective. It names what is counted (see
 * `countingOf`), so that two configs, of which one is older or a slip, each keep their own.
 */
export function budgetKey(counting: string, subject: string): string {
  return `of:${counting.slice(0, COUNTING_LENGTH)}:${subject}`;
}

const BLIND = 'blind:';

/** Returns the key of what is known of the blindness of a budget, beside it. */
export function blindKey(budget: string): string {
  return `${BLIND}${budget}`;
}

/** Returns the key of the budget whose blindness it is. */
export function budgetOfBlind(key: string): string {
  return key.slice(BLIND.length);
}
