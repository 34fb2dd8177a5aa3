import { closest } from '../closest.ts';
import type { Sample } from '../sample/sample.ts';
import type { RuleSet } from './rule-set.ts';

/** The samples of a request that no rule reads: how many, and the first few of them in words. */
export interface Unread {
  readonly count: number;
  readonly examples: readonly string[];
}

/** How many are told one by one. */
const TOLD = 3;

/** As much of a name as is told: senders log the whole answer. */
const LONGEST = 64;

/** Looking for what was meant asks every metric; senders repeat the same few with each request. */
const MOST_KEPT = 1_000;

const reasons = new WeakMap<RuleSet, Map<string, string>>();

/** What is said of samples that no rule reads; each metric and unit is told once. */
export function unreadOf(
  rules: RuleSet,
  samples: readonly Pick<Sample, 'metric' | 'unit'>[],
): Unread {
  const told = new Map<string, string>();
  for (const { metric, unit } of samples) {
    const series = unit === undefined ? metric : `${metric} in ${unit}`;
    if (!told.has(series)) told.set(series, explained(rules, series, metric, unit));
    if (told.size === TOLD) break;
  }
  return { count: samples.length, examples: [...told.values()] };
}

function explained(
  rules: RuleSet,
  series: string,
  metric: string,
  unit: string | undefined,
): string {
  const known = reasons.get(rules) ?? new Map<string, string>();
  const text = known.get(series) ?? `${cut(series)}: ${whyUnread(rules, metric, unit)}`;
  if (known.size >= MOST_KEPT) known.clear();
  reasons.set(rules, known.set(series, text));
  return text;
}

/** Why no rule reads a series, and which metric or unit was probably meant. */
function whyUnread({ byMetric }: RuleSet, metric: string, unit: string | undefined): string {
  const index = byMetric.get(metric);
  if (index === undefined) {
    const meant = closest(metric, [...byMetric.keys()]);
    return `no rule reads the metric${meant === undefined ? '' : `; did you mean "${meant}"?`}`;
  }
  const rules = [...index.byValue.values()].flat().concat(index.others);
  const units = rules.flatMap(({ matchers }) =>
    matchers.filter(({ name, op }) => name === 'unit' && op === '=').map(({ value }) => value),
  );
  return units.length === 0 || units.includes(unit ?? '')
    ? 'no rule on the metric asks for these labels'
    : `rules on the metric read the unit ${[...new Set(units)].join(' or ')}`;
}

function cut(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1).toWellFormed()}…`;
}
