import { isAcross } from '../rule/threshold.ts';
import type { Sample } from '../sample/sample.ts';
import { evaluateSubject } from './evaluate-subject.ts';
import { seriesKind } from './kinds.ts';
import { whyImplausible } from './plausibility.ts';
import { matchingIndex, type RuleSet, ruleMatches, rulesOn } from './rule-set.ts';
import type { SubjectState } from './subject.ts';

/**
 * Whether a sample that comes when it is measured leaves its subject as it is: then the platform
 * would write nothing, and decide nothing. A sample that no rule reads, or that cannot be, is one.
 * @param stored what is stored of its subject; undefined: nothing
 */
export function isUneventful(
  rules: RuleSet,
  stored: SubjectState | undefined,
  sample: Sample,
): boolean {
  const index = matchingIndex(rules, sample);
  // Whether it can be is asked last: few samples come so far.
  return (
    index === undefined ||
    leavesAll(rules, stored, sample) ||
    whyImplausible(index.plausible, sample) !== undefined
  );
}

function leavesAll(rules: RuleSet, stored: SubjectState | undefined, sample: Sample): boolean {
  if (stored !== undefined) {
    const { subject, at } = sample;
    return (
      !isJoined(rules, sample) &&
      !evaluateSubject(stored, { subject, samples: [sample] }, rules, at).changed
    );
  }
  return rulesOn(rules, sample).every(
    (rule) => !ruleMatches(rule, sample) || seriesKind(rule).isUneventful(rule, sample),
  );
}

/** Whether a rule joins it with others, beside which it may change what it does not alone. */
function isJoined(rules: RuleSet, sample: Sample): boolean {
  return rulesOn(rules, sample).some(
    (rule) => rule.kind === 'threshold' && isAcross(rule) && ruleMatches(rule, sample),
  );
}
