import { type Actor, actorOf } from '../actor/actor.ts';
import { worstSeverity } from '../alert/severity.ts';
import { omit } from '../collections/omit.ts';
import { own } from '../collections/own.ts';
import { escalationStages } from '../escalation/stages.ts';
import type { PageReason } from '../paging/page.ts';
import type { Instant } from '../time/instant.ts';
import { acknowledgeAlerts } from './acknowledge-alerts.ts';
import { uncoveredAlerts } from './alerts.ts';
import { answersLacking, hasAnswered, hasLeft, isOutlived, withoutAnswers } from './answers.ts';
import type { IncidentContext } from './context.ts';
import { policyOfRun, startEscalation } from './escalate.ts';
import {
  acknowledgedBy,
  type GivenAnswer,
  type Incident,
  type IncidentAlert,
  isHeard,
  isPaging,
} from './incident.ts';
import { planPages, withdrawPlanned } from './plan-pages.ts';
import { audibleAlerts } from './quiet.ts';
import { appendTimeline, type TimelineEvent } from './timeline.ts';

/** Who takes responsibility, for which alerts, and until when; without `until` for good. */
interface Giving {
  readonly who: Actor;
  readonly until: Instant | undefined;
  readonly alerts: readonly IncidentAlert[];
  readonly bySender?: true;
}

/**
 * Returns how many must answer: the most that any stage reached so far asks for, and before the
 * first is reached what that asks for, so that nobody ends it by being early.
 */
export function answersWanted(
  incident: Incident,
  context: Pick<IncidentContext, 'now' | 'config'>,
): number {
  const { answers, escalation, severity } = incident;
  const policy = policyOfRun(incident, context);
  if (answers !== undefined && policy !== 'unpaged') {
    return answers.wanted;
  }
  const { phase, position } = escalation;
  const isBegun = phase === 'assigned' || (phase !== 'waiting' && position >= 0);
  if (isBegun || typeof policy === 'string') {
    return 1;
  }
  const first = escalationStages(policy, severity).find(({ isOfOthers }) => !isOfOthers);
  return first?.answers ?? 1;
}

/**
 * Returns the incident once somebody has answered: acknowledged if that is enough, and otherwise
 * still paging, but not this person. A second answer of somebody changes nothing.
 */
export function giveAnswer(incident: Incident, giving: Giving, context: IncidentContext): Incident {
  const { who, until, alerts, bySender } = giving;
  const wanted = answersWanted(incident, context);
  if (wanted === 1) {
    const alone = omit(incident, 'answers');
    return acknowledgeAlerts(alone, { who, kind: 'acknowledged', until, alerts }, context);
  }
  if (hasAnswered(incident, who.by)) {
    return incident;
  }
  const { now, config } = context;
  const { from = [], covered } = incident.answers ?? {};
  const given: GivenAnswer = {
    ...actorOf(who),
    // A sender may call itself as a person.
    person: !bySender && own(config.people, who.by) !== undefined,
    at: now,
    ...(until !== undefined && { until }),
    ...(bySender !== undefined && { bySender }),
  };
  const answers = { wanted, from: [...from, given] };
  const ofAll = alerts.filter(
    ({ alert }) => covered === undefined || covered.alerts.includes(alert.fingerprint),
  );
  if (answers.from.length >= wanted) {
    const taking = { who, kind: 'acknowledged', until, alerts: ofAll } as const;
    return acknowledgeAlerts({ ...incident, answers }, taking, context);
  }
  const quiet = withdrawPlanned(incident, { code: 'answered', person: who.by }, who.by);
  const covers = {
    alerts: ofAll.map(({ alert }) => alert.fingerprint),
    severity: covered?.severity ?? severityOfAll(incident, alerts),
  };
  const data = { answers: answers.from.length, wanted };
  const event = { code: 'acknowledgement.counted', data } as const;
  return appendTimeline({ ...quiet, answers: { ...answers, covered: covers } }, now, event, who);
}

/**
 * Lets answers lapse that hold no more while others are wanted: those of whoever has left the
 * config, those that have expired, and all of them where an alert fires that they do not cover.
 * Whoever had answered is paged again for that: another step may be long in coming.
 */
export function lapseAnswers(incident: Incident, context: IncidentContext): Incident {
  const { answers } = incident;
  if (answersLacking(incident) === 0 || answers === undefined || answers.from.length === 0) {
    return incident;
  }
  const { now } = context;
  const audible = new Set(audibleAlerts(incident, context));
  const uncovered = uncoveredAlerts(incident, answers.covered).filter((one) => audible.has(one));
  if (uncovered.length > 0) {
    const isNew = uncovered.some(
      ({ alert }) => !answers.covered?.alerts.includes(alert.fingerprint),
    );
    return isNew
      ? lapse(incident, answers.from, NOT_COVERED, context)
      : lapse(incident, answers.from, WORSE, context);
  }
  return answers.from.reduce((current, answer) => {
    const data = { person: answer.by };
    if (hasLeft(answer, context)) {
      const event = { code: 'acknowledgement.holder_left', data } as const;
      return appendTimeline(without(current, [answer]), now, event);
    }
    if (answer.until === undefined || now < answer.until) {
      return current;
    }
    const event = { code: 'acknowledgement.expired', data } as const;
    return lapse(current, [answer], { event, reason: 'acknowledgement_expired' }, context);
  }, incident);
}

/** What is told of answers that lapse, and why their people are paged again. */
interface Lapse {
  readonly event: TimelineEvent;
  readonly reason: PageReason;
}

const NOT_COVERED: Lapse = {
  event: { code: 'acknowledgement.not_covered', data: {} },
  reason: 'new_alert_after_acknowledgement',
};

const WORSE: Lapse = {
  event: { code: 'acknowledgement.worse', data: {} },
  reason: 'severity_raised',
};

function lapse(
  incident: Incident,
  gone: readonly GivenAnswer[],
  { event, reason }: Lapse,
  context: IncidentContext,
): Incident {
  const told = appendTimeline(without(incident, gone), context.now, event);
  const responders = gone.flatMap(({ by, person }) =>
    person && own(context.config.people, by) ? [by] : [],
  );
  const { phase, position } = told.escalation;
  // Before the first stage all are still to be paged.
  if (responders.length === 0 || !isPaging(told) || position < 0) {
    return told;
  }
  // Where it reached nobody else it would begin anew within a minute, and page them once more.
  return phase === 'nobody'
    ? startEscalation(told, context, reason)
    : planPages(told, { responders }, context, reason);
}

function without(incident: Incident, gone: readonly GivenAnswer[]): Incident {
  return withoutAnswers(incident, (one) => gone.includes(one));
}

/** Returns when the first of the answers that wait for others expires. */
export function nextLapseAt(incident: Incident): Instant | undefined {
  const ends = incident.answers?.from.flatMap(({ until }) => until ?? []) ?? [];
  return answersLacking(incident) === 0 || ends.length === 0 ? undefined : Math.min(...ends);
}

/**
 * Counts again what a version has left that knows nothing of several answers: during a rollout both
 * have the same incidents. One that it has taken for acknowledged by one is opened again, and of
 * one that it has opened again nobody has answered.
 */
export function recountAnswers(incident: Incident, context: IncidentContext): Incident {
  const { answers } = incident;
  if (answers !== undefined && isOutlived(incident)) {
    return { ...incident, answers: { wanted: answers.wanted, from: [] } };
  }
  const taken = acknowledgedBy(incident);
  if (taken?.kind !== 'acknowledged' || answers === undefined) {
    return incident;
  }
  const { kind: _, alerts, severity, ...given } = taken;
  const from = hasAnswered(incident, taken.by) ? answers.from : [...answers.from, given];
  if (from.length >= answers.wanted) {
    return incident;
  }
  const covered = { alerts, severity };
  const open: Incident = { ...omit(incident, 'acknowledgement'), status: 'triggered' };
  const counted: Incident = { ...open, answers: { ...answers, from, covered } };
  return isHeard(counted) ? startEscalation(counted, context, 'escalation_step') : counted;
}

function severityOfAll({ severity }: Incident, alerts: readonly IncidentAlert[]) {
  return alerts.length === 0 ? severity : worstSeverity(alerts.map(({ alert }) => alert.severity));
}
