import type { Entry } from '#core/evaluation/entry.ts';
import { type Evaluation, evaluateSubject } from '#core/evaluation/evaluate-subject.ts';
import { compileRules, type RuleSet } from '#core/evaluation/rule-set.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import type { Rule } from '#core/rule/rule.ts';
import type { Sample } from '#core/sample/sample.ts';
import type { Instant } from '#core/time/instant.ts';
import { hospital } from './config.ts';

/** Monday, 09:00 UTC. */
export const T0: Instant = Date.UTC(2026, 5, 1, 9, 0, 0);

/** Returns an oxygen saturation of bed-1, measured this many ms after the start. */
export function at(offset: number, value: number, parts: Partial<Sample> = {}): Sample {
  return { subject: 'bed-1', metric: 'spo2', value, at: T0 + offset, labels: {}, ...parts };
}

export function ruleSet(...rules: readonly Rule[]): RuleSet {
  return compileRules(hospital({ rules }));
}

/**
 * Evaluates requests of samples of bed-1 one after the other, each when the newest sample so far
 * was measured; the last evaluation counts.
 */
export function evaluateAll(
  rules: RuleSet,
  requests: readonly (readonly Sample[])[],
  stored?: SubjectState,
): Evaluation & { readonly told: readonly string[] } {
  const told: string[] = [];
  let state = stored;
  let last: Evaluation | undefined;
  let now = T0;
  for (const samples of requests) {
    now = Math.max(now, ...samples.map((s) => s.at));
    last = evaluateSubject(state, { subject: 'bed-1', samples }, rules, now);
    state = last.state;
    told.push(...last.transitions.map((t) => (t.kind === 'resolved' ? t.reason : 'firing')));
  }
  return {
    ...(last ?? evaluateSubject(stored, { subject: 'bed-1', samples: [] }, rules, T0)),
    told,
  };
}

/** Returns the only entry of the subject. */
export function only(state: SubjectState | undefined): Entry {
  const [entry, ...others] = Object.values(state?.series ?? {});
  if (entry === undefined || others.length > 0) {
    throw new Error(`${others.length + Number(entry !== undefined)} entries, not one`);
  }
  return entry;
}
