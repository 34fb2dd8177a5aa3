import { orderLimit } from '../rule/order-limit.ts';
import type { PersonalLimits } from '../rule/personal-limit.ts';
import { metricsOf, type Rule } from '../rule/rule.ts';
import type { Instant } from '../time/instant.ts';
import { replaceRules } from './rule-index.ts';
import type { RuleSet } from './rule-set.ts';

/** For the limits of a subject, which several steps of one decision ask about. */
const known = new WeakMap<PersonalLimits, { readonly of: RuleSet; readonly rules: RuleSet }>();

/**
 * Returns the rules as they are for one subject: its limits in place of the rules' own. Almost all
 * subjects have none, and the very rules of the config. A limit that the config does not allow any
 * more does not count.
 */
export function personalRules(rules: RuleSet, limits: PersonalLimits | undefined): RuleSet {
  if (limits === undefined) {
    return rules;
  }
  const before = known.get(limits);
  if (before?.of === rules) {
    return before.rules;
  }
  const own = withLimits(rules, limits);
  known.set(limits, { of: rules, rules: own });
  return own;
}

/** Returns the rules as they are for a stored subject now. */
export function rulesOfSubject(
  rules: RuleSet,
  state: { readonly limits?: PersonalLimits | undefined } | undefined,
  now: Instant,
): RuleSet {
  return personalRules(rules, limitsInForce(state?.limits, now));
}

function withLimits(rules: RuleSet, limits: PersonalLimits): RuleSet {
  const replaced = new Map<string, Rule>();
  for (const limit of Object.values(limits)) {
    const rule = rules.byName.get(limit.rule);
    const ordered = rule && orderLimit(rule, limit);
    if (ordered?.kind === 'ordered') {
      replaced.set(limit.rule, ordered.rule);
    }
  }
  if (replaced.size === 0) {
    return rules;
  }
  const metrics = new Set([...replaced.values()].flatMap(metricsOf));
  const indexes = [...metrics].flatMap((metric) => {
    const index = rules.byMetric.get(metric);
    return index === undefined ? [] : [[metric, replaceRules(index, replaced)] as const];
  });
  return {
    ...rules,
    byName: new Map([...rules.byName, ...replaced]),
    byMetric: new Map([...rules.byMetric, ...indexes]),
  };
}

/**
 * Returns the limits that have not ended: the same object if none has, undefined if none is left.
 */
export function limitsInForce(
  limits: PersonalLimits | undefined,
  now: Instant,
): PersonalLimits | undefined {
  return keepLimits(limits, ({ endsAt }) => endsAt > now);
}

/** Returns those of the limits for which it holds: the same object if it holds for all. */
export function keepLimits(
  limits: PersonalLimits | undefined,
  holds: (limit: PersonalLimits[string]) => boolean,
): PersonalLimits | undefined {
  if (limits === undefined) {
    return undefined;
  }
  const all = Object.entries(limits);
  const kept = all.filter(([, limit]) => holds(limit));
  if (kept.length === all.length) {
    return limits;
  }
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}
