import { findContradiction } from '#core/alert/contradiction.ts';
import { mismatches } from '#core/alert/known-values.ts';
import type { Matcher } from '#core/alert/matcher.ts';
import { labelsOfConfig } from '#core/suppression/known-labels.ts';
import type { Config } from '#core/team/config.ts';
import type { LintWarning } from './problem.ts';
import type { Document } from './schema/document.ts';
import { isImplied } from './unmatched.ts';

type Rules = Document['inhibit_rules'];

/** Returns what no inhibit rule can do: names that come twice, and rules that inhibit nothing. */
export function uselessInhibition({
  inhibit_rules: rules,
}: Pick<Document, 'inhibit_rules'>): readonly LintWarning[] {
  return [...repeated(rules), ...rules.flatMap(withoutEffect)];
}

function repeated(rules: Rules): readonly LintWarning[] {
  return rules.flatMap(({ name }, index) => {
    const first = rules.findIndex((one) => one.name === name);
    const message = `inhibit rule ${first + 1} of the list is named "${name}" too`;
    const hint = 'incidents say by it what keeps them quiet: give each its own';
    return first < index ? [{ path: ['inhibit_rules', index, 'name'], message, hint }] : [];
  });
}

function withoutEffect({ name, source, target, equal }: Rules[number], index: number) {
  const path = ['inhibit_rules', index];
  const isSame = isWithin(source, target) && isWithin(target, source);
  if (isSame) {
    const message = `inhibit rule "${name}" keeps nothing quiet: whatever is a source is a target too, and such alerts do not inhibit each other`;
    return [{ path, message, hint: 'write a target that is no source' }];
  }
  return equal.flatMap((label, at) => {
    const both = [...source, ...target].filter((one) => one.name === label);
    const why = findContradiction(both);
    const message = `inhibit rule "${name}" keeps nothing quiet: no source and target have the same ${label}: ${why}`;
    const hint = 'leave the label out of equal';
    return why === undefined ? [] : [{ path: [...path, 'equal', at], message, hint }];
  });
}

/** Whether all that the one matchers match, the others match too. */
function isWithin(one: readonly Matcher[], others: readonly Matcher[]): boolean {
  return others.every((matcher) => isImplied(matcher, one));
}

/**
 * Returns matchers of inhibit rules that probably match nothing, and rules whose targets all are
 * sources of a rule above: they keep nothing quiet, as in a circle of rules.
 */
export function oddInhibition(config: Config): readonly LintWarning[] {
  const { inhibitRules: rules = [] } = config;
  const known = labelsOfConfig(config);
  const unknown = rules.flatMap((rule, index) =>
    (['source', 'target'] as const).flatMap((side) =>
      mismatches(rule[side], known).map(({ index: at, message, hint }) => {
        const own = `; an alert whose sender gave it a label ${rule[side][at]?.name} goes by that too`;
        return { path: ['inhibit_rules', index, side, at], message, hint: hint + own };
      }),
    ),
  );
  const late = rules.flatMap(({ name, target }, index) => {
    const above = rules.slice(0, index).find(({ source }) => isWithin(target, source));
    if (above === undefined) {
      return [];
    }
    const message = `inhibit rule "${name}" keeps nothing quiet: its targets are sources of "${above.name}" above, and what keeps others quiet is kept quiet by rules above that one alone`;
    const hint = `put it above "${above.name}"; where each is to inhibit the other, only the first can`;
    return [{ path: ['inhibit_rules', index, 'target'], message, hint }];
  });
  return [...unknown, ...late];
}
