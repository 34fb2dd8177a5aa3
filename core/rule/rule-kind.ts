/**
 * The operations of a kind of rule on one of its rules, without any sample. The kind of the same
 * name in `evaluation/` applies samples to it.
 */
export interface RuleKind<R> {
  /** Describes the limit in words, for the log and, if values are allowed, for pages. */
  limitInWords(rule: R): string;
  /** A value that breaches it, to try it with; undefined if no value does. */
  breachingValue(rule: R): number | undefined;
  /** Whether the first sample that breaches makes the alert fire. */
  firesAtOnce(rule: R): boolean;
}
