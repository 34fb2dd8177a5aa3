import { own } from '../collections/own.ts';
import type { Rule } from '../rule/rule.ts';
import { labelsKey } from '../sample/labels-key.ts';
import type { Sample } from '../sample/sample.ts';
import { sortSamples } from '../sample/sort-samples.ts';
import type { ClockStep } from '../time/clock-skew.ts';
import type { Instant } from '../time/instant.ts';
import { buildAlert } from './build-alert.ts';
import { type Assessment, Draft, unchanged } from './draft.ts';
import type { Entry } from './entry.ts';
import { abandon } from './keep-telling.ts';
import type { Taking } from './kind.ts';
import { seriesKind } from './kinds.ts';
import { mergeReplicas } from './merge-replicas.ts';
import { reconcile } from './reconcile.ts';
import { isOutdone, type Rivals } from './rivals.ts';
import { type RuleSet, ruleMatches, rulesOn } from './rule-set.ts';
import { OUT_OF_ORDER, type Step, UNCHANGED } from './step.ts';
import type { SubjectState } from './subject.ts';

/** What became of a subject and of its samples. */
export interface Evaluation extends Assessment {
  readonly duplicates: readonly Sample[];
  /** Samples that came too late for a rule to put them in their place. */
  readonly outOfOrder: readonly Sample[];
  /** Samples of series that no rule on them can be kept on: the subject has no room. */
  readonly crowdedOut: readonly Sample[];
  /** Samples that were evaluated, though for some of their rules the subject has no room. */
  readonly partlyKept: readonly Sample[];
  /** How many series were remembered and are not any more, since worse ones needed the room. */
  readonly displaced: number;
}

/**
 * Evaluates samples of one subject against the rules: what changes in its state, and which alerts
 * start or cease to fire.
 */
export function evaluateSubject(
  stored: SubjectState | undefined,
  subject: string,
  samples: readonly Sample[],
  rules: RuleSet,
  now: Instant,
): Evaluation {
  const ordered = sortSamples(samples);
  const draft = new Draft(subject, stored, now);
  const outOfOrder: Sample[] = [];
  const remembered: Remembered[] = [];
  mergeReplicas(draft, rules);
  const pass: Pass = {
    draft,
    rules,
    taking: { subject, now, maxAge: rules.maxAge },
    rivals: { ordered: ordered.samples },
    remembered,
  };
  let index = 0;
  for (const sample of ordered.samples) {
    if (take(pass, sample, index++) === 'out_of_order') {
      outOfOrder.push(sample);
    }
  }
  const assessment = conclude(draft, rules, stored);
  return {
    ...assessment,
    duplicates: ordered.duplicates,
    outOfOrder,
    ...denied(assessment.gaveWay, remembered, rules),
    displaced: countKnown(assessment.gaveWay, stored),
  };
}

type Fate = 'taken' | 'out_of_order';

/** One request's samples of a subject on their way through the rules. */
interface Pass {
  readonly draft: Draft;
  readonly rules: RuleSet;
  readonly taking: Taking;
  readonly rivals: Rivals;
  /** What is to be remembered because of them. */
  readonly remembered: Remembered[];
}

/** What was to be remembered because of a sample, by its key. */
interface Remembered {
  readonly sample: Sample;
  readonly key: string;
}

/** The samples of which something could not be remembered: for each of their rules, or for some. */
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
 * Looks at a subject without new samples: what is absent, to be told again, no longer asked for, or
 * to be forgotten.
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

function conclude(draft: Draft, rules: RuleSet, stored: SubjectState | undefined): Assessment {
  if (draft.isBlank) {
    return unchanged(stored);
  }
  reconcile(draft, rules);
  return draft.close(rules);
}

/**
 * Asks every rule about the sample, and notes what is to be remembered because of it. Out of order
 * it is where it is so to each.
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
    const key = `${rule.name}${labels}`;
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
      draft.fire(key, step.entry, buildAlert(rules, rule, series, sample));
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
