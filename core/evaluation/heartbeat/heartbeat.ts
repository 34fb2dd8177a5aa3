import type { Alert } from '../../alert/alert.ts';
import { groupKey } from '../../alert/group-key.ts';
import type { Heartbeat } from '../../rule/heartbeat.ts';
import type { Instant } from '../../time/instant.ts';
import { shiftEarlier } from '../../time/shift-earlier.ts';
import type { ClockMove, Edits, Kind } from '../kind.ts';
import { abandon, reassert, tellAt } from '../reassert.ts';
import type { RuleSet } from '../rule-set.ts';
import { missingAt, overrunAt } from './expected.ts';
import { heartbeatFingerprint } from './item.ts';
import type { HeartbeatEntry, HeartbeatState } from './state.ts';

/** The kind of something that must report in time. */
export const HEARTBEAT: Kind<HeartbeatEntry> = {
  about: ({ id }) => ({ rule: id, metric: '', labels: {} }),
  phase: ({ alert }) => (alert === undefined ? 'healthy' : 'firing'),
  since: ({ alert }) => alert?.startsAt,
  rank: ({ alert }) => (alert === undefined ? 'counting' : 'firing'),
  texts: () => [],
  counted: () => 0,
  newestSample: () => 0,
  lastValue: () => undefined,
  moved,
  due,
  reconcile,
};

function moved(state: HeartbeatEntry, { by }: ClockMove): HeartbeatEntry {
  return { ...state, beat: movedBeat(state.beat, by), ...shiftEarlier(state, by, 'assertedAt') };
}

function movedBeat(beat: HeartbeatState, by: ClockMove['by']): HeartbeatState {
  const moments = ['watchedAt', 'pingedAt', 'succeededAt', 'excusedAt', 'startedAt'] as const;
  return { ...beat, ...shiftEarlier(beat, by, ...moments) };
}

function due(state: HeartbeatEntry, rules: RuleSet): Instant {
  const { id, beat, alert } = state;
  const heartbeat = rules.heartbeat(id, beat.created);
  if (heartbeat === undefined) {
    return 0;
  }
  return alert === undefined ? missingAt(heartbeat, beat) : tellAt(state);
}

function reconcile(edits: Edits, rules: RuleSet, key: string, state: HeartbeatEntry): void {
  const { id, beat, alert } = state;
  const heartbeat = rules.heartbeat(id, beat.created);
  if (heartbeat === undefined) {
    abandon(edits, key, state);
  } else if (alert !== undefined) {
    const today = heartbeatAlert(rules, heartbeat, alert);
    reassert(edits, key, state, { today, due: tellAt(state) });
  } else {
    const startsAt = missingAt(heartbeat, beat);
    const limit =
      startsAt === overrunAt(heartbeat, beat)
        ? 'a run has not ended in time'
        : 'no success was heard in time';
    if (startsAt <= edits.now) {
      edits.fire(key, state, heartbeatAlert(rules, heartbeat, { limit, startsAt }));
    }
  }
}

/**
 * Makes the alert of a heartbeat, with the texts of the current config. `limit` says what is wrong.
 */
export function heartbeatAlert(
  rules: RuleSet,
  { id, service, severity, title }: Heartbeat,
  { limit, startsAt }: Pick<Alert, 'limit' | 'startsAt'>,
): Alert {
  const named = { rule: id, subject: id, metric: '', labels: {}, service, severity, title };
  return {
    ...named,
    fingerprint: heartbeatFingerprint(id),
    groupKey: groupKey(service, rules.groupBy(service), named),
    limit,
    startsAt,
  };
}
