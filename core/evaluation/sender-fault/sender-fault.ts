import { FAULT_FORGOTTEN_AFTER } from '../../alert/sender-fault.ts';
import type { Labels } from '../../sample/sample.ts';
import type { Instant } from '../../time/instant.ts';
import { shiftEarlier } from '../../time/shift-earlier.ts';
import type { ClockMove, Edits, Kind } from '../kind.ts';
import { abandon, reassert, tellAt } from '../reassert.ts';
import { refreshFromRoute } from '../refresh-from-route.ts';
import type { RuleSet } from '../rule-set.ts';
import type { SenderFaultEntry } from './state.ts';

const NO_LABELS: Labels = {};

/** The kind of a fault of a sender that nobody at its end may notice. */
export const SENDER_FAULT: Kind<SenderFaultEntry> = {
  about: ({ alert }) => ({
    rule: alert?.rule ?? '',
    metric: '',
    labels: alert?.labels ?? NO_LABELS,
  }),
  phase: ({ alert }) => (alert === undefined ? 'pending' : 'firing'),
  since: ({ alert }) => alert?.startsAt,
  rank: ({ alert }) => (alert === undefined ? 'pending' : 'firing'),
  texts: () => [],
  counted: () => 0,
  newestSample: () => 0,
  lastValue: () => undefined,
  moved,
  due,
  reconcile,
};

function moved(state: SenderFaultEntry, { by }: ClockMove): SenderFaultEntry {
  const { noted } = state;
  return {
    ...state,
    noted: { ...noted, ...shiftEarlier(noted, by, 'since') },
    ...shiftEarlier(state, by, 'endsAt', 'assertedAt'),
  };
}

/** Returns when its alert ends or is reasserted; while there is none yet, when it is forgotten. */
export function due(state: SenderFaultEntry): Instant {
  const { alert, noted, endsAt = Infinity } = state;
  return alert === undefined
    ? noted.since + FAULT_FORGOTTEN_AFTER
    : Math.min(endsAt, tellAt(state));
}

function reconcile(edits: Edits, rules: RuleSet, key: string, state: SenderFaultEntry): void {
  const { alert, endsAt = Infinity } = state;
  if (alert === undefined) {
    if (due(state) <= edits.now) {
      edits.drop(key);
    }
    return;
  }
  const today = refreshFromRoute(rules, alert);
  if (today === undefined) {
    abandon(edits, key, state);
  } else if (endsAt <= edits.now) {
    abandon(edits, key, state, 'not_sent_again');
  } else {
    reassert(edits, key, state, { today, due: due(state) });
  }
}
