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

/** The one entry of the item of an external alert. */
export const EXTERNAL_ALERT_KEY = 'sent';

/**
 * How long after the end that was last told a repeated alert may last: its senders repeat it each
 * minute, and a write for each would be expensive.
 */
const MAX_STRETCH: Duration = 5 * MINUTE;

/**
 * How long a repeated alert lasts at least: twice as long as Prometheus lets pass, and a reserve.
 */
export const MIN_FIRING_TIME: Duration = 150 * SECOND;

type Fires = Extract<AlertEvent, { kind: 'fires' }>;

/** What is remembered of the alert of an item. */
export function externalAlert(edits: Edits): ExternalAlertEntry | undefined {
  return entryOf('external-alert', edits.get(EXTERNAL_ALERT_KEY));
}

/** What is told of an alert that fires: it begins, or goes on. */
export function applyFiring(edits: Edits, rules: RuleSet, { alert: sent, saidAt }: Fires): void {
  const { now } = edits;
  const known = externalAlert(edits);
  // As it was first told: to an incident another beginning is another alert.
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
 * Words that hold a value change with each repeat, and each change is told: so often at most,
 * unless it is worse or better now, or a message of its own.
 */
const NEWS_EVERY: Duration = MINUTE;

/** The alert as it is told on now: with the words it was told with, unless new ones are news. */
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
  return { ...alert, title, ...(sent && { sent }) };
}

/** The entry with a later end, where the known one does not last as long already. */
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

/** When a repeated alert ends that was to end then: the same where it lasts as long already. */
export function prolonged(until: Instant | undefined, endsAt: Instant, now: Instant): Instant {
  if (until !== undefined && Math.max(endsAt, now + MIN_FIRING_TIME / 2) <= until) {
    return until;
  }
  const stretch = until === undefined ? 0 : Math.min((endsAt - now) / 2, MAX_STRETCH);
  return Math.round(Math.max(endsAt + stretch, now + MIN_FIRING_TIME));
}

/** What is sent again is not over, whatever a person has said. */
function undismissed(known: ExternalAlertEntry): ExternalAlertEntry {
  if (known.told?.dismissed === undefined) {
    return known;
  }
  return { ...known, told: omit(known.told, 'dismissed') };
}

/**
 * The first end is the one that was told; but where the alert went on over the last, its sender
 * repeats it later than it says, or its clock is a little behind: each end would begin it anew.
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
  return saidAt === undefined ? {} : { saidAt };
}

/** More servers than alert about one thing. */
const MAX_REPLICAS = 16;

/** Those that say so, with this one: the list itself where that is in it, or none is told. */
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
  return replicas.length === 0 ? {} : { replicas };
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
  return { ...entry, told: { ...entry.told, ...(replicas && { replicas }) } };
}

/**
 * The entry without a replica that has told the end: undefined if nobody else says that it
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
