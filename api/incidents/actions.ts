import { randomUUID } from 'node:crypto';
import type { Actor } from '#core/actor/actor.ts';
import type { Target } from '#core/escalation/policy.ts';
import type { Action, ActionOutcome } from '#core/incident/action.ts';
import { parseIncidentId } from '#core/incident/incident.ts';
import type { SubjectNaming } from '#core/messages/subject-name.ts';
import type { Config } from '#core/team/config.ts';
import { teamPerson } from '#core/team/team-people.ts';
import { noSuchIncident, noSuchTarget } from '#core/team/unknown-name.ts';
import { type Instant, MINUTE } from '#core/time/instant.ts';
import { resolveTypedTime } from '#core/time/typed-time.ts';
import type { ValuesOf } from '#http/fields.ts';
import { type HttpAnswer, json } from '#http/http.ts';
import { problem } from '#http/problem.ts';
import { readJson } from '#http/read-json.ts';
import { requestActor, requestAuthor } from '#http/request-actor.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { actOnIncident } from '#usecases/act-on-incident.ts';
import { type IncidentSilenced, silenceIncident } from '#usecases/silence-incident.ts';
import { summaryView } from './incident-view.ts';
import { ACTION } from './incidents.requests.ts';

type Asked = ValuesOf<typeof ACTION>;

/** The action that was asked for, or what it lacks. */
type Understood =
  | { readonly kind: 'action'; readonly action: Action }
  | { readonly kind: 'unclear' | 'unknown'; readonly detail: string };

type Understand = (asked: Asked, who: Actor, now: Instant, config: Config) => Understood;

/** The last part of the path, and what it asks for. */
const ACTIONS: Readonly<Record<string, Understand>> = {
  ack: simple('acknowledge'),
  'take-over': simple('take_over'),
  decline: simple('decline'),
  escalate: simple('escalate'),
  resolve: ({ stillFiring }, who) =>
    action({ ...who, kind: 'resolve', ...(stillFiring === undefined && { unlessFiring: true }) }),
  undo: simple('undo'),
  snooze: (asked, who, now, { timeZone }) => {
    const typed = asked.until && resolveTypedTime(asked.until, { timeZone, after: now }).at;
    const until = typed ?? (asked.minutes && now + asked.minutes * MINUTE);
    return until === undefined
      ? unclear('Say how long: "minutes", or "until" with a time.')
      : action({ ...who, kind: 'snooze', until });
  },
  reassign: ({ to }, who, _, config) => {
    if (to === undefined) {
      return unclear('Say to whom: "to", a person or a schedule.');
    }
    const target = targetNamed(to, config);
    return target === undefined
      ? { kind: 'unknown', detail: noSuchTarget(config, to) }
      : action({ ...who, kind: 'reassign', to: target });
  },
  note: (asked, who) =>
    asked.text === undefined
      ? unclear('A note needs a "text".')
      : action({ ...who, kind: 'note', text: asked.text }),
};

/** Not an action of the incident itself: it makes silences. */
const SILENCE = 'silence';

/** What a person does to an incident, through a tool or the console. */
export function actionRoutes({
  runtime: { ports, config, clock },
  gate,
}: RouteDependencies): Routes<'POST /v1/incidents/{id}/{action}'> {
  const act = actOnIncident(ports, config);
  const silence = silenceIncident(ports, config);
  const naming = async () => ({ config, codeOf: await ports.links.subjectCodes() });
  return {
    'POST /v1/incidents/{id}/{action}': gate.withKey('respond', async (event, key) => {
      const { id = '', action: name = '' } = event.pathParameters ?? {};
      const understand = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
      if (understand === undefined && name !== SILENCE) {
        return problem(
          'not_found',
          `There is no action "${name}"; there are ${[...Object.keys(ACTIONS), SILENCE].join(', ')}.`,
        );
      }
      if (parseIncidentId(id) === undefined) {
        return problem('not_found', noSuchIncident(id));
      }
      return readJson(event, ACTION, async (asked) => {
        const who = requestActor(asked.by, key, config);
        if (typeof who === 'string') {
          return problem('unknown_name', who);
        }
        const now = clock();
        if (understand === undefined) {
          const { by, minutes: lasts } = asked;
          if (lasts === undefined) {
            return problem('invalid', 'Say how long: "minutes".');
          }
          const author = requestAuthor(by, key);
          const silencing = { author, lasts: lasts * MINUTE, newId: randomUUID };
          return answer(await silence(id, silencing, now), await naming());
        }
        const understood = understand(asked, who, now, config);
        return understood.kind === 'action'
          ? answer(await act(id, understood.action, now), await naming())
          : problem(understood.kind === 'unknown' ? 'unknown_name' : 'invalid', understood.detail);
      });
    }),
  };
}

function answer(outcome: ActionOutcome | IncidentSilenced, naming: SubjectNaming): HttpAnswer {
  switch (outcome.kind) {
    case 'done':
    case 'already': {
      const { kind, text: told, incident } = outcome;
      return json(200, { outcome: kind, text: told, incident: summaryView(incident, naming) });
    }
    case 'refused':
      return problem('refused', outcome.text);
    case 'unconfirmed': {
      const detail = `${outcome.text} To resolve it all the same, send "stillFiring": "confirmed"; to silence it, post "minutes" to …/silence.`;
      return problem('still_firing', detail, {
        extra: { incident: summaryView(outcome.incident, naming) },
      });
    }
    case 'not_found':
      return problem('not_found', outcome.text);
  }
}

function simple(kind: 'acknowledge' | 'take_over' | 'decline' | 'escalate' | 'undo'): Understand {
  return (_, who) => action({ ...who, kind });
}

/**
 * A person or a schedule by its id; `person:` or `schedule:` before it tells two of the same name
 * apart.
 */
function targetNamed(name: string, config: Config): Target | undefined {
  const [, kind, id = ''] = /^(?:(person|schedule):)?(.+)$/s.exec(name) ?? [];
  if (kind !== 'schedule' && teamPerson(config, id)) {
    return { kind: 'person', id };
  }
  if (kind !== 'person' && Object.hasOwn(config.schedules, id)) {
    return { kind: 'schedule', id };
  }
  return undefined;
}

const action = (wanted: Action): Understood => ({ kind: 'action', action: wanted });
const unclear = (detail: string): Understood => ({ kind: 'unclear', detail });
