import type { Alert } from '../../alert/alert.ts';
import {
  type AlertEvent,
  type ExternalAlert,
  RESOLVE_TIMEOUT,
} from '../../alert/external-alert.ts';
import { omit } from '../../collections/omit.ts';
import { type Duration, type Instant, MINUTE, SECOND } from '../../time/instant.ts';
import { entryOf } from '../entry.ts';
import type { Edits } from '../kind.ts';
import { reassert } from '../reassert.ts';
import { refreshFromRoute } from '../refresh-from-route.ts';
import type { RuleSet } from '../rule-set.ts';
import { due } from './due.ts';
import type { ExternalAlertEntry, ExternalAlertTimes } from './state.ts';

/** The key of the only entry in the item of an external alert. */
export const EXTERNAL_ALERT_KEY = 'sent';

/**
 * How long after its last known end a repeated alert may last: its senders repeat it each minute,
 * and a write for each would be expensive.
 */
const MAX_STRETCH: Duration = 5 * MINUTE;

/** The minimum duration of a repeated alert: twice the interval of Prometheus, and a reserve. */
export const MIN_FIRING_TIME: Duration = 150 * SECOND;

type Fires = Extract<AlertEvent, { kind: 'fires' }>;

/** Returns the stored entry of the alert of an item. */
export function externalAlert(edits: Edits): ExternalAlertEntry | undefined {
  return entryOf('external-alert', edits.get(EXTERNAL_ALERT_KEY));
}

/** Applies a firing event of an alert: it begins, or continues. */
export function applyFiring(edits: Edits, rules: RuleSet, { alert: sent, saidAt }: Fires): void {
  const { now } = edits;
  const known = externalAlert(edits);
  // It keeps its first start: for an incident another start is another alert.
  const startsAt = known?.alert?.startsAt ?? sent.startsAt;
  const alert = refreshFromRoute(rules, { ...sent, startsAt });
  if (alert === undefined) {
    return;
  }
  if (known?.alert === undefined) {
    const told: ExternalAlertTimes = {
      ...endOf(sent, known, now),
      ...said(saidAt),
      ...saidBy(sent, []),
    };
    edits.fire(EXTERNAL_ALERT_KEY, { kind: 'external-alert', changedAt: now, told }, alert);
    return;
  }
  const entry = heardFrom(sent, known, heard(goesOn(known, sent, now), saidAt));
  if (entry !== known) {
    edits.put(EXTERNAL_ALERT_KEY, entry);
  }
  const isOwnMessage = saidAt !== undefined;
  const words = isOwnMessage ? alert : withLastingWords(known, alert, now);
  reassert(edits, EXTERNAL_ALERT_KEY, entry, { today: words, due: due(entry) });
}

/**
 * Texts that contain a value change with each repeat, and each change would be sent: it is sent at
 * most this often, unless the severity changes, or with another message.
 */
const NEWS_EVERY: Duration = MINUTE;

/**
 * Returns the alert as it is reasserted: with the texts that it was sent with, unless new ones are
 * due.
 */
export function withLastingWords(
  { alert: before, assertedAt = 0 }: Pick<ExternalAlertEntry, 'alert' | 'assertedAt'>,
  alert: Alert,
  now: Instant,
): Alert {
  const isOtherwiseBad = alert.sent?.severity !== before?.sent?.severity;
  if (before === undefined || isOtherwiseBad || now >= assertedAt + NEWS_EVERY) {
    return alert;
  }
  const { title, sent } = before;
  return { ...alert, title, ...(sent !== undefined && { sent }) };
}

/** Returns the entry with a later end, if the known one does not last as long already. */
function goesOn(
  known: ExternalAlertEntry,
  { endsAt }: ExternalAlert,
  now: Instant,
): ExternalAlertEntry {
  const until = known.told?.endsAt;
  if (endsAt === undefined) {
    return until === undefined ? undismissed(known) : { ...known, told: {} };
  }
  const later = prolonged(until, endsAt, now);
  return later === until ? known : { ...known, told: { endsAt: later } };
}

/**
 * Returns when a repeated alert ends that was to end at a time: the same end if it lasts as long
 * already.
 */
export function prolonged(until: Instant | undefined, endsAt: Instant, now: Instant): Instant {
  if (until !== undefined && Math.max(endsAt, now + MIN_FIRING_TIME / 2) <= until) {
    return until;
  }
  const stretch = until === undefined ? 0 : Math.min((endsAt - now) / 2, MAX_STRETCH);
  return Math.round(Math.max(endsAt + stretch, now + MIN_FIRING_TIME));
}

/** An alert that is re-sent is not over, whatever a person has said. */
function undismissed(known: ExternalAlertEntry): ExternalAlertEntry {
  if (known.told?.dismissed === undefined) {
    return known;
  }
  return { ...known, told: omit(known.told, 'dismissed') };
}

/**
 * The first end counts; but if the alert continued beyond the last one, its sender repeats later
 * than it says, or its clock is a little behind: each end would begin it anew.
 */
function endOf(
  { startsAt, endsAt }: ExternalAlert,
  known: ExternalAlertEntry | undefined,
  now: Instant,
): ExternalAlertTimes {
  if (endsAt === undefined) {
    return {};
  }
  const { lastEnd } = known ?? {};
  const wentOn = lastEnd !== undefined && startsAt <= lastEnd.endsAt;
  return { endsAt: wentOn ? Math.max(endsAt, now + RESOLVE_TIMEOUT) : endsAt };
}

function said(saidAt: Instant | undefined): Pick<ExternalAlertTimes, 'saidAt'> {
  return { ...(saidAt !== undefined && { saidAt }) };
}

/** More servers than alert about one thing. */
const MAX_REPLICAS = 16;

/**
 * Returns the replicas that say so, including this one: the list itself if it contains it, or if no
 * replica is named.
 */
function saidBy(
  { replica }: ExternalAlert,
  before: readonly string[],
): Pick<ExternalAlertTimes, 'replicas'> {
  if (replica === undefined || before.includes(replica)) {
    return withReplicas(before);
  }
  return withReplicas([...before, replica].slice(-MAX_REPLICAS));
}

function withReplicas(replicas: readonly string[]): Pick<ExternalAlertTimes, 'replicas'> {
  return { ...(replicas.length > 0 && { replicas }) };
}

function heardFrom(
  sent: ExternalAlert,
  known: ExternalAlertEntry,
  entry: ExternalAlertEntry,
): ExternalAlertEntry {
  const { replicas } = saidBy(sent, known.told?.replicas ?? []);
  if (replicas === entry.told?.replicas) {
    return entry;
  }
  return { ...entry, told: { ...entry.told, ...(replicas !== undefined && { replicas }) } };
}

/**
 * Returns the entry without a replica that has sent the end: undefined if no other says that it
 * fires.
 */
export function dropReplica(
  known: ExternalAlertEntry,
  replica: string,
): ExternalAlertEntry | undefined {
  const { replicas = [], ...told } = known.told ?? {};
  const rest = replicas.filter((one) => one !== replica);
  if (rest.length === 0) {
    return undefined;
  }
  return rest.length === replicas.length ? known : { ...known, told: { ...told, replicas: rest } };
}

function heard(entry: ExternalAlertEntry, saidAt: Instant | undefined): ExternalAlertEntry {
  return saidAt === undefined ? entry : { ...entry, told: { ...entry.told, saidAt } };
}
