import { type Rule, ruleKind } from '#core/rule/rule.ts';
import type { Config } from '#core/team/config.ts';

/**
 * A sample in the form of the API that breaches a rule at once and pages somebody, to try a config
 * with.
 */
export interface BreachingSample {
  readonly rule: string;
  readonly sample: {
    readonly subject: string;
    readonly metric: string;
    readonly value: number;
    readonly unit?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
}

/** Undefined if no rule of the config fires at a single sample. */
export function breachingSample(config: Config): BreachingSample | undefined {
  for (const rule of config.rules) {
    const value = ruleKind(rule).breachingValue(rule);
    if (value === undefined || !firesAtOnce(rule, config)) {
      continue;
    }
    const matched = Object.fromEntries(rule.matchers.map(({ name, value: text }) => [name, text]));
    const { subject = Object.keys(config.aliases)[0] ?? 'bed-1', unit, ...labels } = matched;
    return {
      rule: rule.name,
      sample: {
        subject,
        metric: rule.metric,
        value,
        ...(unit !== undefined && { unit }),
        ...(Object.keys(labels).length > 0 && { labels }),
      },
    };
  }
  return undefined;
}

function firesAtOnce(rule: Rule, { services }: Config): boolean {
  const pages = services[rule.service]?.policies[rule.severity];
  return (
    ruleKind(rule).firesAtOnce(rule) &&
    rule.matchers.every((matcher) => matcher.op === '=') &&
    typeof pages === 'string'
  );
}
