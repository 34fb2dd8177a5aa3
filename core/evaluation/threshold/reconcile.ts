import { omit } from '../../collections/omit.ts';
import { breaches, type ThresholdRule } from '../../rule/threshold.ts';
import { fromJsonNumber } from '../../sample/json-number.ts';
import { buildAlert, refreshFromRule } from '../build-alert.ts';
import type { Edits } from '../kind.ts';
import { isOfProcess } from '../process.ts';
import { abandon, reassert } from '../reassert.ts';
import { type RuleSet, ruleMatches } from '../rule-set.ts';
import { firingSince, markHealthy } from './advance.ts';
import { due, entryExpiresAt } from './due.ts';
import { noDataDecidesAt } from './no-data.ts';
import { processGoneAt } from './process-seen.ts';
import type { ThresholdEntry } from './state.ts';

/** Reconciles a threshold entry, independently of samples: see `Kind`. */
export function reconcile(edits: Edits, rules: RuleSet, key: string, entry: ThresholdEntry): void {
  const { subject, now } = edits;
  const rule = rules.byName.get(entry.rule);
  if (rule?.kind !== 'threshold' || !ruleMatches(rule, { ...entry, subject })) {
    abandon(edits, key, entry);
    return;
  }
  const { alert, phase } = entry;
  if (phase !== 'firing') {
    reconcileWaiting(edits, rules, key, { rule, entry });
    return;
  }
  if (isGone(entry, rules, now)) {
    abandon(edits, key, entry, 'instance_gone');
  } else if (alert !== undefined && (noDataDecidesAt(entry, rule) ?? Infinity) <= now) {
    edits.resolve(alert, 'no_further_breach');
    edits.put(key, markHealthy(entry, entry.normal?.at ?? entry.changedAt));
  } else if (alert !== undefined) {
    const heard = withProcess(edits, entry);
    reassert(edits, key, heard, {
      today: refreshFromRule(rules, rule, alert),
      due: due(heard, rules),
    });
  }
}

/** An entry and its rule. */
interface Ruled {
  readonly rule: ThresholdRule;
  readonly entry: ThresholdEntry;
}

/** Handles an entry that does not fire and is due: it is forgotten, or decided without data. */
function reconcileWaiting(edits: Edits, rules: RuleSet, key: string, { rule, entry }: Ruled): void {
  if (due(entry, rules) > edits.now) {
    return;
  }
  if (entryExpiresAt(entry, rule, rules.maxAge) <= edits.now) {
    edits.drop(key);
  } else {
    fireInSilence(edits, rules, key, { rule, entry });
  }
}

/** Nothing has contradicted the breach: a missing value is no good news. */
function fireInSilence(edits: Edits, rules: RuleSet, key: string, { rule, entry }: Ruled): void {
  const { subject, now } = edits;
  const { since: held = entry.window?.at(-1)?.at ?? entry.changedAt, heard, unit } = entry;
  // A fast clock has dated it in the future: no value until then could end it.
  const since = Math.min(held, now);
  if (!stillBreaches(rule, heard)) {
    // The limit has changed since: nobody would be paged about this value.
    if (entry.phase === 'pending') {
      edits.drop(key);
    } else {
      edits.put(key, omit(entry, 'heard'));
    }
    return;
  }
  const firing = firingSince({ ...entry, since }, rule, since);
  const { metric, labels } = firing;
  const alert = buildAlert(rules, rule, { subject, metric, labels, startsAt: since });
  edits.fire(key, firing, {
    ...alert,
    ...(heard?.value !== undefined && { value: heard.value, ...(unit !== undefined && { unit }) }),
    unconfirmed: true,
  });
}

function stillBreaches({ condition }: ThresholdRule, heard: ThresholdEntry['heard']): boolean {
  const { value } = heard ?? {};
  return value === undefined || breaches(condition, fromJsonNumber(value), false);
}

/** Whether a series is that of a process that is gone: not heard of for long while it fires. */
function isGone({ processHeardAt }: ThresholdEntry, { maxAge }: RuleSet, now: number): boolean {
  return processHeardAt !== undefined && processGoneAt(processHeardAt, maxAge) <= now;
}

/**
 * The time from which it can be gone is required: it is missing if the alert has only just begun.
 */
function withProcess({ subject, now }: Edits, entry: ThresholdEntry): ThresholdEntry {
  return entry.processHeardAt !== undefined || !isOfProcess(subject, entry.labels)
    ? entry
    : { ...entry, processHeardAt: now };
}
