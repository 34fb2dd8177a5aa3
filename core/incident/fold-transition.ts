import type { Transition } from '../alert/alert.ts';
import { clockStepBack } from '../time/clock-skew.ts';
import { type Duration, MINUTE } from '../time/instant.ts';
import type { IncidentContext } from './context.ts';
import { isRecurrence, startAlert } from './flapping.ts';
import type { Incident, IncidentAlert } from './incident.ts';
import { firesInUndo, joinIncident } from './join-incident.ts';
import { linkMovedIncident } from './link-moved.ts';
import { openIncident, reopenIncident } from './open-incident.ts';
import { resolveAlert } from './resolve-alert.ts';

/**
 * Folds a transition into the newest incident of its group key. Returns the same object if it
 * changes nothing (an old or repeated message), a new incident if a firing alert finds none open,
 * the ended one reopened if the alert recurs, and undefined if there is none and none is needed.
 */
export function foldTransition(
  latest: Incident | undefined,
  transition: Transition,
  context: IncidentContext,
): Incident | undefined {
  const folded = fold(latest, transition, context);
  return folded === undefined || folded === latest
    ? folded
    : linkMovedIncident(folded, transition, context);
}

function fold(
  latest: Incident | undefined,
  transition: Transition,
  context: IncidentContext,
): Incident | undefined {
  const known = latest?.alerts[transition.alert.fingerprint];
  if (known !== undefined && isOld(transition, known, context)) {
    return latest;
  }
  if (transition.kind === 'resolved') {
    return latest && resolveAlert(latest, transition, context);
  }
  const begins = startAlert(known, transition, context);
  if (latest?.undo !== undefined) {
    return firesInUndo(latest, begins, context);
  }
  if (latest === undefined) {
    return openIncident(undefined, begins, context);
  }
  if (latest.status !== 'resolved') {
    return joinIncident(latest, begins, context);
  }
  return opensAgain(latest, known, context)
    ? reopenIncident(latest, begins, context)
    : openIncident(latest, begins, context);
}

/**
 * The start of an alert takes at most this long to arrive; an older one comes from a dead-letter
 * queue.
 */
const ON_ITS_WAY: Duration = 15 * MINUTE;

/**
 * Whether a transition is older than the known one. A subject that was forgotten, and created anew
 * after the clock went back, counts from the clock again: its start is new although the last known
 * number is ahead of the clock.
 */
function isOld(
  { kind, seq, at }: Transition,
  known: IncidentAlert,
  { now }: IncidentContext,
): boolean {
  if (seq > known.seq) {
    return false;
  }
  const countsAnew = clockStepBack(known.seq, now) > 0 && clockStepBack(seq, now) === 0;
  return !(kind === 'firing' && countsAnew && Math.abs(now - at) < ON_ITS_WAY);
}

/**
 * For a sender that speaks PagerDuty's protocol, a trigger after an end is an incident of its own.
 */
function opensAgain(
  { resolvedBy }: Incident,
  known: IncidentAlert | undefined,
  context: IncidentContext,
): boolean {
  if (resolvedBy !== undefined || !isRecurrence(known, context)) {
    return false;
  }
  return known.alert.sent?.source !== 'pagerduty';
}
