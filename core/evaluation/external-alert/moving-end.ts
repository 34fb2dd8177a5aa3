import type { AlertEvent, ExternalAlert } from '../../alert/external-alert.ts';
import { RESOLVE_TIMEOUT, senderHost } from '../../alert/external-alert.ts';
import { omit } from '../../collections/omit.ts';
import { type Duration, HOUR } from '../../time/instant.ts';
import type { Edits } from '../kind.ts';
import type { RuleSet } from '../rule-set.ts';
import { applyFiring, EXTERNAL_ALERT_KEY, externalAlert, MIN_FIRING_TIME } from './apply-firing.ts';
import type { ExternalAlertEntry, ObservedEnd } from './state.ts';

/** An end event with everything that the alert would be if it fired. */
export type EndedEvent = Extract<AlertEvent, { kind: 'ended' }> & {
  readonly endedAt: number;
  readonly alert: ExternalAlert;
};

/**
 * How often an end must have moved before its sender's clock counts as wrong. The servers of a
 * highly available pair may see an alert end one after the other: that moves it once.
 */
const MOVES = 2;
const MOVES_AFTER_FIRING = 3;

/**
 * Observes an end in the past. Prometheus sends firing alerts with an end four minutes ahead of its
 * own clock: if that clock is further behind, each alert has always just ended. But a true end
 * stays the same, and this one moves with each message: then the alert fires, and the answer says
 * that its sender's clock is behind. Otherwise the end is recorded, and ends the alert.
 */
export function observeEnd(
  edits: Edits,
  rules: RuleSet,
  told: EndedEvent,
  end: () => void,
): 'behind' | 'ended' {
  const entry = externalAlert(edits);
  const heard = withEnd(entry, told);
  const isNews = heard !== entry?.lastEnd;
  if (isBehind(heard) && !isNews) {
    return 'ended';
  }
  if (isBehind(heard)) {
    const lasts = lifetime(heard, entry?.lastEnd);
    applyFiring(edits, rules, {
      kind: 'fires',
      alert: { ...told.alert, endsAt: edits.now + lasts },
    });
    keep(edits, heard);
    return 'behind';
  }
  end();
  if (isNews) {
    keep(edits, heard);
  }
  return 'ended';
}

/**
 * A sender whose end is well ahead has a correct clock. Ends of others stay recorded, and so they
 * do if the end is near: a drifting clock may send the next as over again.
 */
export function afterFiring(
  edits: Edits,
  before: ObservedEnd | undefined,
  { sent, endsAt = Infinity }: ExternalAlert,
): void {
  const entry = externalAlert(edits);
  if (entry === undefined || before === undefined) {
    return;
  }
  const isRight = before.by === senderHost(sent) && endsAt >= edits.now + MIN_FIRING_TIME;
  if (!isRight) {
    if (entry.lastEnd !== before) {
      keep(edits, before);
    }
  } else if (entry.lastEnd !== undefined) {
    edits.put(EXTERNAL_ALERT_KEY, omit(entry, 'lastEnd'));
  }
}

function isBehind({ moves, wasFiring }: ObservedEnd): boolean {
  return moves >= (wasFiring ? MOVES_AFTER_FIRING : MOVES);
}

/** Returns the observed ends with this one: the same object if it adds nothing. */
function withEnd(
  entry: ExternalAlertEntry | undefined,
  { alert, endedAt }: EndedEvent,
): ObservedEnd {
  const known = entry?.lastEnd;
  const by = senderHost(alert.sent);
  const span = { startsAt: alert.startsAt, endsAt: endedAt, ...(by !== undefined && { by }) };
  if (known !== undefined && endedAt <= known.endsAt) {
    return known;
  }
  // An alert that continued after a recorded end had not ended then.
  if (known !== undefined && (alert.startsAt <= known.endsAt || isBehind(known))) {
    return { ...omit(known, 'by'), ...span, moves: known.moves + 1 };
  }
  return { ...span, moves: 0, ...(entry?.alert !== undefined && { wasFiring: true }) };
}

/** Twice the interval between its messages, as far as the ends show it. */
function lifetime({ endsAt }: ObservedEnd, before: ObservedEnd | undefined): Duration {
  const between = endsAt - (before?.endsAt ?? endsAt);
  return Math.min(HOUR, Math.max(RESOLVE_TIMEOUT, 2 * between));
}

function keep(edits: Edits, lastEnd: ObservedEnd): void {
  const known = externalAlert(edits);
  const changedAt = known?.alert === undefined ? edits.now : known.changedAt;
  edits.put(EXTERNAL_ALERT_KEY, { ...known, kind: 'external-alert', changedAt, lastEnd });
}
