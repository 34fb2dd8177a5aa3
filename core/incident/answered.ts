import { type Actor, isSamePerson } from '../actor/actor.ts';
import { describeResolveReason } from '../alert/resolve-reason.ts';
import type { Config } from '../team/config.ts';
import { oneLine } from '../text/one-line.ts';
import { zonedTime } from '../time/zoned-time.ts';
import type { Action } from './action.ts';
import { alertsOf } from './alerts.ts';
import { answersInWords } from './answers.ts';
import { actorNameOf } from './context.ts';
import type { Incident } from './incident.ts';

/*
 * Answers to actions on an incident that has been answered before. A repeat of one's own answer is
 * harmless: a button is pressed twice, a request is sent again. It is different if somebody else
 * was first, or the incident resolved by itself: the actor must not believe that they did it, and
 * is told who or what it was.
 */

/** The answer to an action that changes nothing. */
export interface AnswerWithoutChange {
  readonly kind: 'already' | 'refused';
  readonly text: string;
}

/** Answers an action on a resolved incident. */
export function answerResolved(
  incident: Incident,
  action: Action,
  config: Config,
): AnswerWithoutChange {
  const { resolvedBy, resolvedAt = incident.openedAt } = incident;
  const at = zonedTime(resolvedAt, config.timeZone);
  return action.kind === 'resolve' && resolvedBy === action.by
    ? {
        kind: 'already',
        text: `You resolved it at ${at}${byOtherWay(incident.resolvedByKey, action)}.`,
      }
    : { kind: 'refused', text: `It was resolved at ${at}${howResolved(incident, config)}.` };
}

/** Answers an acknowledgement of an acknowledged or snoozed incident. */
export function answerAcknowledged(
  taken: NonNullable<Incident['acknowledgement']>,
  who: Actor,
  config: Config,
): AnswerWithoutChange {
  const at = zonedTime(taken.at, config.timeZone);
  const { kind, until } = taken;
  const holds =
    until === undefined ? '' : ` It is quiet until ${zonedTime(until, config.timeZone)}.`;
  if (!isSamePerson(taken, who)) {
    return {
      kind: 'refused',
      text: `It was ${kind} at ${at} by ${actorNameOf(config, taken)}.${holds}`,
    };
  }
  const how = byOtherWay(taken.key, who);
  return { kind: 'already', text: `You ${kind} it at ${at}${how}.${holds}` };
}

/** Answers another acknowledgement of one of several who have answered; undefined for others. */
export function answerAnswered(
  incident: Incident,
  who: Actor,
  config: Config,
): AnswerWithoutChange | undefined {
  const given = incident.answers?.from.find((one) => isSamePerson(one, who) && !one.bySender);
  if (given === undefined) {
    return undefined;
  }
  const lacking = answersInWords(incident, config);
  const at = zonedTime(given.at, config.timeZone);
  const still = lacking === undefined ? ' Enough have answered.' : ` ${lacking}`;
  return { kind: 'already', text: `You answered at ${at}${byOtherWay(given.key, who)}.${still}` };
}

/**
 * Describes how an incident was resolved, as the end of a sentence: ` by Ada Berg, by key admin`,
 * or `: all its alerts had ended (recovered)`.
 */
export function howResolved(incident: Incident, config: Config): string {
  const { resolvedBy: by, resolvedByKey: key } = incident;
  if (by !== undefined) {
    return ` by ${actorNameOf(config, { by, key })}`;
  }
  const reasons = alertsOf(incident).flatMap(({ resolveReason: reason }) =>
    reason === undefined ? [] : [describeResolveReason(reason)],
  );
  const why = reasons.length === 0 ? '' : ` (${[...new Set(reasons)].join(', ')})`;
  return `: all its alerts had ended${why}`;
}

/**
 * Tells a person that their answer was given in another way than now, which may not have been
 * theirs.
 */
function byOtherWay(key: string | undefined, now: Actor): string {
  if (key === now.key) {
    return '';
  }
  return key === undefined ? ', through a link' : `, by key ${oneLine(key)}`;
}
