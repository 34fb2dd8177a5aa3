import type { Alert } from '../alert/alert.ts';
import type { Rule } from '../rule/rule.ts';
import type { Labels } from '../sample/sample.ts';
import { type Silence, silencedBy } from '../suppression/silence.ts';
import type { Instant } from '../time/instant.ts';
import { buildAlert } from './build-alert.ts';
import type { Entry } from './entry.ts';
import { firingAlert, kindOf } from './kinds.ts';
import type { RuleSet } from './rule-set.ts';
import type { SubjectState } from './subject.ts';

/** Returns the alert that a rule would make of a series, for silences to be held against. */
export function possibleAlert(
  rules: RuleSet,
  rule: Rule,
  { subject, labels }: { readonly subject: string; readonly labels: Labels },
): Alert {
  return buildAlert(rules, rule, { subject, metric: rule.metric, labels, startsAt: 0 });
}

/**
 * Returns until when nobody would be paged about a subject: until a first one of its alerts is
 * silenced no more. It has the alerts that fire, or else those that the rules of its entries would
 * make. Undefined if one of them would page.
 */
export function silencedUntil(
  { subject, series }: Pick<SubjectState, 'subject' | 'series'>,
  rules: RuleSet,
  silences: readonly Silence[],
  now: Instant,
): Instant | undefined {
  if (silences.length === 0) {
    return undefined;
  }
  const entries = Object.values(series);
  const firing = entries.flatMap((entry) => firingAlert(entry) ?? []);
  const alerts =
    firing.length > 0 ? firing : entries.flatMap((entry) => alertOf(entry, rules, subject) ?? []);
  const ends = alerts.map((alert) => silencedBy(alert, silences, now)?.endsAt ?? 0);
  const first = Math.min(...ends);
  return first > 0 && ends.length > 0 ? first : undefined;
}

/** Returns the alert of an entry: the one that fires, or that its rule would make. */
export function alertOf(entry: Entry, rules: RuleSet, subject: string): Alert | undefined {
  const { rule: name, labels } = kindOf(entry).about(entry);
  const rule = rules.byName.get(name);
  return firingAlert(entry) ?? (rule && possibleAlert(rules, rule, { subject, labels }));
}
