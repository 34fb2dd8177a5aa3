import type { Matcher } from '../alert/matcher.ts';
import { allMatch } from '../evaluation/rule-index.ts';
import type { Plausible } from '../rule/plausible.ts';
import type { Rule } from '../rule/rule.ts';
import type { Condition } from '../rule/threshold.ts';
import type { Sample } from '../sample/sample.ts';
import { vitalSignOf } from '../sample/vital-signs.ts';

/** Metrics whose values a surge may raise, and those of which nobody can tell what it does. */
export interface SurgeMetrics {
  /** Those that a rule holds against an upper limit. */
  readonly scaled: ReadonlySet<string>;
  /**
   * Those with lower limits alone, as of what is left: by how much a surge lessens it depends on
   * how much there is in all.
   */
  readonly left: readonly string[];
}

/**
 * Returns the metrics of the rules by what a surge does to them, without vital signs: it makes more
 * patients, and not other pulses.
 */
export function surgeMetrics(rules: readonly Rule[]): SurgeMetrics {
  const limits = rules.flatMap(limitsOf).filter(({ metric }) => vitalSignOf(metric) === undefined);
  const metrics = (sides: readonly Condition['kind'][]) =>
    new Set(limits.flatMap(({ metric, kind }) => (sides.includes(kind) ? [metric] : [])));
  const scaled = metrics(['above', 'outside']);
  return { scaled, left: [...metrics(['below'])].filter((metric) => !scaled.has(metric)) };
}

interface LimitOf {
  readonly metric: string;
  readonly kind: Condition['kind'];
}

/**
 * The limits that values are held against. A ratio stays as it is if both of its parts grow, and
 * what is usual grows too.
 */
function limitsOf(rule: Rule): readonly LimitOf[] {
  if (rule.kind !== 'threshold' || rule.usual !== undefined || rule.across?.kind === 'ratio') {
    return [];
  }
  const { across, condition } = rule;
  if (across === undefined) {
    return [{ metric: rule.metric, kind: condition.kind }];
  }
  const isJoined = across.kind === 'all' || across.kind === 'any';
  return across.terms
    .filter(({ usual }) => usual === undefined)
    .flatMap((term) => {
      const held = isJoined ? term.condition : condition;
      return held === undefined ? [] : [{ metric: term.metric, kind: held.kind }];
    });
}

/** How recorded samples become those of a surge. */
export interface SurgeOptions {
  readonly percent: number;
  readonly isScaled: (sample: Sample) => boolean;
  /** Ranges of values that a metric can have: none is scaled beyond them. */
  readonly plausible: ReadonlyMap<string, readonly Plausible[]>;
}

/**
 * Returns a function that makes samples of a surge of recorded ones, chunk by chunk: values that
 * the surge scales are larger by it, and of vital signs there are more subjects, each with the
 * values of one that was recorded (`bed-7+1`).
 */
export function createSurge({ percent, isScaled, plausible }: SurgeOptions) {
  const copies = new Map<string, readonly string[]>();
  const copiesOf = (subject: string): readonly string[] => {
    const known = copies.get(subject);
    if (known !== undefined) {
      return known;
    }
    const total = (subjects: number) => Math.floor((subjects * percent) / 100);
    const count = total(copies.size + 1) - total(copies.size);
    const made = Array.from({ length: count }, (_, i) => `${subject}+${i + 1}`);
    copies.set(subject, made);
    return made;
  };
  const scale = (sample: Sample): Sample => {
    const value = sample.value * (1 + percent / 100);
    const ranges = plausible.get(sample.metric) ?? [];
    const most = ranges
      .filter(({ matchers, range }) => allMatch(matchers, sample) && sample.value <= range.to)
      .map(({ range }) => range.to);
    return { ...sample, value: Math.min(value, ...most) };
  };
  return (samples: readonly Sample[]): readonly Sample[] =>
    samples.flatMap((sample) => {
      const grown = isScaled(sample) ? scale(sample) : sample;
      return vitalSignOf(sample.metric) === undefined
        ? [grown]
        : [grown, ...copiesOf(sample.subject).map((subject) => ({ ...grown, subject }))];
    });
}

/** Whether matchers hold for a sample, whose metric they can name as `metric`. */
export function matchesSample(matchers: readonly Matcher[], sample: Sample): boolean {
  const labels = { ...sample.labels, metric: sample.metric };
  return allMatch(matchers, { ...sample, labels });
}
