import { matcherText } from '#core/alert/matcher.ts';
import { type OverTime, roundToTell } from '#core/rule/over-time.ts';
import { type Rule, ruleKind } from '#core/rule/rule.ts';
import { hasOxygenScales, oxygenScaleOf } from '#core/rule/score.ts';
import type { Across, Condition } from '#core/rule/threshold.ts';
import type { Usual } from '#core/rule/usual.ts';
import { SECOND } from '#core/time/instant.ts';
import type { OverTimeView, SimpleLimitView, SubjectRuleView } from './subjects.contract.ts';

/** A rule that may read a subject: what trips it, as data and in words. */
export function ruleView(rule: Rule): SubjectRuleView {
  const { name, title, service, severity, metric, matchers } = rule;
  return {
    rule: name,
    title,
    service,
    severity,
    metric,
    matchers: matchers.map(matcherText),
    condition: ruleKind(rule).limitInWords(rule),
    ...conditionOf(rule),
  };
}

type Told = Pick<
  SubjectRuleView,
  'limit' | 'over' | 'across' | 'usual' | 'bounds' | 'oxygenScale' | 'forSeconds' | 'window'
>;

function conditionOf(rule: Rule): Told {
  if (rule.kind === 'absence') {
    return { limit: { kind: 'absent', seconds: rule.absentFor / SECOND } };
  }
  if (rule.kind === 'score') {
    return {
      limit: { kind: 'score', levels: rule.levels },
      ...(hasOxygenScales(rule) && { oxygenScale: oxygenScaleOf(rule) }),
    };
  }
  const { condition, over, across, personal, bounds, window } = rule;
  const usual = personal && ruleKind(rule).limitInWords({ ...rule, condition: personal.own });
  return {
    limit: joinedView(across) ?? limitView({ condition, usual: rule.usual }),
    ...acrossView(across),
    ...overView(over),
    ...(usual !== undefined && { usual }),
    ...(bounds !== undefined && { bounds }),
    ...(rule.for > 0 && { forSeconds: rule.for / SECOND }),
    ...(window !== undefined && { window }),
  };
}

/** The conditions that a rule joins, as a limit; undefined if it joins none. */
function joinedView(across: Across | undefined): SubjectRuleView['limit'] | undefined {
  const { kind, terms = [] } = across ?? {};
  return kind === 'all' || kind === 'any'
    ? {
        kind,
        conditions: terms.flatMap(({ metric, condition, usual }) =>
          condition === undefined ? [] : { metric, limit: limitView({ condition, usual }) },
        ),
      }
    : undefined;
}

function acrossView(across: Across | undefined): Pick<SubjectRuleView, 'across'> {
  const { kind, terms = [] } = across ?? {};
  if (kind === undefined || kind === 'all' || kind === 'any') {
    return {};
  }
  const [, divisor] = terms;
  return { across: { function: kind, ...(divisor !== undefined && { to: divisor.metric }) } };
}

/** By what values are judged: a limit, or what is usual. */
interface Judging {
  readonly condition: Condition;
  readonly usual: Usual | undefined;
}

function limitView({ condition, usual }: Judging): SimpleLimitView {
  if (usual !== undefined) {
    const { side, margin, floor, warmUp } = usual;
    const learnsForSeconds = warmUp / SECOND;
    return {
      kind: 'unusual',
      side,
      marginPercent: roundToTell(margin * 100),
      floor,
      learnsForSeconds,
    };
  }
  return condition.kind === 'stuck'
    ? { kind: 'stuck', seconds: condition.after / SECOND }
    : condition;
}

/** What a rule makes of several samples and judges, under `over`; empty for a rule on each. */
export function overView(over: OverTime | undefined): { readonly over?: OverTimeView } {
  if (over === undefined || over.fn === 'unchanged') {
    return {};
  }
  const { fn, window, per, ahead } = over;
  return {
    over: {
      function: fn,
      seconds: window / SECOND,
      ...(per !== undefined && { per }),
      ...(ahead !== undefined && { aheadSeconds: ahead / SECOND }),
    },
  };
}
