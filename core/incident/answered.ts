import { type Actor, isSamePerson } from '../actor/actor.ts';
import { describeResolveReason } from '../alert/resolve-reason.ts';
import type { Config } from '../team/config.ts';
import { oneLine } from '../text/one-line.ts';
import { zonedTime } from '../time/zoned-time.ts';
import type { Action } from './action.ts';
import { alertsOf } from './alerts.ts';
import { actorNameOf } from './context.ts';
import type { Incident } from './incident.ts';

/*
 * What was asked for, where the incident has been answered before. A repeat of one's own answer is
 * harmless: a button is pressed twice, a request is sent again. What somebody else has done first,
 * or has come by itself, is another thing: whoever asks has not done it, must not believe so, and
 * is told who or what it was.
 */

/** What to tell of an answer that changes nothing. */
export interface AnswerWithoutChange {
  readonly kind: 'already' | 'refused';
  readonly text: string;
}

/** An action on an incident that is resolved. */
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

/** An acknowledgement of what is acknowledged or snoozed. */
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

/**
 * By what an incident was resolved, as the end of a sentence: ` by Ada Berg, by key admin`, or
 * `: all its alerts had ended (recovered)`.
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

/** Somebody learns that another way than now was used, which may not have been theirs. */
function byOtherWay(key: string | undefined, now: Actor): string {
  if (key === now.key) {
    return '';
  }
  return key === undefined ? ', through a link' : `, by key ${oneLine(key)}`;
}
