import { matches } from '../alert/matcher.ts';
import type { Config } from '../config.ts';
import type { Sample } from '../sample/sample.ts';
import type { Duration } from '../time/instant.ts';
import type { Rule } from './rule.ts';

/** The rules of a config, indexed for evaluation. */
export interface RuleSet {
  readonly byName: ReadonlyMap<string, Rule>;
  readonly byMetric: ReadonlyMap<string, readonly Rule[]>;
  readonly groupBy: (service: string) => readonly string[];
  /** How old a sample may be: so long a change of phase is remembered. */
  readonly maxAge: Duration;
}

/** What of a sample decides which rules mean it. */
export type SeriesIdentity = Pick<Sample, 'subject' | 'metric' | 'unit' | 'labels'>;

const NONE: readonly Rule[] = [];
const BY_SUBJECT: readonly string[] = ['subject'];

/** Indexes the rules of a config, once. */
export function compileRules(config: Config): RuleSet {
  const byMetric = new Map<string, Rule[]>();
  for (const rule of config.rules) {
    const others = byMetric.get(rule.metric);
    if (others === undefined) byMetric.set(rule.metric, [rule]);
    else others.push(rule);
  }
  return {
    byName: new Map(config.rules.map((rule) => [rule.name, rule])),
    byMetric,
    groupBy: (service) => config.services[service]?.groupBy ?? BY_SUBJECT,
    maxAge: config.sampleTimes.maxAge,
  };
}

/** The rules on the sample's metric; most often none. Each still has to be asked whether it `means` the sample. */
export function rulesOnMetric(rules: RuleSet, metric: string): readonly Rule[] {
  return rules.byMetric.get(metric) ?? NONE;
}

/** Whether any rule means the sample. If none does, its subject need not even be read. */
export function concerns(rules: RuleSet, sample: SeriesIdentity): boolean {
  for (const rule of rulesOnMetric(rules, sample.metric)) if (means(rule, sample)) return true;
  return false;
}

/** Whether the rule is about the series: the metric is its own, and its matchers hold. */
export function means(rule: Rule, series: SeriesIdentity): boolean {
  if (rule.metric !== series.metric) return false;
  for (const matcher of rule.matchers)
    if (!matches(matcher, labelOf(series, matcher.name))) return false;
  return true;
}

function labelOf(series: SeriesIdentity, name: string): string {
  if (name === 'subject') return series.subject;
  if (name === 'unit') return series.unit ?? '';
  return series.labels[name] ?? '';
}
