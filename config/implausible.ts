import type { Matcher } from '#core/alert/matcher.ts';
import { BUILT_IN } from '#core/evaluation/plausibility.ts';
import { isAmongSamples } from '#core/rule/over-time.ts';
import type { Rule } from '#core/rule/rule.ts';
import type { Condition, ThresholdRule } from '#core/rule/threshold.ts';
import { outsideOf, type PossibleRange } from '#core/sample/possible-values.ts';
import type { Config } from '#core/team/config.ts';
import type { LintWarning } from './problem.ts';

/** A rule that can never fire: the values that would breach it are refused. */
export interface Implausible {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly hint: string;
}

/**
 * Returns rules that no plausible value breaches, each with the range that rules them out. Only
 * ranges that hold for all samples of the rule count.
 */
export function implausible({ rules, plausible }: Config): readonly Implausible[] {
  const ranges = [...plausible, ...BUILT_IN];
  return rules.flatMap((rule, index) => {
    if (rule.kind !== 'threshold' || !judgesValues(rule)) {
      return [];
    }
    const found = ranges.find(
      (one) => holdsForAll(one, rule) && !canBreach(rule.condition, one.range),
    );
    if (found === undefined) {
      return [];
    }
    const { metric, condition } = rule;
    const at = ['rules', index, condition.kind];
    const { from, to } = found.range;
    if (isFraction(lowLimit(condition), found.range)) {
      const message = `rule "${rule.name}" fires at 0 alone: ${metric} is a percentage, and values up to 1 are refused as fractions`;
      return [{ path: at, message, hint: 'write 90 for 90 %; for 0 alone write equals: 0' }];
    }
    const message = `rule "${rule.name}" can never fire: ${metric} is plausible from ${from} to ${to}`;
    const hint = plausible.includes(found)
      ? 'correct the limit, or the range under plausible'
      : 'correct the limit, or the unit in where';
    return [{ path: at, message, hint }];
  });
}

/** A change or a count has another range than the values of which it is made. */
function judgesValues({ over, across, usual }: ThresholdRule): boolean {
  return (across ?? usual) === undefined && (over === undefined || isAmongSamples(over));
}

/**
 * Returns ranges which leave no value to the samples that a range before them, or a built-in one,
 * holds for as well: each of these is refused.
 */
export function exclusive({ plausible }: Pick<Config, 'plausible'>): readonly LintWarning[] {
  return plausible.flatMap((one, index) => {
    const { metric, range } = one;
    const others = [...plausible.slice(0, index), ...BUILT_IN];
    const other = others.find(
      (before) =>
        (holdsForAll(before, one) || holdsForAll(one, before)) && !overlap(before.range, range),
    );
    if (other === undefined) {
      return [];
    }
    const { from, to } = other.range;
    const isOurs = BUILT_IN.includes(other);
    const message = `no value of ${metric} is plausible: it lies from ${range.from} to ${range.to} here, and from ${from} to ${to} ${isOurs ? 'in any body' : 'by an entry before'}`;
    const hint = isOurs
      ? 'correct the range, or the unit in where'
      : 'give each a where of its own, such as another unit';
    return [{ path: ['plausible', index, 'range'], message, hint }];
  });
}

function overlap(a: PossibleRange, b: PossibleRange): boolean {
  return a.from <= b.to && b.from <= a.to;
}

type Samples = Pick<Rule, 'metric' | 'matchers'>;

/** Whether a range holds for all samples of a metric that match. */
function holdsForAll({ metric, matchers }: Samples, those: Samples): boolean {
  return metric === those.metric && matchers.every((one) => isAmong(one, those.matchers));
}

function isAmong({ name, op, value }: Matcher, matchers: readonly Matcher[]): boolean {
  return matchers.some((one) => one.name === name && one.op === op && one.value === value);
}

/** The limit below which values breach, if there is one. */
function lowLimit(condition: Condition): number | undefined {
  switch (condition.kind) {
    case 'below':
      return condition.limit;
    case 'outside':
      return condition.low;
    case 'above':
    case 'equals':
    case 'stuck':
      return undefined;
  }
}

function isFraction(limit: number | undefined, { isNoFraction }: PossibleRange): boolean {
  return isNoFraction === true && limit !== undefined && limit > 0 && limit < 1;
}

/** Whether a value within the range breaches, of a percentage more than 0 alone. */
function canBreach(condition: Condition, range: PossibleRange): boolean {
  const { from, to } = range;
  if (isFraction(lowLimit(condition), range)) {
    return false;
  }
  switch (condition.kind) {
    case 'below':
      return from < condition.limit;
    case 'above':
      return to > condition.limit;
    case 'outside':
      return from < condition.low || to > condition.high;
    case 'equals':
      return outsideOf(range, condition.value) === undefined;
    case 'stuck':
      return true;
  }
}
