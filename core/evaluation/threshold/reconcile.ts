import { omit } from '../../collections/omit.ts';
import { roundToTell, unitOverTime } from '../../rule/over-time.ts';
import { breaches, isAcross, type ThresholdRule } from '../../rule/threshold.ts';
import { fromJsonNumber, type JsonNumber, toJsonNumber } from '../../sample/json-number.ts';
import { buildAlert, refreshFromRule } from '../build-alert.ts';
import type { Edits } from '../kind.ts';
import { isOfProcess } from '../process.ts';
import { abandon, reassert } from '../reassert.ts';
import type { SeriesIdentity } from '../rule-index.ts';
import { type RuleSet, ruleMatches } from '../rule-set.ts';
import { readsSubject, tells } from './across.ts';
import { firingSince, markHealthy, startCondition } from './advance.ts';
import { due, entryExpiresAt } from './due.ts';
import { isLimitAhead } from './forecast.ts';
import { noDataDecidesAt } from './no-data.ts';
import { doubtEndsAt, isInDoubt, isSparedNoMore, spareValue } from './personal.ts';
import { processGoneAt } from './process-seen.ts';
import type { ThresholdEntry } from './state.ts';
import { isUnusualRule, usualLimit } from './unusual.ts';
import { EMPTY_WINDOW, slide, windowBreaches } from './window.ts';

/** Reconciles a threshold entry, independently of samples: see `Kind`. */
export function reconcile(edits: Edits, rules: RuleSet, key: string, entry: ThresholdEntry): void {
  const { subject } = edits;
  const rule = rules.byName.get(entry.rule);
  if (rule?.kind !== 'threshold' || !isOf(rule, { ...entry, subject })) {
    abandon(edits, key, entry);
    return;
  }
  if (entry.phase !== 'firing') {
    reconcileWaiting(edits, rules, key, { rule, entry });
  } else if (isInDoubt(entry, rule)) {
    doubt(edits, key, { rule, entry });
  } else {
    reconcileFiring(edits, rules, key, { rule, entry: sure(edits, key, entry) });
  }
}

/** Returns a firing entry about which there is no doubt: a later one begins anew. */
function sure(edits: Edits, key: string, entry: ThresholdEntry): ThresholdEntry {
  if (entry.doubtedAt === undefined) {
    return entry;
  }
  const known = omit(entry, 'doubtedAt');
  edits.put(key, known);
  return known;
}

function reconcileFiring(edits: Edits, rules: RuleSet, key: string, { rule, entry }: Ruled): void {
  const { now } = edits;
  const { alert } = entry;
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

/**
 * Handles an alert that the limit of today would not have made. The next sample decides, since
 * values may have changed that are not stored; where none comes, the stored one does.
 */
function doubt(edits: Edits, key: string, { rule, entry }: Ruled): void {
  const { alert, changedAt } = entry;
  if (entry.doubtedAt === undefined) {
    edits.put(key, { ...entry, doubtedAt: edits.now });
  } else if (alert !== undefined && doubtEndsAt(entry) <= edits.now) {
    edits.resolve(alert, 'no_further_breach');
    const tripped = { at: changedAt, value: alert.value };
    edits.put(key, spareValue(markHealthy(entry, changedAt), tripped, rule));
  }
}

/**
 * The limit that spared the value holds no more. What breaches the one of today does so from now
 * on: for how long it must last is counted from here.
 */
function endSparing(edits: Edits, rules: RuleSet, key: string, { rule, entry }: Ruled): void {
  const { spared, ...rest } = entry;
  if (spared === undefined) {
    return;
  }
  const { at, value } = spared;
  if (!breaches(rule.condition, fromJsonNumber(value), false)) {
    edits.put(key, rest);
    return;
  }
  const heard = { at: edits.now, value };
  const window = slide(EMPTY_WINDOW, { at, breach: true }, rule);
  const counted: ThresholdEntry = rule.window === undefined ? rest : { ...rest, window, heard };
  if (rule.window !== undefined && !windowBreaches(window, rule)) {
    edits.put(key, counted);
    return;
  }
  const step = startCondition(counted, rule, at, heard);
  if (step.kind === 'remember') {
    edits.put(key, { ...step.entry, since: edits.now });
  } else if (step.kind === 'fire') {
    const firing = { ...step.entry, since: edits.now };
    fireWith(edits, rules, key, { rule, entry: firing, value });
  }
}

/** Handles an entry that does not fire and is due: it is forgotten, or decided without data. */
function reconcileWaiting(edits: Edits, rules: RuleSet, key: string, { rule, entry }: Ruled): void {
  if (due(entry, rules) > edits.now) {
    return;
  }
  if (isSparedNoMore(entry, rule)) {
    endSparing(edits, rules, key, { rule, entry });
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
  const { since: held = entry.window?.at(-1)?.at ?? entry.changedAt, heard } = entry;
  // A fast clock has dated it in the future: no value until then could end it.
  const since = Math.min(held, edits.now);
  if (!stillBreaches(rule, heard)) {
    // The limit has changed since: nobody would be paged about this value.
    const isPending = entry.phase === 'pending';
    const over = isPending ? markHealthy(entry, entry.changedAt) : omit(entry, 'heard');
    const next = spareValue(over, { value: heard?.value, at: since }, rule);
    if (isPending && next.spared === undefined) {
      edits.drop(key);
    } else {
      edits.put(key, next);
    }
    return;
  }
  const firing = firingSince({ ...entry, since }, rule, since);
  fireWith(edits, rules, key, { rule, entry: firing, value: heard?.value });
}

/** Makes an entry fire by the platform's clock, with a value that is stored, if one is. */
function fireWith(
  edits: Edits,
  rules: RuleSet,
  key: string,
  { rule, entry, value }: Ruled & { readonly value: JsonNumber | undefined },
): void {
  const { metric, unit, labels, heard, since: startsAt = edits.now } = entry;
  const limit = isUnusualRule(rule) ? usualLimit(rule, entry, startsAt) : undefined;
  const { reaches } = heard ?? {};
  const series = { subject: edits.subject, metric, labels, startsAt };
  edits.fire(key, entry, {
    ...buildAlert(rules, rule, series),
    ...(limit !== undefined && { limit }),
    ...(value !== undefined && toldOf(rule, value, unit)),
    ...(reaches !== undefined && isLimitAhead(rule.condition, reaches.limit) && { reaches }),
    unconfirmed: true,
  });
}

/** Whether a rule still reads a series, or the subject where it joins its series. */
function isOf(rule: ThresholdRule, series: SeriesIdentity): boolean {
  return isAcross(rule) ? readsSubject(rule, series.subject) : ruleMatches(rule, series);
}

function toldOf({ over, across }: ThresholdRule, value: JsonNumber, unit: string | undefined) {
  if (across !== undefined && !tells(across)) {
    return {};
  }
  const inUnit = over === undefined ? unit : unitOverTime(over, unit);
  return {
    value: over === undefined ? value : toJsonNumber(roundToTell(fromJsonNumber(value))),
    ...(inUnit !== undefined && { unit: inUnit }),
  };
}

/** What was unusual when it was heard is so by every limit of today: it has none. */
function stillBreaches(
  { condition, usual }: ThresholdRule,
  heard: ThresholdEntry['heard'],
): boolean {
  const { value } = heard ?? {};
  return (
    usual !== undefined || value === undefined || breaches(condition, fromJsonNumber(value), false)
  );
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
