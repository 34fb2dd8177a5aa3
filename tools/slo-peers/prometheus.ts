import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Recording } from './recordings.ts';
import { type Alerts, spansOf, TIERS, type Tier } from './tiers.ts';

/** A file of rules, and its groups in the order in which they are evaluated. */
interface Rules {
  readonly ruleFile: string;
  readonly groups: readonly string[];
}

interface Rule {
  readonly record?: string;
  readonly alert?: string;
  readonly expr: string;
}

interface RuleFile {
  readonly groups: readonly { readonly rules: readonly Rule[] }[];
}

/** The objective, as Sloth asks for it: the share of what was measured that is bad. */
const SPEC = (target: number) => `
version: prometheus/v1
service: ehr
slos:
  - name: there
    objective: ${target}
    sli: { raw: { error_ratio_query: '1 - avg_over_time(up[{{.window}}])' } }
    alerting: { name: Burns, page_alert: { labels: {} }, ticket_alert: { labels: {} } }
`;

/**
 * Lets Sloth make the rules of an objective, and keeps those that its alerts read. It joins two
 * pairs of windows to one alert; here each is an alert of its own, in Sloth's words.
 */
export function slothRules(sloth: string, target: number, folder: string): Rules {
  const [spec, made, ruleFile] = ['spec.yml', 'made.yml', 'rules.yml'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  writeFileSync(spec, SPEC(target));
  execFileSync(sloth, ['generate', '--input', spec, '--out', made], { stdio: 'pipe' });
  const rules = (parse(readFileSync(made, 'utf8')) as RuleFile).groups.flatMap((one) => one.rules);
  const pairs = rules
    .filter(({ alert }) => alert !== undefined)
    .flatMap(({ expr }) => expr.split(/^or$/mu));
  if (pairs.length !== TIERS.length) {
    throw new Error(`Sloth made ${pairs.length} pairs of windows, not ${TIERS.length}.`);
  }
  const isRead = ({ record }: Rule) => pairs.some((expr) => expr.includes(`${record}{`));
  const groups = [
    { name: 'recorded', rules: rules.filter(isRead) },
    { name: 'alerts', rules: TIERS.map((alert, i) => ({ alert, expr: pairs[i] })) },
  ];
  writeFileSync(ruleFile, JSON.stringify({ groups }));
  return { ruleFile, groups: groups.map(({ name }) => name) };
}

/** Returns when Prometheus' engine lets the rules fire on a recording. */
export function prometheusAlerts(evaluate: string, rules: Rules, { values }: Recording): Alerts {
  const series = `up ${values.map((value) => value ?? '_').join(' ')}`;
  const input = JSON.stringify({ ...rules, series, minutes: values.length });
  const firing: Partial<Record<Tier, readonly number[]>> = JSON.parse(
    execFileSync(evaluate, { input, encoding: 'utf8' }),
  );
  const spans = TIERS.map((tier) => [tier, spansOf(firing[tier] ?? [])]);
  return Object.fromEntries(spans) as Alerts;
}
