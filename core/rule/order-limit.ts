import { type LimitOrder, orderInWords, type PersonalLimit } from './personal-limit.ts';
import type { Rule } from './rule.ts';
import { hasOxygenScales, type ScoreRule } from './score.ts';
import type { Condition, ThresholdRule } from './threshold.ts';

/** What a rule is with an order in place of its own limit, or why the order does not count. */
export type Ordered =
  | { readonly kind: 'ordered'; readonly rule: Rule }
  | { readonly kind: 'refused'; readonly why: string };

/**
 * Returns the rule with the limit of one subject in place of its own. An order does not count that
 * the rule's bounds do not allow, or that is of another kind than its condition: both may change
 * under it, with the config.
 */
export function orderLimit(rule: Rule, limit: PersonalLimit): Ordered {
  switch (rule.kind) {
    case 'threshold': {
      const found = orderedCondition(rule, limit.order);
      return 'why' in found
        ? { kind: 'refused', why: `Rule "${rule.name}" ${found.why}` }
        : {
            kind: 'ordered',
            rule: { ...rule, ...found, personal: { limit, own: rule.condition } },
          };
    }
    case 'absence':
      return {
        kind: 'refused',
        why: `Rule "${rule.name}" asks whether samples come: it has no limit that could be another for one subject.`,
      };
    case 'score':
      return orderScale(rule, limit);
  }
}

function orderScale(rule: ScoreRule, limit: PersonalLimit): Ordered {
  const { name } = rule;
  const refused = (why: string) => ({ kind: 'refused', why }) as const;
  if (!hasOxygenScales(rule)) {
    return refused(`"${name}" is a score with one table for all: NEWS2 has scale 2 of oxygen.`);
  }
  return limit.order.kind === 'oxygen_scale'
    ? { kind: 'ordered', rule: { ...rule, personal: { limit } } }
    : refused(
        `"${name}" is a score: what can be ordered for one subject is scale 2 of oxygen; it says "${orderInWords(limit.order)}".`,
      );
}

/** Returns the limit of one subject that a rule has in place of its own, if it has one. */
export function limitSetFor(rule: Rule): PersonalLimit | undefined {
  return rule.kind === 'absence' ? undefined : rule.personal?.limit;
}

/** What comes of a condition with other limits. */
type Found = { readonly condition: Condition } | { readonly why: string };

function orderedCondition({ bounds, condition }: ThresholdRule, order: LimitOrder): Found {
  if (order.kind === 'oxygen_scale') {
    return { why: 'is no score: scale 2 of oxygen is ordered for a score, such as NEWS2.' };
  }
  if (bounds === undefined) {
    return {
      why: 'has no bounds in the config, so its limit is the same for all subjects: give it "bounds: [lowest, highest]" there first.',
    };
  }
  const { low, high } = bounds;
  const values = order.kind === 'outside' ? [order.low, order.high] : [order.limit];
  if (!values.every((value) => low <= value && value <= high)) {
    return {
      why: `has bounds from ${low} to ${high} in the config; the limit is "${orderInWords(order)}", and must lie within.`,
    };
  }
  if (condition.kind === 'outside' && order.kind === 'outside') {
    return orderedSpan(condition, order);
  }
  if (condition.kind !== 'outside' && condition.kind === order.kind) {
    return { condition: shifted(condition, order.limit) };
  }
  return {
    why: `breaches ${inWords(condition)}; the limit is "${orderInWords(order)}". Say "${condition.kind}".`,
  };
}

/** Returns the condition at another limit; it clears as far from it as before. */
function shifted(
  { kind, limit, clear }: Extract<Condition, { readonly kind: 'below' | 'above' }>,
  to: number,
): Condition {
  return { kind, limit: to, clear: sum(to, clear - limit) };
}

function orderedSpan(
  condition: Extract<Condition, { readonly kind: 'outside' }>,
  order: Extract<LimitOrder, { readonly kind: 'outside' }>,
): Found {
  const clearLow = sum(order.low, condition.clearLow - condition.low);
  const clearHigh = sum(order.high, condition.clearHigh - condition.high);
  return order.low < order.high && clearLow <= clearHigh
    ? { condition: { ...order, clearLow, clearHigh } }
    : {
        why: `could never clear "${orderInWords(order)}": the lower limit comes first, and between both must be room for what clears.`,
      };
}

function inWords(condition: Condition): string {
  return condition.kind === 'equals' ? 'at one value' : `${condition.kind} a limit`;
}

/** The sum as people write it: of 36 and 0.2 it is 36.2, whatever binary fractions add up to. */
function sum(limit: number, distance: number): number {
  return Number((limit + distance).toPrecision(12));
}
