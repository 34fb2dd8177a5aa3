import { durationInWords } from '../time/duration.ts';
import type { Duration } from '../time/instant.ts';
import type { RuleBase } from './rule-base.ts';
import type { RuleKind } from './rule-kind.ts';

/** A subject that has sent a metric must keep sending it. */
export interface AbsenceRule extends RuleBase {
  readonly kind: 'absence';
  /** It is absent after this long without a sample. */
  readonly absentFor: Duration;
}

export const ABSENCE_RULE: RuleKind<AbsenceRule> = {
  limitInWords: ({ absentFor }) => `no sample for ${durationInWords(absentFor)}`,
  breachingValue: () => undefined,
  firesAtOnce: () => false,
};
