import { alertOf, underRule } from './alert-of.ts';
import type { Draft } from './draft.ts';
import { entryDue } from './due.ts';
import type { Rule } from './rule.ts';
import { means, type RuleSet } from './rule-set.ts';
import type { SeriesState } from './subject.ts';

/**
 * Does what is not the work of a sample: ends what the config no longer asks for, moves alerts to where a changed rule puts them,
 * finds what is absent, tells firing alerts again, and forgets what is of no more use.
 */
export function settle(draft: Draft, rules: RuleSet): void {
  for (const [key, entry] of draft.entries()) {
    const rule = rules.byName.get(entry.rule);
    if (rule === undefined || !stillMeans(rule, draft.subject, entry)) abandon(draft, key, entry);
    else if (entry.phase === 'firing') keepTelling(draft, rules, rule, key, entry);
    else if (entryDue(entry, rules) <= draft.now) {
      if (rule.condition.kind === 'absent')
        draft.fire(key, entry, alertOf(rules, rule, draft.subject, entry));
      else draft.drop(key);
    }
  }
}

function stillMeans(rule: Rule, subject: string, entry: SeriesState): boolean {
  const sameKind = (rule.condition.kind === 'absent') === (entry.seenAt !== undefined);
  return sameKind && means(rule, { ...entry, subject });
}

function abandon(draft: Draft, key: string, { alert }: SeriesState): void {
  if (alert !== undefined) draft.resolve(alert, 'rule_removed');
  draft.drop(key);
}

function keepTelling(
  draft: Draft,
  rules: RuleSet,
  rule: Rule,
  key: string,
  entry: SeriesState,
): void {
  const { alert } = entry;
  if (alert === undefined) return;
  const today = underRule(rules, rule, alert);
  const moved = today.groupKey !== alert.groupKey;
  if (moved) draft.resolve(alert, 'rule_changed');
  // Of another severity alone its incident is told, which stays open: a deploy must not open a new one.
  const changed = moved || today.severity !== alert.severity;
  if (changed || (!draft.hasUnsent && entryDue(entry, rules) <= draft.now))
    draft.fire(key, entry, today);
}
