import type { Draft } from './draft.ts';
import { kindOf } from './kinds.ts';
import type { RuleSet } from './rule-set.ts';

/** Does with each entry what is not the work of a sample or a message: see `Kind`. */
export function reconcile(draft: Draft, rules: RuleSet): void {
  for (const [key, entry] of draft.entries()) {
    kindOf(entry).reconcile(draft, rules, key, entry);
  }
}
