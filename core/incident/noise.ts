import { type Actor, actorOf, isSamePerson } from '../actor/actor.ts';
import { omit } from '../collections/omit.ts';
import { zonedTime } from '../time/zoned-time.ts';
import type { Acted } from './acted.ts';
import { answersInWords } from './answers.ts';
import { actorNameOf, type IncidentContext } from './context.ts';
import type { Incident } from './incident.ts';
import { appendTimeline } from './timeline.ts';

/*
 * A responder marks an incident as noise if it asked for nothing that anybody had to do. That is a
 * judgement about its rules, for the report of the burden of alarms: it answers nothing, so an open
 * incident pages on as before, and a resolved one can still be marked.
 */

/** Marks the incident as noise in the name of the person; a second mark changes nothing. */
export function markNoise(incident: Incident, who: Actor, context: IncidentContext): Acted {
  const { now, config } = context;
  const { noise } = incident;
  if (noise !== undefined) {
    const by = isSamePerson(noise, who) ? 'by you' : `by ${actorNameOf(config, noise)}`;
    const at = zonedTime(noise.at, config.timeZone);
    return { kind: 'already', text: `It was marked as noise ${by} at ${at}.`, incident };
  }
  const marked = { ...incident, noise: { ...actorOf(who), at: now } };
  const told = appendTimeline(marked, now, { code: 'action.marked_noise', data: {} }, who);
  const lacking = answersInWords(incident, config) ?? 'Nobody has answered it.';
  const still = incident.status === 'triggered' ? ` ${lacking.slice(0, -1)}: it pages on.` : '';
  return { kind: 'done', text: `Marked as noise.${still}`, incident: told };
}

/** Takes such a mark back, whoever has set it. */
export function unmarkNoise(incident: Incident, who: Actor, { now }: IncidentContext): Acted {
  if (incident.noise === undefined) {
    return { kind: 'already', text: 'It is not marked as noise.', incident };
  }
  const event = { code: 'action.unmarked_noise', data: {} } as const;
  const told = appendTimeline(omit(incident, 'noise'), now, event, who);
  return { kind: 'done', text: 'It does not count as noise any more.', incident: told };
}
