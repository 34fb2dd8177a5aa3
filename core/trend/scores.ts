import type { RuleSet } from '../evaluation/rule-set.ts';
import { currentScores } from '../evaluation/score/current.ts';
import type { SubjectState } from '../evaluation/subject.ts';
import type { Labels, Sample } from '../sample/sample.ts';
import type { Instant } from '../time/instant.ts';

/** A subject has one series of each score, whatever labels its samples have. */
export const NO_LABELS: Labels = {};

/** Returns the scores of a subject as samples of their own series, by their lower ends. */
export function scoreSamples(
  state: SubjectState | undefined,
  rules: RuleSet,
  now: Instant,
): readonly Sample[] {
  if (state === undefined || rules.scores.length === 0) {
    return [];
  }
  const { subject } = state;
  return currentScores(state, rules, now).map(({ rule: { metric }, score }) => ({
    subject,
    metric,
    value: score.low,
    at: now,
    labels: NO_LABELS,
  }));
}
