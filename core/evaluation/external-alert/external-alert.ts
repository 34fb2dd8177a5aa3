import type { Alert } from '../../alert/alert.ts';
import { senderHost } from '../../alert/external-alert.ts';
import type { Labels } from '../../sample/sample.ts';
import type { Instant } from '../../time/instant.ts';
import { shiftEarlier } from '../../time/shift-earlier.ts';
import type { ClockMove, Edits, Kind } from '../kind.ts';
import { abandon, reassert } from '../reassert.ts';
import { refreshFromRoute } from '../refresh-from-route.ts';
import type { RuleSet } from '../rule-set.ts';
import { due, externalEntryExpiresAt } from './due.ts';
import type { ExternalAlertEntry, ExternalAlertTimes } from './state.ts';

const NO_LABELS: Labels = {};

/** The kind of an alert made by somebody else's rules. */
export const EXTERNAL_ALERT: Kind<ExternalAlertEntry> = {
  about: ({ alert }) => ({
    rule: alert?.rule ?? '',
    metric: '',
    labels: alert?.labels ?? NO_LABELS,
  }),
  phase: ({ alert }) => (alert === undefined ? 'healthy' : 'firing'),
  since: ({ alert }) => alert?.startsAt,
  rank({ alert, told }) {
    if (alert !== undefined) {
      return 'firing';
    }
    return told === undefined ? 'over' : 'counting';
  },
  texts: ({ told }) => (told === undefined ? [] : [JSON.stringify(told)]),
  counted: () => 0,
  newestSample: () => 0,
  lastValue: () => undefined,
  moved,
  due,
  reconcile,
};

/**
 * Its sender's times stay as they are; an end is its sender's time too, unless the platform has set
 * it.
 */
function moved(state: ExternalAlertEntry, { by }: ClockMove): ExternalAlertEntry {
  const { changedAt, told } = state;
  return {
    ...state,
    // One more ms: what was sent when it was saved is older than what is sent now.
    changedAt: Math.max(0, changedAt - by - 1),
    ...(told !== undefined && { told: movedTold(told, by) }),
    ...shiftEarlier(state, by, 'assertedAt'),
  };
}

function movedTold(told: ExternalAlertTimes, by: ClockMove['by']): ExternalAlertTimes {
  return {
    ...told,
    ...shiftEarlier(told, by, 'endedAt'),
    ...(told.dismissed && shiftEarlier(told, by, 'endsAt')),
  };
}

function reconcile(edits: Edits, rules: RuleSet, key: string, state: ExternalAlertEntry): void {
  const { now } = edits;
  const forgotten = externalEntryExpiresAt(state);
  if (forgotten !== undefined) {
    if (forgotten <= now) {
      edits.drop(key);
    }
    return;
  }
  const { alert, told } = state;
  const today = alert && refreshFromRoute(rules, alert);
  if (alert === undefined || today === undefined) {
    abandon(edits, key, state);
  } else if (told?.endsAt !== undefined && told.endsAt <= now) {
    edits.resolve(alert, 'not_sent_again');
    edits.put(key, notSentAgain(state, alert, told.endsAt, now));
  } else {
    reassert(edits, key, state, { today, due: due(state) });
  }
}

/** The record of an alert that was not re-sent: it may continue, and only be late. */
function notSentAgain(
  { lastEnd }: ExternalAlertEntry,
  { startsAt, sent }: Alert,
  endsAt: Instant,
  now: Instant,
): ExternalAlertEntry {
  const by = senderHost(sent ?? {});
  const end = {
    startsAt,
    endsAt,
    moves: 0,
    wasFiring: true,
    ...(by !== undefined && { by }),
  } as const;
  return { kind: 'external-alert', changedAt: now, lastEnd: lastEnd ?? end };
}
