import { type Matcher, matches } from '#core/alert/matcher.ts';
import type { Config } from '#core/team/config.ts';
import { closest } from '#core/text/closest.ts';
import type { LintWarning } from './problem.ts';
import { writtenAt } from './written-at.ts';

/** Labels that every alert has, whoever sends it. */
const OF_EACH = ['subject', 'rule', 'metric', 'severity'];

/**
 * Returns labels that the config asks for by another tool's name, which is no label here. A rule
 * that requires one would never fire, and alerts that all lack one share an incident.
 */
export function misnamedLabels(config: Config): readonly LintWarning[] {
  return [...inRules(config), ...inGroups(config)];
}

function inRules(config: Config): LintWarning[] {
  return config.rules.flatMap((rule, index) =>
    rule.matchers.flatMap((matcher, at) => {
      const meant = wantsLabel(matcher) ? calledHere(config)[matcher.name] : undefined;
      if (meant === undefined || meant === 'rule') {
        return [];
      }
      const message = `rule "${rule.name}" waits for samples with a label "${matcher.name}"`;
      const path = [...writtenAt(config.rules, index), 'where', at];
      return [{ path, message, hint: `${REASON[meant]}; ${UNLESS}` }];
    }),
  );
}

/** Whether a sample without the label does not match. */
function wantsLabel(matcher: Matcher): boolean {
  return !matches(matcher, '');
}

const REASON = {
  subject: 'Prometheus\' samples have no such label: it names their subject; write subject="…"',
  metric: 'what is measured stands in the key metric of the rule',
} as const;

const UNLESS = 'leave it if your senders do give their samples this label';

function inGroups(config: Config): LintWarning[] {
  const asked = new Set(config.rules.flatMap(({ matchers }) => matchers.map(({ name }) => name)));
  for (const { matchers } of config.alertRoutes) {
    for (const { name } of matchers) {
      asked.add(name);
    }
  }
  const judged = new Set(config.rules.map(({ service }) => service));
  return Object.values(config.services).flatMap(({ id, groupBy, subjectsInPages }) => {
    if (groupBy.includes('subject') || !judged.has(id)) {
      return [];
    }
    const wrong = groupBy.flatMap((name, index) => {
      if (OF_EACH.includes(name)) {
        return [];
      }
      const typo = asked.has(name) ? undefined : closest(name, OF_EACH);
      const meant = calledHere(config)[name] ?? typo;
      const path = ['services', id, 'group_by', index];
      const message = `alerts of rules may all lack a label "${name}": without one they agree on it, and one acknowledgement stands for all`;
      return meant === undefined ? [] : [{ path, message, hint: `did you mean "${meant}"?` }];
    });
    if (wrong.length > 0 || subjectsInPages) {
      return wrong;
    }
    const message = `incidents of service "${id}" can hold several patients: one acknowledgement then stands for all`;
    const hint = 'add subject to group_by; by its subjects_in_pages its subjects may be patients';
    return [{ path: ['services', id, 'group_by'], message, hint }];
  });
}

/** Other tools' names for what every alert has here. */
function calledHere({
  prometheus,
}: Config): Readonly<Record<string, 'subject' | 'metric' | 'rule'>> {
  const [label] = prometheus.subjectLabels.filter((name) => name !== 'subject');
  return {
    __name__: 'metric',
    metric: 'metric',
    alertname: 'rule',
    ...(label !== undefined && { [label]: 'subject' }),
  };
}
