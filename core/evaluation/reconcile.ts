import type { Draft } from './draft.ts';
import { kindOf } from './kinds.ts';
import type { RuleSet } from './rule-set.ts';

/** Reconciles each entry, independently of samples and messages: see `Kind`. */
export function reconcile(draft: Draft, rules: RuleSet): void {
  for (const [key, entry] of draft.entries()) {
    kindOf(entry).reconcile(draft, rules, key, entry);
  }
}
