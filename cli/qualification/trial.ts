import type { Severity } from '#core/alert/severity.ts';
import type { AbsenceRule } from '#core/rule/absence.ts';
import type { Rule } from '#core/rule/rule.ts';
import {
  breaches,
  type Condition,
  judgesEach,
  THRESHOLD_RULE,
  type ThresholdRule,
} from '#core/rule/threshold.ts';
import type { Config } from '#core/team/config.ts';
import type { Bench } from './bench.ts';

/** A rule that a qualification breaches, with the values that breach and clear it. */
export interface Trial {
  readonly rule: ThresholdRule;
  readonly subject: string;
  readonly breaching: number;
  readonly healthy: number;
}

/** A rule of this severity that fires at one sample and pages somebody. */
export function trialOf(config: Config, severity: Severity, run: string): Trial | undefined {
  const rule = limits(config).find(
    (one) =>
      one.severity === severity &&
      THRESHOLD_RULE.firesAtOnce(one) &&
      typeof config.services[one.service]?.policies[severity] === 'string' &&
      isOfAnySubject(one),
  );
  const breaching = rule && THRESHOLD_RULE.breachingValue(rule);
  if (rule === undefined || breaching === undefined) {
    return undefined;
  }
  const healthy = clearValue(rule.condition);
  return { rule, subject: `${run}-${severity}`, breaching, healthy };
}

/** The rule that fires soonest where nothing comes. */
export function absenceOf({ rules }: Config): AbsenceRule | undefined {
  return rules
    .filter((rule) => rule.kind === 'absence')
    .filter(isOfAnySubject)
    .sort((a, b) => a.absentFor - b.absentFor)[0];
}

/** A value of a metric that breaches no rule, whatever its labels. */
export function healthyValue(config: Config, metric: string): number {
  const conditions = limits(config)
    .filter((rule) => rule.metric === metric)
    .map(({ condition }) => condition);
  const candidates = conditions.map(clearValue);
  return candidates.find((value) => !conditions.some((one) => breaches(one, value, false))) ?? 0;
}

/** Posts one value of a rule's metric, with the labels and the unit that the rule asks for. */
export async function postValue(
  { client }: Pick<Bench, 'client'>,
  { matchers, metric }: Rule,
  subject: string,
  value: number,
): Promise<void> {
  const matched = Object.fromEntries(matchers.map((matcher) => [matcher.name, matcher.value]));
  const { unit, ...labels } = matched;
  const sample = { subject, metric, value, ...(unit !== undefined && { unit }), labels };
  await client.postSamples({ body: { samples: [sample] } });
}

/** The rules that judge each sample. */
function limits({ rules }: Config): readonly ThresholdRule[] {
  return rules.filter((rule) => rule.kind === 'threshold').filter(judgesEach);
}

/** A rule about one subject by name would be breached for a real one. */
function isOfAnySubject({ matchers }: Rule): boolean {
  return matchers.every(({ op, name }) => op === '=' && name !== 'subject');
}

/** A value that ends the alert. */
function clearValue(condition: Condition): number {
  switch (condition.kind) {
    case 'below':
    case 'above':
      return condition.clear;
    case 'outside':
      return (condition.clearLow + condition.clearHigh) / 2;
    case 'equals':
      return condition.value + 1;
    case 'stuck':
      return 0;
  }
}
