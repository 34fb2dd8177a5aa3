import { authorOf } from '#core/actor/actor.ts';
import { limitsInForce } from '#core/evaluation/personal-rules.ts';
import type { RuleSet } from '#core/evaluation/rule-set.ts';
import { orderLimit } from '#core/rule/order-limit.ts';
import {
  orderInWords,
  type PersonalLimit,
  type PersonalLimits,
} from '#core/rule/personal-limit.ts';
import { type Rule, ruleKind } from '#core/rule/rule.ts';
import type { Instant } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import type { LimitView } from './limits.contract.ts';

/** How the limit of a subject is told, beside the rule as it is for all. */
export function limitView(subject: string, limit: PersonalLimit, rules: RuleSet): LimitView {
  const { rule: name, order, reason, createdAt, endsAt } = limit;
  const rule = rules.byName.get(name);
  const ordered = rule && orderLimit(rule, limit);
  const ignored =
    ordered === undefined
      ? `The config has no rule "${name}" any more.`
      : ordered.kind === 'refused'
        ? ordered.why
        : undefined;
  return {
    subject,
    rule: name,
    condition: orderInWords(order),
    order,
    ...(rule !== undefined && { usual: usualInWords(rule) }),
    reason,
    createdAt: isoTime(createdAt),
    ...authorOf(limit),
    endsAt: isoTime(endsAt),
    ...(ignored !== undefined && { ignored }),
  };
}

/** What holds for all others; of a score it is the scale that differs, and not what pages. */
function usualInWords(rule: Rule): string {
  return rule.kind === 'score' ? 'oxygen scale 1' : ruleKind(rule).limitInWords(rule);
}

/** How all limits that a subject has now are told, by the names of their rules. */
export function limitViews(
  { subject, limits }: { readonly subject: string; readonly limits?: PersonalLimits | undefined },
  rules: RuleSet,
  now: Instant,
): readonly LimitView[] {
  return Object.values(limitsInForce(limits, now) ?? {})
    .sort((a, b) => (a.rule < b.rule ? -1 : 1))
    .map((limit) => limitView(subject, limit, rules));
}
