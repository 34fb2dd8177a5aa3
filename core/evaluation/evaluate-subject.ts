import { inOrder } from '../sample/in-order.ts';
import { labelsKey } from '../sample/labels-key.ts';
import type { Sample } from '../sample/sample.ts';
import type { Instant } from '../time/instant.ts';
import { see } from './absence.ts';
import { advance } from './advance.ts';
import { alertOf } from './alert-of.ts';
import { breaches } from './condition.ts';
import { type Assessment, Draft, unchanged } from './draft.ts';
import { isRetraction, revise } from './revise.ts';
import type { Rule } from './rule.ts';
import { means, type RuleSet, rulesOn } from './rule-set.ts';
import { settle } from './settle.ts';
import { OUT_OF_ORDER, type Step, UNCHANGED } from './step.ts';
import type { SubjectState } from './subject.ts';

/** What became of a subject and of its samples. */
export interface Evaluation extends Assessment {
  readonly duplicates: readonly Sample[];
  /** Samples that came too late for a rule to put them in their place. */
  readonly outOfOrder: readonly Sample[];
  /** Samples of new series for which the subject has no room: a rule on them cannot be kept. */
  readonly crowdedOut: readonly Sample[];
}

type Fate = 'taken' | 'out_of_order' | 'crowded_out';

/** Evaluates samples of one subject against the rules: what changes in its state, and which alerts start or cease to fire. */
export function evaluateSubject(
  stored: SubjectState | undefined,
  subject: string,
  samples: readonly Sample[],
  rules: RuleSet,
  now: Instant,
): Evaluation {
  const ordered = inOrder(samples);
  const draft = new Draft(subject, stored, now);
  const crowdedOut: Sample[] = [];
  const outOfOrder: Sample[] = [];
  for (const sample of ordered.samples) {
    const fate = take(draft, rules, sample);
    if (fate === 'out_of_order') outOfOrder.push(sample);
    else if (fate === 'crowded_out') crowdedOut.push(sample);
  }
  return {
    ...conclude(draft, rules, stored),
    duplicates: ordered.duplicates,
    outOfOrder,
    crowdedOut,
  };
}

/** Looks at a subject without new samples: what is absent, to be told again, no longer asked for, or to be forgotten. */
export function assessSubject(stored: SubjectState, rules: RuleSet, now: Instant): Assessment {
  return conclude(new Draft(stored.subject, stored, now), rules, stored);
}

function conclude(draft: Draft, rules: RuleSet, stored: SubjectState | undefined): Assessment {
  if (draft.isBlank) return unchanged(stored);
  settle(draft, rules);
  return draft.close(rules);
}

function take(draft: Draft, rules: RuleSet, sample: Sample): Fate {
  let fate: Fate = 'taken';
  let labels: string | undefined;
  for (const rule of rulesOn(rules, sample)) {
    if (!means(rule, sample)) continue;
    if (draft.isBlank && isUneventful(rule, sample)) continue;
    labels ??= labelsKey(sample.labels);
    const key = `${rule.name}${labels}`;
    const step = stepOf(draft, rules, rule, key, sample);
    if (step === OUT_OF_ORDER) fate = 'out_of_order';
    else if (!apply(draft, rules, rule, key, step, sample)) return 'crowded_out';
  }
  return fate;
}

/** Whether the sample leaves nothing to remember where nothing is remembered: so it is with nearly all. */
function isUneventful(rule: Rule, sample: Sample): boolean {
  if (isRetraction(sample)) return true;
  return rule.condition.kind !== 'absent' && !breaches(rule.condition, sample.value, false);
}

function stepOf(draft: Draft, rules: RuleSet, rule: Rule, key: string, sample: Sample): Step {
  const entry = draft.get(key);
  const { now } = draft;
  const oldest = now - rules.maxAge;
  if (rule.condition.kind === 'absent')
    // What revises an old sample does not prove that anything reports today.
    return isRetraction(sample) || sample.at < oldest
      ? UNCHANGED
      : see(entry, rule, rule.condition.for, sample, now);
  return sample.revision === undefined
    ? advance(entry, rule, sample, now)
    : revise(entry, rule, sample, { now, oldest });
}

function apply(
  draft: Draft,
  rules: RuleSet,
  rule: Rule,
  key: string,
  step: Step,
  sample: Sample,
): boolean {
  switch (step.kind) {
    case 'fire':
      return draft.fire(key, step.entry, alertOf(rules, rule, draft.subject, step.entry, sample));
    case 'resolve': {
      const { alert } = draft.get(key) ?? {};
      if (alert !== undefined) draft.resolve(alert, step.reason);
      return draft.put(key, step.entry);
    }
    case 'remember':
      return draft.put(key, step.entry);
    case 'unchanged':
    case 'out_of_order':
      return true;
  }
}
