/**
 * What a kind of rule tells of one of its rules, without looking at any sample. What samples make
 * of it, the kind of the same name in `evaluation/` knows.
 */
export interface RuleKind<R> {
  /** The limit in words, as it stands in the log and, where values may, in a page. */
  limitInWords(rule: R): string;
  /** A value that breaches it, to try it with; undefined if no value does. */
  breachingValue(rule: R): number | undefined;
  /** Whether the first sample that breaches makes the alert fire. */
  firesAtOnce(rule: R): boolean;
}
