import { actorOf, authorOf, isSameAuthor } from '../actor/actor.ts';
import { compareSeverity } from '../alert/severity.ts';
import { omit } from '../collections/omit.ts';
import type { PageReason } from '../paging/page.ts';
import { type Duration, type Instant, MINUTE } from '../time/instant.ts';
import { coveringSilence, firingAlerts, nextUnsilencedAt, unacknowledgedAlerts } from './alerts.ts';
import { hasLeft } from './answers.ts';
import type { IncidentContext } from './context.ts';
import { continueEscalation } from './continue-escalation.ts';
import { defer, escalationWaitsUntil, startWaitsUntil } from './defer.ts';
import { startEscalation } from './escalate.ts';
import { updateEscalationFailure } from './escalation-failure.ts';
import { flappingEndsAt, heldAlerts, quietAt } from './flapping.ts';
import { followInhibitions, linkInhibitors, nextInhibitionCheck } from './follow-inhibitions.ts';
import { lapseAnswers, nextLapseAt, recountAnswers } from './give-answer.ts';
import {
  acknowledgedBy,
  deferredUntil,
  type Incident,
  isHeard,
  isPaging,
  runningSilence,
} from './incident.ts';
import { failOver, foldOutcomes, OUTCOME_CHECK, outstandingPages } from './page-outcomes.ts';
import { silencedBy } from './page-still-wanted.ts';
import { withdrawPlanned } from './plan-pages.ts';
import { audibleAlerts, isQuiet, severityOf } from './quiet.ts';
import { RECONCILE_INTERVAL } from './reconcile-interval.ts';
import { endFlapping } from './resolve-alert.ts';
import { syncSenderAcknowledgement } from './sender-acknowledgement.ts';
import { appendTimeline, type TimelineEvent } from './timeline.ts';
import { closeUndo, isUndoOver } from './undo.ts';

/**
 * An alert that did not fit comes again within 15 minutes while it fires; after twice that, it has
 * ended or fitted.
 */
const OVERFLOW_MEMORY: Duration = 30 * MINUTE;

/**
 * Reconciles the incident: it updates what holds by now, and then does what the escalation is due
 * for. Returns the very same object if there is nothing to do.
 */
export function reconcile(incident: Incident, context: IncidentContext): Incident {
  const current = catchUp(incident, context);
  const moved = isPaging(current)
    ? continueEscalation(failOver(current, context), context)
    : current;
  return updateEscalationFailure(moved, context);
}

/**
 * Updates what holds by now: outcomes of pages, ends of flapping, silences and inhibitions that
 * began or ended, acknowledgements that expired or do not cover what fires, hours of the service
 * that begin or have ended. It takes no escalation step.
 */
export function catchUp(incident: Incident, context: IncidentContext): Incident {
  const learnt = foldOutcomes(incident, context);
  const heldOrOver = isUndoOver(learnt, context.now) ? closeUndo(learnt, context) : learnt;
  const told = heldOrOver.status === 'resolved' ? heldOrOver : endFlapping(heldOrOver, context);
  if (told.status === 'resolved') {
    return told;
  }
  const rated = followSeverity(forgetCrowd(told, context), context);
  const quieted = followInhibitions(followSilences(rated, context), context);
  const heard = reopenAcknowledged(recountAnswers(quieted, context), context);
  const current = syncSenderAcknowledgement(lapseAnswers(heard, context), context);
  const isUrgent = startWaitsUntil(current, context, 'severity_raised') === undefined;
  const moved =
    isUrgent && isRaised(told, current)
      ? startEscalation(current, context, 'severity_raised')
      : followHours(told, current, context);
  return linkInhibitors(moved, context);
}

/** Puts off what can wait, and pages it when the hours of its service begin or it is worse. */
function followHours(before: Incident, incident: Incident, context: IncidentContext): Incident {
  if (!isHeard(incident)) {
    return incident;
  }
  const until = escalationWaitsUntil(incident, context);
  if (until !== undefined) {
    return defer(incident, until, context);
  }
  const { deferred, nextAt, reason, about } = incident.escalation;
  if (deferred === undefined) {
    return incident;
  }
  const { now } = context;
  const data = { ...((nextAt ?? now) <= now && { began: true as const }) };
  const told = appendTimeline(incident, now, { code: 'escalation.waits_no_longer', data });
  return compareSeverity(incident.severity, before.severity) < 0
    ? startEscalation(told, context, 'severity_raised')
    : startEscalation(told, context, reason, { ...(about !== undefined && { about }) });
}

/**
 * Whether it has become worse than the people being paged know. An incident that swings between two
 * severities continues its escalation: restarted at each swing it would never reach the second
 * step.
 */
function isRaised(before: Incident, current: Incident): boolean {
  const { run, phase, worst = before.severity } = current.escalation;
  if (compareSeverity(current.severity, before.severity) >= 0) {
    return false;
  }
  if (run !== before.escalation.run || !isPaging(current) || phase === 'waiting') {
    return false;
  }
  const goesOn = phase === 'steps' || phase === 'fallback' || phase === 'assigned';
  return !goesOn || compareSeverity(current.severity, worst) < 0;
}

/**
 * Returns when the incident must be reconciled; undefined only if it is resolved and every page's
 * outcome is known.
 */
export function dueOf(incident: Incident, context: IncidentContext): Instant | undefined {
  const { distress, silenced, escalation, pages, status } = incident;
  const known = [
    ...outstandingPages(incident).map((page) => (page.handedOverAt ?? 0) + OUTCOME_CHECK),
    ...pages.filter((page) => page.status === 'planned').map((page) => page.at),
    distress?.toldAt === undefined ? distress && Math.min(distress.seq, context.now) : undefined,
  ];
  if (status === 'resolved') {
    return earliest([...known, incident.undo?.until]);
  }
  return earliest([
    ...known,
    silenced?.until,
    nextInhibitionCheck(incident, context.now),
    ...heldAlerts(incident).map((alert) => quietAt(alert, context.config)),
    flappingEndsAt(incident, context.config),
    nextUnsilencedAt(incident, context),
    isPaging(incident) ? escalation.nextAt : deferredUntil(incident),
    acknowledgedBy(incident)?.until,
    nextLapseAt(incident),
    context.now + RECONCILE_INTERVAL,
  ]);
}

/** Alerts that did not fit and still fire would have come again by now. */
function forgetCrowd(incident: Incident, { now }: IncidentContext): Incident {
  return incident.crowded !== undefined && now >= incident.crowded.lastAt + OVERFLOW_MEMORY
    ? omit(incident, 'crowded')
    : incident;
}

function followSeverity(incident: Incident, context: IncidentContext): Incident {
  const severity = severityOf(incident, context);
  if (severity === incident.severity) {
    return incident;
  }
  const raised = compareSeverity(severity, incident.severity) < 0;
  const code = raised ? 'severity.raised' : 'severity.lowered';
  const data = { from: incident.severity, to: severity };
  return appendTimeline({ ...incident, severity }, context.now, { code, data });
}

function followSilences(incident: Incident, context: IncidentContext): Incident {
  const { now } = context;
  const silenced =
    firingAlerts(incident).length > 0
      ? coveringSilence(incident, context)
      : runningSilence(incident, now);
  if (silenced === undefined) {
    return incident.silenced ? unsilence(incident, context) : incident;
  }
  if (isSameSilence(silenced, incident.silenced)) {
    return saysTheSame(silenced, incident.silenced) ? incident : { ...incident, silenced };
  }
  const { by: id, until, comment } = silenced;
  const set = context.silences.find((one) => one.id === id);
  const data = { silence: id, until, ...(set !== undefined && { author: authorOf(set) }) };
  const quiet = withdrawPlanned({ ...incident, silenced }, silencedBy(silenced));
  const escalation = {
    ...omit(quiet.escalation, 'nextAt', 'deferred'),
    phase: 'waiting' as const,
  };
  const event = { code: 'silence.began', data } as const;
  return appendTimeline({ ...quiet, escalation }, now, event, { comment });
}

type Silenced = NonNullable<Incident['silenced']>;

function isSameSilence(one: Silenced, other: Silenced | undefined): other is Silenced {
  return one.by === other?.by && one.until === other.until;
}

/** Its comment and its author can change, and items of earlier versions have neither. */
function saysTheSame(one: Silenced, other: Silenced): boolean {
  return isSameAuthor(one.setBy, other.setBy) && one.comment === other.comment;
}

function unsilence(incident: Incident, context: IncidentContext): Incident {
  const { endedBy } = context.silences.find(({ id }) => id === incident.silenced?.by) ?? {};
  const event = {
    code: 'silence.ended',
    data: { ...(endedBy !== undefined && { endedBy: actorOf(endedBy) }) },
  } as const;
  const heard = appendTimeline(omit(incident, 'silenced'), context.now, event);
  return heard.status === 'triggered' && !isQuiet(heard, context)
    ? startEscalation(heard, context, 'silence_ended')
    : heard;
}

/** Pages again for what an acknowledgement no longer covers, or never did. */
function reopenAcknowledged(incident: Incident, context: IncidentContext): Incident {
  const taken = acknowledgedBy(incident);
  if (taken === undefined) {
    return incident;
  }
  const { now } = context;
  const { by, until, kind, alerts, at } = taken;
  const reopen = (event: TimelineEvent, reason: PageReason, about?: readonly string[]) => {
    const base = omit(incident, 'acknowledgement', 'answers');
    const triggered: Incident = { ...base, status: 'triggered' };
    const told = appendTimeline(triggered, now, event);
    if (!isHeard(told)) {
      return told;
    }
    return startEscalation(told, context, reason, { ...(about !== undefined && { about }) });
  };
  const data = { person: by };
  if (until !== undefined && until <= now) {
    return kind === 'snoozed'
      ? reopen({ code: 'acknowledgement.snooze_ended', data }, 'snooze_ended')
      : reopen({ code: 'acknowledgement.expired', data }, 'acknowledgement_expired');
  }
  const gone = [taken, ...(incident.answers?.from ?? [])].find((one) => hasLeft(one, context));
  if (gone !== undefined) {
    const event = { code: 'acknowledgement.holder_left', data: { person: gone.by } } as const;
    return reopen(event, 'acknowledger_left');
  }
  const audible = new Set(audibleAlerts(incident, context));
  const about = unacknowledgedAlerts(incident)
    .filter((alert) => audible.has(alert))
    .map(({ alert }) => alert.fingerprint);
  if (about.some((fingerprint) => !alerts.includes(fingerprint))) {
    return reopen(
      { code: 'acknowledgement.not_covered', data: {} },
      'new_alert_after_acknowledgement',
      about,
    );
  }
  if (about.length > 0) {
    return reopen({ code: 'acknowledgement.worse', data: {} }, 'severity_raised', about);
  }
  return incident.crowded !== undefined && incident.crowded.since > at
    ? reopen({ code: 'acknowledgement.not_held', data: {} }, 'new_alert_after_acknowledgement')
    : incident;
}

function earliest(instants: readonly (Instant | undefined)[]): Instant | undefined {
  const known = instants.filter((instant) => instant !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
