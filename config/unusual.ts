import type { Severity } from '#core/alert/severity.ts';
import type { Condition } from '#core/rule/threshold.ts';
import { SEASON, type Usual, WARM_UP } from '#core/rule/usual.ts';
import { CODE_SYSTEMS, VITAL_METRICS } from '#core/sample/vital-signs.ts';
import type { LintWarning } from './problem.ts';
import { conditionOf, type WrittenCondition } from './schema/condition.ts';
import type { Document } from './schema/document.ts';
import type { WrittenUnusual } from './schema/unusual.ts';

/** In percent: less than Grafana's half, since the spread of each hour counts besides. */
const MARGIN = 20;

/** Compiles by what a value is judged: a limit, or what is usual at its hour. */
export function judgementOf(
  written: WrittenCondition & WrittenUnusual,
  timeZone: string,
): { readonly condition: Condition; readonly usual?: Usual } {
  const { unusual: side, margin = MARGIN, floor } = written;
  if (side === undefined || floor === undefined) {
    return { condition: conditionOf(written) };
  }
  return {
    condition: { kind: 'equals', value: 1 },
    usual: { side, margin: margin / 100, floor, timeZone, season: SEASON, warmUp: WARM_UP },
  };
}

/** What is unusual is seldom urgent: nobody has said that it is bad. */
export function severityOf({ severity, unusual, all, any }: Document['rules'][number]): Severity {
  const joined = all ?? any ?? [{ unusual }];
  return severity ?? (joined.every((one) => one.unusual !== undefined) ? 'warning' : 'error');
}

/**
 * Finds rules that would page because of what is unusual for a patient, and nothing else. What is
 * usual for one is a claim about that patient which nobody has tested; beside a limit, in `all`, it
 * can only make a rule page less.
 */
export function unusualPatients({ rules, scores }: Document): readonly LintWarning[] {
  const scored = scores.flatMap(({ parameters = {} }) =>
    Object.values(parameters).map(({ metric }) => metric),
  );
  const isOfPatient = (metric: string) => scored.includes(metric) || isMeasuredOfPatients(metric);
  return rules.flatMap((rule, index): readonly LintWarning[] => {
    const { name, unusual, all, any } = rule;
    const found = (path: LintWarning['path'], of: string) => [
      {
        path: ['rules', index, ...path],
        message: `rule "${name}" would page because ${of} is unusual for a patient: what is usual for one is a clinical claim that nobody has tested`,
        hint: 'write a limit, or join it by all with a condition that has one; what is measured of a thing needs a name of its own, such as fridge_temperature',
      },
    ];
    const ofPatient = readBy(rule).find(isOfPatient);
    if (unusual !== undefined && ofPatient !== undefined) {
      return found(['unusual'], ofPatient);
    }
    const key = all === undefined ? 'any' : 'all';
    const asking = (all ?? any ?? []).flatMap((one, at) =>
      one.unusual !== undefined && isOfPatient(one.metric) ? [{ at, metric: one.metric }] : [],
    );
    const [first] = asking;
    const isBesideLimit = all?.some((one) => one.unusual === undefined) ?? false;
    return first === undefined || isBesideLimit
      ? []
      : found([key, first.at, 'unusual'], first.metric);
  });
}

/** Returns of which metrics a rule with one value makes that. */
function readBy({ metric, value }: Document['rules'][number]): readonly string[] {
  const divisor = value !== undefined && 'to' in value ? value.to : undefined;
  return [metric, divisor].filter((one) => one !== undefined);
}

const PREFIXES = Object.values(CODE_SYSTEMS).map((system) => `${system}:`);

/** Whether a metric is a vital sign, or has a code by which observations of patients are known. */
function isMeasuredOfPatients(metric: string): boolean {
  return (
    (VITAL_METRICS.includes(metric) && metric !== 'battery') ||
    PREFIXES.some((prefix) => metric.startsWith(prefix))
  );
}
