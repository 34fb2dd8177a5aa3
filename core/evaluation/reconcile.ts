import { type Alert, hasSameContent, type ResolveReason } from '../alert/alert.ts';
import { senderHost } from '../alert/external-alert.ts';
import { omit } from '../collections/omit.ts';
import { breaches } from '../rule/condition.ts';
import type { Rule } from '../rule/rule.ts';
import { fromJsonNumber } from '../sample/json-number.ts';
import type { Instant } from '../time/instant.ts';
import { firingSince, markHealthy } from './advance.ts';
import { buildAlert, refreshFromRule } from './build-alert.ts';
import type { Draft } from './draft.ts';
import { entryDue, entryExpiresAt, externalEntryExpiresAt } from './due.ts';
import { heartbeatAlert, missingAt, overrunAt } from './heartbeat.ts';
import { noDataDecidesAt } from './no-data.ts';
import { overflowAlert, overflowEndsAt } from './overflow.ts';
import { isOfProcess, processGoneAt } from './process.ts';
import { refreshFromRoute } from './refresh-from-route.ts';
import { type RuleSet, ruleMatches } from './rule-set.ts';
import type { HeartbeatState, SeriesState } from './subject.ts';

/**
 * Does what is not the work of a sample: ends what the config no longer asks for, moves alerts to
 * where a changed rule puts them, finds what is absent, tells firing alerts again, and forgets what
 * is of no more use.
 */
export function reconcile(draft: Draft, rules: RuleSet): void {
  for (const [key, entry] of draft.entries()) {
    const forgotten = externalEntryExpiresAt(entry);
    if (forgotten !== undefined) {
      if (forgotten <= draft.now) {
        draft.drop(key);
      }
    } else if (entry.sent !== undefined) {
      reconcileExternalAlert(draft, rules, key, entry);
    } else if (entry.crowdedAt !== undefined) {
      reconcileOverflow(draft, rules, key, entry, entry.crowdedAt);
    } else if (entry.beat !== undefined) {
      reconcileHeartbeat(draft, rules, key, entry, entry.beat);
    } else {
      reconcileSeries(draft, rules, key, entry);
    }
  }
}

/**
 * Tells a firing alert again where it is time, and as it is today: moved where it belongs
 * elsewhere, with another severity where that has changed.
 */
export function reassert(
  draft: Draft,
  rules: RuleSet,
  key: string,
  entry: SeriesState,
  today: Alert,
): void {
  const { alert } = entry;
  if (alert === undefined) {
    return;
  }
  const moved = today.groupKey !== alert.groupKey;
  if (moved) {
    draft.move(alert, today.groupKey);
  }
  // Of another severity, or of other words, alone its incident is told, which stays open: a deploy
  // must not open a new one.
  const changed = moved || !hasSameContent(today, alert);
  if (changed || (!draft.hasUnsent && entryDue(entry, rules) <= draft.now)) {
    draft.fire(key, entry, today, moved ? alert.groupKey : undefined);
  }
}

function reconcileSeries(draft: Draft, rules: RuleSet, key: string, entry: SeriesState): void {
  const rule = rules.byName.get(entry.rule);
  if (rule === undefined || !stillReads(rule, draft.subject, entry)) {
    abandon(draft, key, entry);
    return;
  }
  if (isGone(draft, rules, rule, entry)) {
    abandon(draft, key, entry, 'instance_gone');
    return;
  }
  const { alert } = entry;
  if (entry.phase !== 'firing') {
    reconcileWaiting(draft, rules, key, rule, entry);
  } else if (alert !== undefined && (noDataDecidesAt(entry, rule) ?? Infinity) <= draft.now) {
    draft.resolve(alert, 'no_further_breach');
    draft.put(key, markHealthy(entry, entry.normal?.at ?? entry.changedAt));
  } else if (alert !== undefined) {
    reassert(draft, rules, key, heard(draft, rule, entry), refreshFromRule(rules, rule, alert));
  }
}

/** What does not fire, and is due: it is absent, forgotten, or decided by silence. */
function reconcileWaiting(
  draft: Draft,
  rules: RuleSet,
  key: string,
  rule: Rule,
  entry: SeriesState,
): void {
  if (entryDue(entry, rules) > draft.now) {
    return;
  }
  if (rule.condition.kind === 'absent') {
    draft.fire(key, entry, buildAlert(rules, rule, draft.subject, entry));
  } else if (entryExpiresAt(entry, rule, rules.maxAge) <= draft.now) {
    draft.drop(key);
  } else {
    fireInSilence(draft, rules, key, rule, entry);
  }
}

/** Nothing has come that contradicts the breach: no further value is no good news. */
function fireInSilence(
  draft: Draft,
  rules: RuleSet,
  key: string,
  rule: Rule,
  entry: SeriesState,
): void {
  const { since: held = entry.window?.at(-1)?.at ?? entry.changedAt, heard, unit } = entry;
  // A clock that ran ahead has dated it in the future: no value until then could end it.
  const since = Math.min(held, draft.now);
  if (!stillBreaches(rule, heard)) {
    // The limit is another since: the value is none that anybody would be paged about.
    if (entry.phase === 'pending') {
      draft.drop(key);
    } else {
      draft.put(key, omit(entry, 'heard'));
    }
    return;
  }
  const firing = firingSince({ ...entry, since }, rule, since);
  const alert = buildAlert(rules, rule, draft.subject, firing);
  const measured = heard?.value === undefined ? {} : { value: heard.value, ...(unit && { unit }) };
  draft.fire(key, firing, { ...alert, ...measured, unconfirmed: true });
}

function stillBreaches({ condition }: Rule, heard: SeriesState['heard']): boolean {
  const { value } = heard ?? {};
  return value === undefined || breaches(condition, fromJsonNumber(value), false);
}

function reconcileExternalAlert(
  draft: Draft,
  rules: RuleSet,
  key: string,
  entry: SeriesState,
): void {
  const { alert, sent } = entry;
  const today = alert && refreshFromRoute(rules, alert);
  if (alert === undefined || today === undefined) {
    abandon(draft, key, entry);
  } else if (sent?.endsAt !== undefined && sent.endsAt <= draft.now) {
    draft.resolve(alert, 'not_sent_again');
    if (entry.noted === undefined) {
      draft.put(key, withEnd(entry, alert, sent.endsAt, draft.now));
    } else {
      draft.drop(key);
    }
  } else {
    reassert(draft, rules, key, entry, today);
  }
}

/** What stays in mind of an alert that was not sent again: it may go on, and only be late. */
function withEnd(
  { lastEnd }: SeriesState,
  { startsAt, sent }: Alert,
  endsAt: Instant,
  now: Instant,
): SeriesState {
  const by = senderHost(sent ?? {});
  const told = {
    startsAt,
    endsAt,
    moves: 0,
    wasFiring: true,
    ...(by !== undefined && { by }),
  } as const;
  const none = { rule: '', metric: '', labels: {}, phase: 'healthy' } as const;
  return { ...none, changedAt: now, lastEnd: lastEnd ?? told };
}

function reconcileHeartbeat(
  draft: Draft,
  rules: RuleSet,
  key: string,
  entry: SeriesState,
  beat: HeartbeatState,
): void {
  const heartbeat = rules.heartbeat(entry.rule, beat.created);
  if (heartbeat === undefined) {
    abandon(draft, key, entry);
  } else if (entry.alert !== undefined) {
    reassert(draft, rules, key, entry, heartbeatAlert(rules, heartbeat, entry.alert));
  } else {
    const startsAt = missingAt(heartbeat, beat);
    const limit =
      startsAt === overrunAt(heartbeat, beat)
        ? 'a run has not ended in time'
        : 'no success was heard in time';
    if (startsAt <= draft.now) {
      draft.fire(key, entry, heartbeatAlert(rules, heartbeat, { limit, startsAt }));
    }
  }
}

function reconcileOverflow(
  draft: Draft,
  rules: RuleSet,
  key: string,
  entry: SeriesState,
  crowdedAt: Instant,
): void {
  const { alert } = entry;
  const today = alert && overflowAlert(rules, draft.subject, alert.startsAt);
  if (alert === undefined || today === undefined) {
    abandon(draft, key, entry);
  } else if (draft.now >= overflowEndsAt(crowdedAt)) {
    draft.resolve(alert, 'recovered');
    draft.drop(key);
  } else {
    reassert(draft, rules, key, entry, today);
  }
}

function stillReads(rule: Rule, subject: string, entry: SeriesState): boolean {
  const sameKind = (rule.condition.kind === 'absent') === (entry.seenAt !== undefined);
  return sameKind && ruleMatches(rule, { ...entry, subject });
}

function abandon(
  draft: Draft,
  key: string,
  { alert }: SeriesState,
  reason: ResolveReason = 'rule_removed',
): void {
  if (alert !== undefined) {
    draft.resolve(alert, reason);
  }
  draft.drop(key);
}

/**
 * Whether a series is that of a process that is gone: not heard of for long while its alert fires.
 * That a process is absent is news while the config tells processes apart, and none where it does
 * not any more: the same measurements come under another name then.
 */
function isGone(draft: Draft, rules: RuleSet, rule: Rule, entry: SeriesState): boolean {
  if (rule.condition.kind === 'absent') {
    return !rules.namesProcesses && isOfProcess(draft.subject, entry.labels);
  }
  const { phase, processHeardAt } = entry;
  return (
    phase === 'firing' &&
    processHeardAt !== undefined &&
    processGoneAt(processHeardAt, rules.maxAge) <= draft.now
  );
}

/** With a time from which it can be gone: one is missing where it began to fire just now. */
function heard(draft: Draft, rule: Rule, entry: SeriesState): SeriesState {
  const isKnown = entry.processHeardAt !== undefined || rule.condition.kind === 'absent';
  return isKnown || !isOfProcess(draft.subject, entry.labels)
    ? entry
    : { ...entry, processHeardAt: draft.now };
}
