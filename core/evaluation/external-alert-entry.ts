import type { Alert } from '../alert/alert.ts';
import { type AlertEvent, type ExternalAlert, RESOLVE_TIMEOUT } from '../alert/external-alert.ts';
import { omit } from '../collections/omit.ts';
import { type Duration, type Instant, MINUTE, SECOND } from '../time/instant.ts';
import type { Draft } from './draft.ts';
import { reassert } from './reconcile.ts';
import { refreshFromRoute } from './refresh-from-route.ts';
import type { RuleSet } from './rule-set.ts';
import type { ExternalAlertTimes, SeriesState } from './subject.ts';

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

/** What is told of an alert that fires: it begins, or goes on. */
export function applyFiring(draft: Draft, rules: RuleSet, { alert: told, saidAt }: Fires): void {
  const known = draft.get(EXTERNAL_ALERT_KEY);
  // As it was first told: to an incident another beginning is another alert.
  const startsAt = known?.alert?.startsAt ?? told.startsAt;
  const alert = refreshFromRoute(rules, { ...told, startsAt });
  if (alert === undefined) {
    return;
  }
  const { rule, labels } = alert;
  if (known?.alert === undefined) {
    const entry = { rule, metric: '', labels, phase: 'firing', changedAt: draft.now } as const;
    const sent = { ...endOf(told, known, draft.now), ...said(saidAt), ...saidBy(told, []) };
    draft.fire(EXTERNAL_ALERT_KEY, { ...entry, since: startsAt, sent }, alert);
    return;
  }
  const entry = heardFrom(told, known, heard(goesOn(known, told, draft.now), saidAt));
  if (entry !== known) {
    draft.put(EXTERNAL_ALERT_KEY, entry);
  }
  const { title, sent } = known.alert;
  const words = isNews(known, alert, saidAt, draft.now) ? {} : { title, ...(sent && { sent }) };
  reassert(draft, rules, EXTERNAL_ALERT_KEY, entry, { ...alert, ...words });
}

/**
 * Words that hold a value change with each repeat, and each change is told: so often at most,
 * unless it is worse or better now, or a message of its own.
 */
const NEWS_EVERY: Duration = MINUTE;

function isNews(
  { alert, assertedAt = 0 }: SeriesState,
  told: Alert,
  saidAt: Instant | undefined,
  now: Instant,
): boolean {
  if (saidAt !== undefined || told.sent?.severity !== alert?.sent?.severity) {
    return true;
  }
  return now >= assertedAt + NEWS_EVERY;
}

/** The entry with a later end, where the known one does not last as long already. */
function goesOn(known: SeriesState, { endsAt }: ExternalAlert, now: Instant): SeriesState {
  const until = known.sent?.endsAt;
  if (endsAt === undefined) {
    return until === undefined ? undismissed(known) : { ...known, sent: {} };
  }
  if (until !== undefined && Math.max(endsAt, now + MIN_FIRING_TIME / 2) <= until) {
    return known;
  }
  const stretch = until === undefined ? 0 : Math.min((endsAt - now) / 2, MAX_STRETCH);
  return {
    ...known,
    sent: { endsAt: Math.round(Math.max(endsAt + stretch, now + MIN_FIRING_TIME)) },
  };
}

/** What is sent again is not over, whatever a person has said. */
function undismissed(known: SeriesState): SeriesState {
  if (known.sent?.dismissed === undefined) {
    return known;
  }
  return { ...known, sent: omit(known.sent, 'dismissed') };
}

/**
 * The first end is the one that was told; but where the alert went on over the last, its sender
 * repeats it later than it says, or its clock is a little behind: each end would begin it anew.
 */
function endOf(
  { startsAt, endsAt }: ExternalAlert,
  known: SeriesState | undefined,
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

function heardFrom(told: ExternalAlert, known: SeriesState, entry: SeriesState): SeriesState {
  const { replicas } = saidBy(told, known.sent?.replicas ?? []);
  if (replicas === entry.sent?.replicas) {
    return entry;
  }
  return { ...entry, sent: { ...entry.sent, ...(replicas && { replicas }) } };
}

/**
 * The entry without a replica that has told the end: undefined if nobody else says that it
 * fires.
 */
export function dropReplica(known: SeriesState, replica: string): SeriesState | undefined {
  const { replicas = [], ...sent } = known.sent ?? {};
  const rest = replicas.filter((one) => one !== replica);
  if (rest.length === 0) {
    return undefined;
  }
  return rest.length === replicas.length ? known : { ...known, sent: { ...sent, replicas: rest } };
}

function heard(entry: SeriesState, saidAt: Instant | undefined): SeriesState {
  return saidAt === undefined ? entry : { ...entry, sent: { ...entry.sent, saidAt } };
}
