import type { Alert } from '../alert/alert.ts';
import { fingerprint } from '../alert/fingerprint.ts';
import type { InhibitRule } from '../alert/inhibit-rule.ts';
import { matcherText } from '../alert/matcher.ts';
import { RESERVED_PREFIX } from '../alert/reserved-prefix.ts';
import { own } from '../collections/own.ts';
import { CLOCK_SKEW } from '../time/clock-skew.ts';
import { type Duration, type Instant, MINUTE } from '../time/instant.ts';
import { builtInLabels, matchAlert } from './silence.ts';

/**
 * How long a source is believed to fire after it was asserted last. A firing alert is asserted at
 * least every 15 minutes, so that this is over where its end was lost.
 */
export const INHIBITOR_TRUST: Duration = 20 * MINUTE;

/**
 * A firing alert as a source of an inhibit rule, as other incidents see it. While it is believed,
 * alerts with its key that the rule has as targets page nobody.
 */
export interface Inhibitor {
  /** Its key, incident and fingerprint; see `inhibitorId`. */
  readonly id: string;
  readonly alert: Pick<Alert, 'fingerprint' | 'title' | 'severity'>;
  readonly incident: string;
  /** The target side matches it too: it inhibits none of which that is true as well. */
  readonly isBoth?: true;
  /**
   * Its incident waits until then for the hours of its service: before, it inhibits only what waits
   * for such hours itself.
   */
  readonly heardFrom?: Instant;
  /** Until when it is believed, unless it is asserted again. */
  readonly until: Instant;
}

/** An incident of which an inhibitor keeps something quiet, to be looked at when that ends. */
export interface InhibitedIncident {
  /** The key of the inhibitor and the incident. */
  readonly id: string;
  /** When that was seen last. */
  readonly at: Instant;
}

/** What an alert is to an inhibit rule. */
export interface InhibitionRole {
  readonly rule: InhibitRule;
  /** The position of the rule in the config. */
  readonly order: number;
  readonly isSource: boolean;
  readonly isTarget: boolean;
  /** Both sides match it: as in Alertmanager none such inhibits another. */
  readonly isBoth: boolean;
  /** The same for sources and targets that belong together, and for no others. */
  readonly key: string;
}

/** Finds what an alert is to each rule that concerns it, in the order of the rules. */
export function inhibitionRoles(
  alert: Alert,
  rules: readonly InhibitRule[],
): readonly InhibitionRole[] {
  const known = KNOWN.get(rules) ?? new WeakMap();
  KNOWN.set(rules, known);
  const roles = known.get(alert) ?? findRoles(alert, rules);
  known.set(alert, roles);
  return roles;
}

/** Matchers of thousands of alerts are asked about at each event of their incident. */
const KNOWN = new WeakMap<readonly InhibitRule[], WeakMap<Alert, readonly InhibitionRole[]>>();

/**
 * What the platform tells of itself is never inhibited: a source whose pages reach nobody would
 * otherwise hide just that. And an alert that a rule has as a source is no target of later rules,
 * so that no circle of rules keeps everybody quiet.
 */
function findRoles(alert: Alert, rules: readonly InhibitRule[]): readonly InhibitionRole[] {
  let wasSource = false;
  return rules.flatMap((rule, order) => {
    const isSource = matchAlert(rule.source, alert);
    const isMatched = matchAlert(rule.target, alert);
    const isTarget = isMatched && !wasSource && !isOfPlatform(alert);
    wasSource ||= isSource;
    const sides = { isSource, isTarget, isBoth: isSource && isMatched };
    return isSource || isTarget ? [{ rule, order, ...sides, key: keyOf(rule, alert) }] : [];
  });
}

function isOfPlatform({ rule, sent }: Alert): boolean {
  return rule.startsWith(RESERVED_PREFIX) || sent?.source === 'wardbell';
}

/** A rule that a new config has changed is another one: what was said of the old one is void. */
function keyOf({ name, source, target, equal }: InhibitRule, alert: Alert): string {
  const sides = [source, target].map((matchers) => JSON.stringify(matchers.map(matcherText)));
  const values = equal.map((label) => equalValue(alert, label));
  return `${fingerprint([name, ...sides, ...equal])}-${fingerprint(values)}`;
}

/** The alert's own label wins over ours of the same name, since rules of senders mean theirs. */
function equalValue(alert: Alert, label: string): string {
  return own(alert.labels, label) ?? own(builtInLabels(alert), label) ?? '';
}

/** Whether an inhibitor counts; one from before the clock went back does not. */
export function isBelieved({ until }: Inhibitor, now: Instant): boolean {
  return now < until && until <= now + INHIBITOR_TRUST + CLOCK_SKEW;
}

/** Whether an inhibitor of the key of its role keeps the alert quiet. */
export function inhibits(
  { isBoth, alert: source }: Pick<Inhibitor, 'isBoth' | 'alert'>,
  { fingerprint: target }: Pick<Alert, 'fingerprint'>,
  role: Pick<InhibitionRole, 'isBoth'>,
): boolean {
  return source.fingerprint !== target && !(isBoth === true && role.isBoth);
}

/** The id of an inhibitor, or of what it keeps quiet: the key goes first. */
export function inhibitorId(key: string, incident: string, alert: string): string {
  return `${key}/${incident}/${alert}`;
}

/** The key of an inhibitor, or of an incident that it keeps quiet. */
export function keyOfInhibitor(id: string): string {
  return id.slice(0, id.indexOf('/'));
}

/** The id of an incident that waits for the inhibitors of a key. */
export function inhibitedId(key: string, incident: string): string {
  return `${key}/${incident}`;
}

/** The incident of such an id. */
export function incidentOfInhibited(id: string): string {
  return id.slice(id.indexOf('/') + 1);
}
