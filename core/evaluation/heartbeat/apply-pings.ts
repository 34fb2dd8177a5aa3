import type { Actor } from '../../actor/actor.ts';
import type { Alert } from '../../alert/alert.ts';
import { omit } from '../../collections/omit.ts';
import type { Heartbeat } from '../../rule/heartbeat.ts';
import type { Duration, Instant } from '../../time/instant.ts';
import { type Assessment, Draft, unchanged } from '../draft.ts';
import { entryOf } from '../entry.ts';
import { reconcile } from '../reconcile.ts';
import type { RuleSet } from '../rule-set.ts';
import type { SubjectState } from '../subject.ts';
import { heartbeatAlert } from './heartbeat.ts';
import type { HeartbeatEntry, HeartbeatState } from './state.ts';

/** A ping of a heartbeat. `run` identifies the run, if several may be under way. */
export type Ping =
  | { readonly kind: 'success' | 'start' | 'log'; readonly run?: string }
  | { readonly kind: 'fail'; readonly run?: string; readonly exitStatus?: number };

/** A ping and its heartbeat. */
export interface HeartbeatPing {
  readonly heartbeat: string;
  readonly ping: Ping;
  /** Whether it may create a heartbeat that the config does not name. */
  readonly create?: boolean;
}

/**
 * `unknown`: there is no such heartbeat, and none may be created. `full`: there is no room for
 * another.
 */
export type PingOutcome = 'taken' | 'created' | 'unknown' | 'full';

/** The outcome for the heartbeats of an item, and for each ping in the order given. */
export interface PingsAssessment extends Assessment {
  readonly outcomes: readonly PingOutcome[];
}

/**
 * How many heartbeats of one item pings may create: 3,200 in all, since anybody with a key can
 * invent names.
 */
const MAX_CREATED = 50;

/**
 * Applies pings to the heartbeats of an item, in the order in which they came. A heartbeat's first
 * ping, unless it is a mere log, begins the watch.
 */
export function applyPings(
  stored: SubjectState | undefined,
  { item, pings }: { readonly item: string; readonly pings: readonly HeartbeatPing[] },
  rules: RuleSet,
  now: Instant,
): PingsAssessment {
  const draft = new Draft(item, stored, now);
  const outcomes = pings.map((sent) => applyPing(draft, rules, sent));
  reconcile(draft, rules);
  const assessment = draft.close(rules);
  const keptOrNot = outcomes.map((outcome, i) =>
    assessment.gaveWay.has(pings[i]?.heartbeat ?? '') ? 'full' : outcome,
  );
  return { ...assessment, outcomes: keptOrNot };
}

/** A person has dealt with alerts, as they said at `at`; the start of an alert identifies it. */
export interface HeartbeatDismissal {
  readonly alerts: readonly Pick<Alert, 'rule' | 'startsAt'>[];
  readonly who: Actor;
  readonly at: Instant;
}

/**
 * Ends alerts of an item's heartbeats because a person has dealt with them; the watch continues
 * with the next expected time. It ends only the alerts that were meant, and only if no run has
 * failed since the person said so.
 */
export function dismissHeartbeatAlerts(
  stored: SubjectState,
  { alerts, who, at }: HeartbeatDismissal,
  rules: RuleSet,
  now: Instant,
): Assessment {
  const draft = new Draft(stored.subject, stored, now);
  for (const { rule: id, startsAt } of alerts) {
    const entry = heartbeatOf(draft, id);
    if (entry?.alert?.startsAt !== startsAt) {
      continue;
    }
    const { pingedAt, startedAt } = entry.beat;
    if (pingedAt > at && startedAt !== pingedAt) {
      continue;
    }
    draft.resolve(entry.alert, 'ended_by_hand', who);
    const beat: HeartbeatState = { ...omit(entry.beat, 'startedAt', 'run'), excusedAt: at };
    draft.put(id, { ...withoutAlert(entry), beat });
  }
  return draft.close(rules);
}

/**
 * Ends the watch of a heartbeat, and its alert, because its job no longer exists. Its next ping
 * begins it anew.
 */
export function forgetHeartbeat(
  stored: SubjectState,
  { id, who }: { readonly id: string; readonly who: Actor },
  rules: RuleSet,
  now: Instant,
): Assessment {
  const draft = new Draft(stored.subject, stored, now);
  const entry = draft.get(id);
  if (entry === undefined) {
    return unchanged(stored);
  }
  if (entry.alert !== undefined) {
    draft.resolve(entry.alert, 'subject_retired', who);
  }
  draft.drop(id);
  return draft.close(rules);
}

function applyPing(draft: Draft, rules: RuleSet, sent: HeartbeatPing): PingOutcome {
  const known = heartbeatOf(draft, sent.heartbeat);
  const mayBeCreated = known?.beat.created ?? sent.create ?? false;
  const heartbeat = rules.heartbeat(sent.heartbeat, mayBeCreated);
  if (heartbeat === undefined) {
    return 'unknown';
  }
  const creates = known === undefined && heartbeat.created === true;
  if (sent.ping.kind === 'log' && !creates) {
    return 'taken';
  }
  if (creates && countCreated(draft) >= MAX_CREATED) {
    return 'full';
  }
  apply(draft, rules, heartbeat, sent.ping);
  return creates ? 'created' : 'taken';
}

function countCreated(draft: Draft): number {
  return draft.entries().filter(([, entry]) => entryOf('heartbeat', entry)?.beat.created).length;
}

function apply(draft: Draft, rules: RuleSet, heartbeat: Heartbeat, ping: Ping): void {
  const { now } = draft;
  const { id, grace } = heartbeat;
  const known = heartbeatOf(draft, id);
  const beat = heard(known?.beat, heartbeat, now);
  const entry: HeartbeatEntry = known ?? { kind: 'heartbeat', id, beat };
  switch (ping.kind) {
    case 'log':
      draft.put(id, { ...entry, beat });
      return;
    case 'start': {
      draft.put(id, {
        ...entry,
        beat: {
          ...omit(beat, 'run'),
          startedAt: now,
          ...(ping.run !== undefined && { run: ping.run }),
        },
      });
      return;
    }
    case 'success': {
      if (entry.alert !== undefined) {
        draft.resolve(entry.alert, 'reporting_again');
      }
      const after = { ...finished(beat, ping.run, grace), succeededAt: now };
      draft.put(id, { ...withoutAlert(entry), beat: after });
      return;
    }
    case 'fail': {
      const failed = { ...entry, beat: omit(beat, 'startedAt', 'run') };
      if (entry.alert !== undefined) {
        draft.put(id, failed);
        return;
      }
      const limit = saidFailed(ping.exitStatus);
      draft.fire(id, failed, heartbeatAlert(rules, heartbeat, { limit, startsAt: now }));
    }
  }
}

/**
 * Returns the state after any ping. A created heartbeat that the config names since is no longer a
 * created one.
 */
function heard(
  beat: HeartbeatState | undefined,
  { created }: Heartbeat,
  now: Instant,
): HeartbeatState {
  const known = beat === undefined ? { watchedAt: now } : omit(beat, 'created');
  return { ...known, pingedAt: now, ...(created !== undefined && { created }) };
}

/**
 * Ends the run that began, if it is that one: the end of another run does not. A run that has taken
 * too long is over too: it has been reported, and would be again after each success of another.
 */
function finished(beat: HeartbeatState, run: string | undefined, grace: Duration): HeartbeatState {
  const { startedAt, pingedAt } = beat;
  if (startedAt === undefined) {
    return beat;
  }
  const took = pingedAt - startedAt;
  if (beat.run === run) {
    return { ...omit(beat, 'startedAt', 'run'), took };
  }
  return took < grace ? beat : omit(beat, 'startedAt', 'run');
}

function saidFailed(exitStatus: number | undefined): string {
  return exitStatus === undefined ? 'it said that it failed' : `exit status ${exitStatus}`;
}

function heartbeatOf(draft: Draft, id: string): HeartbeatEntry | undefined {
  return entryOf('heartbeat', draft.get(id));
}

function withoutAlert(entry: HeartbeatEntry): HeartbeatEntry {
  return omit(entry, 'alert', 'assertedAt');
}
