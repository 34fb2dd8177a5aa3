import type { Sample } from '../sample/sample.ts';
import { closest } from '../text/closest.ts';
import type { RuleSet } from './rule-set.ts';

/** The samples of a request that no rule reads: how many, and the first few of them in words. */
export interface Unread {
  readonly count: number;
  readonly examples: readonly string[];
}

/** Why no rule reads a series. */
export interface WhyUnread {
  readonly text: string;
  /** Whether a rule was probably meant to read it. */
  readonly isSuspicious: boolean;
}

/** How many are listed. */
const TOLD = 3;

/** How many characters of a name are shown: senders log the whole answer. */
const LONGEST = 64;

/**
 * The search for what was meant compares every metric; senders repeat the same names with each
 * request.
 */
const MAX_KEPT = 10_000;
const MAX_UNITS = 100;

/** Why each series is unread: if no rule reads the metric, its unit does not matter. */
type Known = Map<string, WhyUnread | Map<string | undefined, WhyUnread>>;

const known = new WeakMap<RuleSet, Known>();

/** Describes samples that no rule reads; each metric and unit is listed once. */
export function unreadOf(
  rules: RuleSet,
  samples: readonly Pick<Sample, 'metric' | 'unit'>[],
): Unread {
  const told = new Map<string, string>();
  for (const { metric, unit } of samples) {
    const series = unit === undefined ? metric : `${metric} in ${unit}`;
    if (!told.has(series)) {
      told.set(series, `${cut(series)}: ${whyUnread(rules, metric, unit).text}`);
    }
    if (told.size === TOLD) {
      break;
    }
  }
  return { count: samples.length, examples: [...told.values()] };
}

/** Returns why no rule reads a series, and which metric or unit was probably meant. */
export function whyUnread(rules: RuleSet, metric: string, unit: string | undefined): WhyUnread {
  return (
    cachedWhyUnread(rules)(metric, unit) ?? keep(rules, metric, unit, findOut(rules, metric, unit))
  );
}

/** Returns the same from a cache: examining a new name is expensive. */
export function cachedWhyUnread(
  rules: RuleSet,
): (metric: string, unit: string | undefined) => WhyUnread | undefined {
  const all = knownOf(rules);
  return (metric, unit) => {
    const ofMetric = all.get(metric);
    return ofMetric instanceof Map ? ofMetric.get(unit) : ofMetric;
  };
}

function knownOf(rules: RuleSet): Known {
  const all = known.get(rules) ?? new Map();
  known.set(rules, all);
  return all;
}

function keep(rules: RuleSet, metric: string, unit: string | undefined, why: WhyUnread): WhyUnread {
  const all = knownOf(rules);
  if (all.size >= MAX_KEPT) {
    all.clear();
  }
  if (!rules.byMetric.has(metric)) {
    all.set(metric, why);
  } else {
    const before = all.get(metric);
    const ofMetric = before instanceof Map && before.size < MAX_UNITS ? before : new Map();
    all.set(metric, ofMetric.set(unit, why));
  }
  return why;
}

function findOut({ byMetric }: RuleSet, metric: string, unit: string | undefined): WhyUnread {
  const index = byMetric.get(metric);
  if (index === undefined) {
    const meant = closest(metric, byMetric.keys());
    return meant === undefined
      ? { text: 'no rule reads the metric', isSuspicious: false }
      : { text: `no rule reads the metric; did you mean "${meant}"?`, isSuspicious: true };
  }
  const rules = [...index.byValue.values()].flat().concat(index.others);
  const units = rules.flatMap(({ matchers }) =>
    matchers.filter(({ name, op }) => name === 'unit' && op === '=').map(({ value }) => value),
  );
  // A table hides the blank, and would say that rules on % read %.
  const trimmed = unit?.trim();
  if (trimmed !== undefined && unit !== trimmed && units.includes(trimmed)) {
    return {
      text: `the unit "${unit}" has blanks around it, and rules on the metric read "${trimmed}"`,
      isSuspicious: true,
    };
  }
  const text =
    units.length === 0 || units.includes(unit ?? '')
      ? 'no rule on the metric asks for these labels'
      : `rules on the metric read the unit ${[...new Set(units)].join(' or ')}`;
  return { text, isSuspicious: true };
}

function cut(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1).toWellFormed()}…`;
}
