import { type Matcher, matchesSeries } from '../alert/matcher.ts';
import type { Plausible } from '../rule/plausible.ts';
import type { Rule } from '../rule/rule.ts';
import type { Term } from '../rule/threshold.ts';
import type { Sample } from '../sample/sample.ts';

/** The parts of a sample that decide which rules match it. */
export type SeriesIdentity = Pick<Sample, 'subject' | 'metric' | 'unit' | 'labels'>;

/**
 * The rules on one metric, indexed so that only few need to be matched with a series: it is
 * customary to have one for each ward.
 */
export interface RuleIndex {
  /** The label that most of them compare for equality. */
  readonly label: string;
  readonly byValue: ReadonlyMap<string, readonly Rule[]>;
  /** The rules that do not require a single value of it. */
  readonly others: readonly Rule[];
  /** The values that the metric can have. */
  readonly plausible: readonly Plausible[];
}

/** Indexes the rules of one metric, looking at each rule once. */
export function indexRules(
  rules: readonly Rule[],
  plausible: readonly Plausible[] = [],
): RuleIndex {
  const label = mostAskedFor(rules);
  const others: Rule[] = [];
  const placed = Map.groupBy(
    rules.map((rule) => {
      const value = rule.matchers.find((m) => m.op === '=' && m.name === label)?.value;
      const place = { rule, value, after: others.length };
      if (value === undefined) {
        others.push(rule);
      }
      return place;
    }),
    ({ value }) => value,
  );
  const byValue = new Map<string, readonly Rule[]>();
  for (const [value, asking] of placed) {
    if (value !== undefined) {
      byValue.set(value, inOrder(asking, others));
    }
  }
  return { label, byValue, others, plausible };
}

/** Returns the index with other rules in the places of those of the same names. */
export function replaceRules(
  { byValue, others, ...rest }: RuleIndex,
  replaced: ReadonlyMap<string, Rule>,
): RuleIndex {
  const replace = (rules: readonly Rule[]) => rules.map((rule) => replaced.get(rule.name) ?? rule);
  const entries = [...byValue].map(([value, rules]) => [value, replace(rules)] as const);
  return { ...rest, byValue: new Map(entries), others: replace(others) };
}

/** A rule that requires a value, and how many of the others precede it in the config. */
interface Placed {
  readonly rule: Rule;
  readonly after: number;
}

function inOrder(asking: readonly Placed[], others: readonly Rule[]): readonly Rule[] {
  const all = [...others];
  for (const [i, { rule, after }] of asking.entries()) {
    all.splice(after + i, 0, rule);
  }
  return all;
}

/**
 * Returns the candidate rules for the series, in the order of the config: each must still be
 * matched.
 */
export function candidatesFor(
  { label, byValue, others }: RuleIndex,
  series: SeriesIdentity,
): readonly Rule[] {
  return byValue.get(labelOf(series, label)) ?? others;
}

/**
 * Returns the value that a matcher of that name compares; empty if the series has no such label.
 */
function labelOf(series: SeriesIdentity, name: string): string {
  if (name === 'subject') {
    return series.subject;
  }
  if (name === 'unit') {
    return series.unit ?? '';
  }
  return series.labels[name] ?? '';
}

/** Whether a part of a rule that joins several series reads this one. */
export function termReads({ metric, matchers }: Term, series: SeriesIdentity): boolean {
  return metric === series.metric && allMatch(matchers, series);
}

/** Whether all of the matchers hold for the series. */
export function allMatch(matchers: readonly Matcher[], series: SeriesIdentity): boolean {
  for (const matcher of matchers) {
    if (!matchesSeries(matcher, labelOf(series, matcher.name))) {
      return false;
    }
  }
  return true;
}

function mostAskedFor(rules: readonly Rule[]): string {
  const counts = new Map<string, number>();
  for (const { matchers } of rules) {
    for (const { op, name } of matchers) {
      if (op === '=') {
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
    }
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most?.[0] ?? '';
}
