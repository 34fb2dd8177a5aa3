import { own } from '../collections/own.ts';
import type { PersonalLimits } from '../rule/personal-limit.ts';
import type { Rule } from '../rule/rule.ts';
import { labelsKey } from '../sample/labels-key.ts';
import type { Sample } from '../sample/sample.ts';
import { sortSamples } from '../sample/sort-samples.ts';
import type { ClockStep } from '../time/clock-skew.ts';
import type { Instant } from '../time/instant.ts';
import { buildAlert } from './build-alert.ts';
import { type Assessment, Draft, unchanged } from './draft.ts';
import type { Entry } from './entry.ts';
import { forgetMeasured } from './forget-measured.ts';
import type { Taking } from './kind.ts';
import { seriesKind } from './kinds.ts';
import { mergeReplicas } from './merge-replicas.ts';
import { personalRules } from './personal-rules.ts';
import { abandon } from './reassert.ts';
import { reconcile } from './reconcile.ts';
import { isOutdone, type Rivals } from './rivals.ts';
import { type RuleSet, ruleMatches, rulesOn } from './rule-set.ts';
import { OUT_OF_ORDER, type Step, UNCHANGED } from './step.ts';
import type { SubjectState } from './subject.ts';
import { isOfSubject, subjectKey } from './subject-key.ts';

/** The outcome for a subject and its samples. */
export interface Evaluation extends Assessment {
  readonly duplicates: readonly Sample[];
  /** Samples that were out of order for a rule. */
  readonly outOfOrder: readonly Sample[];
  /** Samples for which no rule could store state: the subject has no room. */
  readonly crowdedOut: readonly Sample[];
  /** Evaluated samples for which some rules could not store state. */
  readonly partlyKept: readonly Sample[];
  /** How many series lost their state because more severe ones needed the room. */
  readonly displaced: number;
}

/**
 * Evaluates samples of one subject against the rules. Returns the changes of its state, and the
 * alerts that start or stop firing.
 */
export function evaluateSubject(
  stored: SubjectState | undefined,
  { subject, samples }: { readonly subject: string; readonly samples: readonly Sample[] },
  ofAll: RuleSet,
  now: Instant,
): Evaluation {
  const ordered = sortSamples(samples);
  const draft = new Draft(subject, stored, now);
  const rules = personalRules(ofAll, draft.limits);
  const outOfOrder: Sample[] = [];
  const remembered: Remembered[] = [];
  mergeReplicas(draft, rules);
  let index = 0;
  const hasMore = (rule: Rule) => readsMore(rule, ordered.samples, index - 1);
  const pass: Pass = {
    draft,
    rules,
    taking: {
      subject,
      now,
      maxAge: rules.maxAge,
      pass: { latest: new Map(), learned: new Map(), hasMore },
    },
    rivals: { ordered: ordered.samples },
    remembered,
  };
  for (const sample of ordered.samples) {
    if (take(pass, sample, index++) === 'out_of_order') {
      outOfOrder.push(sample);
    }
  }
  const assessment = conclude(draft, ofAll, stored);
  return {
    ...assessment,
    duplicates: ordered.duplicates,
    outOfOrder,
    ...denied(assessment.gaveWay, remembered, rules),
    displaced: countKnown(assessment.gaveWay, stored),
  };
}

/** Whether a rule reads a further sample of the same time as the one at that position. */
function readsMore(rule: Rule, ordered: readonly Sample[], index: number): boolean {
  const { at } = ordered[index] ?? {};
  for (let next = index + 1; ordered[next]?.at === at; next++) {
    const sample = ordered[next];
    if (sample !== undefined && ruleMatches(rule, sample)) {
      return true;
    }
  }
  return false;
}

type Fate = 'taken' | 'out_of_order';

/** The samples of one request for a subject during evaluation. */
interface Pass {
  readonly draft: Draft;
  readonly rules: RuleSet;
  readonly taking: Taking;
  readonly rivals: Rivals;
  /** What is to be remembered because of them. */
  readonly remembered: Remembered[];
}

/** The entries to store because of a sample, by key. */
interface Remembered {
  readonly sample: Sample;
  readonly key: string;
}

/** The samples for which state could not be stored: for all of their rules, or for some. */
function denied(
  gaveWay: ReadonlySet<string>,
  remembered: readonly Remembered[],
  rules: RuleSet,
): Pick<Evaluation, 'crowdedOut' | 'partlyKept'> {
  const crowdedOut: Sample[] = [];
  const partlyKept: Sample[] = [];
  const lost = gaveWay.size === 0 ? [] : remembered.filter(({ key }) => gaveWay.has(key));
  for (const [sample, those] of Map.groupBy(lost, (one) => one.sample)) {
    const asked = rulesOn(rules, sample).filter((rule) => ruleMatches(rule, sample));
    if (those.length < asked.length) {
      partlyKept.push(sample);
    } else {
      crowdedOut.push(sample);
    }
  }
  return { crowdedOut, partlyKept };
}

function countKnown(keys: ReadonlySet<string>, stored: SubjectState | undefined): number {
  let count = 0;
  for (const key of keys) {
    if (stored && own(stored.series, key) !== undefined) {
      count += 1;
    }
  }
  return count;
}

/**
 * Reconciles a subject without new samples: absent series, reassertions, entries that the config no
 * longer needs, and entries to forget.
 */
export function reconcileSubject(
  stored: SubjectState,
  rules: RuleSet,
  now: Instant,
  step?: ClockStep,
): Assessment {
  const draft = new Draft(stored.subject, stored, now, step);
  mergeReplicas(draft, rules);
  return conclude(draft, rules, stored);
}

/**
 * Replaces the limits of a subject, and judges again by them what is stored of it. `change` is
 * given those that hold; nothing changes if it returns the same. `since`: somebody else is there
 * since then, of whom nothing says anything that was measured before.
 */
export function changeLimits(
  stored: SubjectState | undefined,
  subject: string,
  change: (limits: PersonalLimits | undefined) => PersonalLimits | undefined,
  { rules, now, since }: LimitsChanged,
): Assessment {
  const draft = new Draft(subject, stored, now);
  mergeReplicas(draft, rules);
  draft.setLimits(change(draft.limits));
  if (since !== undefined) {
    forgetMeasured(draft, rules, since);
  }
  return conclude(draft, rules, stored);
}

interface LimitsChanged {
  readonly rules: RuleSet;
  readonly now: Instant;
  readonly since?: Instant | undefined;
}

function conclude(draft: Draft, rules: RuleSet, stored: SubjectState | undefined): Assessment {
  if (draft.isBlank) {
    return unchanged(stored);
  }
  reconcile(draft, personalRules(rules, draft.limits));
  return draft.close(rules);
}

/**
 * Applies every rule to the sample, and records the entries to store because of it. The sample is
 * out of order if it is so for each rule.
 */
function take(pass: Pass, sample: Sample, index: number): Fate {
  const { draft, rules, remembered } = pass;
  let late = 0;
  let taken = 0;
  let labels: string | undefined;
  for (const rule of rulesOn(rules, sample)) {
    if (!ruleMatches(rule, sample)) {
      continue;
    }
    taken += 1;
    if (draft.isBlank && seriesKind(rule).isUneventful(rule, sample)) {
      continue;
    }
    labels ??= labelsKey(sample.labels);
    const key = keyOf(rule, labels);
    const known = remembers(draft, rule, key);
    const step = isOutdone(pass.rivals, rule, known, index)
      ? OUT_OF_ORDER
      : seriesKind(rule).take(known, rule, sample, pass.taking);
    if (step === OUT_OF_ORDER) {
      late += 1;
    } else if (step !== UNCHANGED) {
      apply(pass, rule, key, { step, known, sample });
      remembered.push({ sample, key });
    }
  }
  return late > 0 && late === taken ? 'out_of_order' : 'taken';
}

/** Returns the key of a rule's entry: for the series, or for all of the subject's that it joins. */
function keyOf(rule: Rule, labels: string): string {
  return isOfSubject(rule) ? subjectKey(rule) : `${rule.name}${labels}`;
}

/** What is remembered of a rule; what it has left that was a rule of another kind by then, ends. */
function remembers(draft: Draft, { kind }: Rule, key: string): Entry | undefined {
  const known = draft.get(key);
  if (known === undefined || known.kind === kind) {
    return known;
  }
  abandon(draft, key, known);
  return undefined;
}

/** What a sample makes of what was known of a rule on its series. */
interface Taken {
  readonly step: Step<Entry>;
  readonly known: Entry | undefined;
  readonly sample: Sample;
}

function apply({ draft, rules }: Pass, rule: Rule, key: string, taken: Taken): void {
  const { step, known, sample } = taken;
  switch (step.kind) {
    case 'fire': {
      const kind = seriesKind(rule);
      const { metric, labels } = kind.about(step.entry);
      const startsAt = kind.startsAt(step.entry);
      const series = { subject: draft.subject, metric, labels, startsAt };
      const tripped = 'measured' in step ? step.measured : sample;
      draft.fire(key, step.entry, buildAlert(rules, rule, series, tripped));
      return;
    }
    case 'resolve':
      if (known?.alert !== undefined) {
        draft.resolve(known.alert, step.reason);
      }
      draft.put(key, step.entry);
      return;
    case 'remember':
      draft.put(key, step.entry);
      return;
    case 'unchanged':
    case 'out_of_order':
      return;
  }
}
