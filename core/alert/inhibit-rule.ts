import type { Matcher } from './matcher.ts';

/** While an alert that `source` matches is heard, those that `target` matches page nobody. */
export interface InhibitRule {
  readonly name: string;
  readonly source: readonly Matcher[];
  readonly target: readonly Matcher[];
  /** The labels that both have in common; one that is missing counts as empty. */
  readonly equal: readonly string[];
}
