import { randomUUID } from 'node:crypto';
import type { Right } from '#core/access/right.ts';
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
import { lacksRight } from '#http/not-allowed.ts';
import { isProblem, problem } from '#http/problem.ts';
import { readJson } from '#http/read-json.ts';
import { requestActor, requestAuthor } from '#http/request-actor.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { actOnIncident } from '#usecases/act-on-incident.ts';
import { type IncidentSilenced, silenceIncident } from '#usecases/silence-incident.ts';
import { noteIncident } from './audit-incident.ts';
import { summaryView } from './incident-view.ts';
import { ACTIONS, type ActionName } from './incidents.requests.ts';

/** The requested action, or what it lacks. */
type Understood =
  | { readonly kind: 'action'; readonly action: Action }
  | { readonly kind: 'unclear' | 'unknown'; readonly detail: string };

type Understand<Name extends ActionName> = (
  asked: ValuesOf<(typeof ACTIONS)[Name]>,
  who: Actor,
  now: Instant,
  config: Config,
) => Understood;

/** All actions but those that create silences, which are no actions of the incident itself. */
type OfIncident = Exclude<ActionName, 'silence'>;

/** The body of an action, which the last part of the path names. */
const UNDERSTAND: { readonly [Name in OfIncident]: Understand<Name> } = {
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
      ? { kind: 'unclear', detail: 'Say how long: "minutes", or "until" with a time.' }
      : action({ ...who, kind: 'snooze', until });
  },
  reassign: ({ to }, who, _, config) => {
    const target = targetNamed(to, config);
    return target === undefined
      ? { kind: 'unknown', detail: noSuchTarget(config, to) }
      : action({ ...who, kind: 'reassign', to: target });
  },
  note: ({ text }, who) => action({ ...who, kind: 'note', text }),
};

/** The routes of people's actions on an incident, through a tool or the console. */
export function actionRoutes({
  runtime: { ports, config, clock },
  gate,
}: RouteDependencies): Routes<'POST /v1/incidents/{id}/{action}'> {
  const act = actOnIncident(ports, config);
  const silence = silenceIncident(ports, config);
  const naming = async () => ({ config, codeOf: await ports.links.subjectCodes() });
  return {
    'POST /v1/incidents/{id}/{action}': gate.withRight('respond', async (event, caller, note) => {
      const { id = '', action: name = '' } = event.pathParameters ?? {};
      if (!isAction(name)) {
        const all = Object.keys(ACTIONS).join(', ');
        return problem('not_found', `There is no action "${name}"; there are ${all}.`);
      }
      const right = RIGHT_FOR[name] ?? 'respond';
      if (!caller.rights.includes(right)) {
        return lacksRight(caller, right);
      }
      if (parseIncidentId(id) === undefined) {
        return problem('not_found', noSuchIncident(id));
      }
      if (name === 'silence') {
        return readJson(event, ACTIONS.silence, async ({ by, minutes: lasts }) => {
          const who = requestActor(by, caller, config);
          if (isProblem(who)) {
            return who;
          }
          const author = requestAuthor(by, caller);
          const silencing = { author, lasts: lasts * MINUTE, newId: randomUUID };
          return answer(await noteIncident(silence(id, silencing, clock()), note), await naming());
        });
      }
      return readJson(event, ACTIONS[name], async (asked) => {
        const who = requestActor(asked.by, caller, config);
        if (isProblem(who)) {
          return who;
        }
        const now = clock();
        // Each is called with what its own schema has parsed.
        const understand = UNDERSTAND[name] as Understand<OfIncident>;
        const understood = understand(asked as never, who, now, config);
        return understood.kind === 'action'
          ? answer(await noteIncident(act(id, understood.action, now), note), await naming())
          : problem(understood.kind === 'unknown' ? 'unknown_name' : 'invalid', understood.detail);
      });
    }),
  };
}

/** What an action asks for beyond the right to respond. */
const RIGHT_FOR: Readonly<Partial<Record<ActionName, Right>>> = { silence: 'lead' };

function isAction(name: string): name is ActionName {
  return Object.hasOwn(ACTIONS, name);
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

function simple(kind: 'acknowledge' | 'take_over' | 'decline' | 'escalate' | 'undo') {
  return (_: unknown, who: Actor) => action({ ...who, kind });
}

/**
 * A person or a schedule by its id; the prefix `person:` or `schedule:` distinguishes two of the
 * same name.
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
