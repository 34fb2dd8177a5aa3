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

/** Returns the key of a budget in the item of its objective. */
export function budgetKey(subject: string): string {
  return `of:${subject}`;
}

/** Returns the key of what is known of the blindness of a budget, beside it. */
export function blindKey(subject: string): string {
  return `blind:${subject}`;
}
