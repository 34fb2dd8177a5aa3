import { randomUUID } from 'node:crypto';
import type { Actor } from '#core/actor/actor.ts';
import type { Target } from '#core/escalation/policy.ts';
import type { Action, ActionOutcome } from '#core/incident/action.ts';
import { parseIncidentId } from '#core/incident/incident.ts';
import { RESPONDER_SILENCE } from '#core/suppression/silence.ts';
import type { Config } from '#core/team/config.ts';
import { teamPerson } from '#core/team/team-people.ts';
import { noSuchIncident, noSuchTarget } from '#core/team/unknown-name.ts';
import { type Instant, MINUTE } from '#core/time/instant.ts';
import { resolveTypedTime } from '#core/time/typed-time.ts';
import type { NoteAudit } from '#http/audit-recorder.ts';
import type { Caller } from '#http/caller.ts';
import type { BodySchema, ValuesOf } from '#http/fields.ts';
import { lacksRight } from '#http/not-allowed.ts';
import { isProblem, type Problem, problem } from '#http/problem.ts';
import { fieldsOf, type ReadValue } from '#http/read-json.ts';
import { requestActor, requestAuthor } from '#http/request-actor.ts';
import type { Runtime } from '#runtime/runtime.ts';
import { actOnIncident } from '#usecases/act-on-incident.ts';
import { type IncidentSilenced, silenceIncident } from '#usecases/silence-incident.ts';
import { noteIncident } from './audit-incident.ts';
import { ACTIONS, type ActionName } from './incidents.requests.ts';

/** An action that somebody asks for, by a tool, the console or a form. */
export interface AskedAction {
  /** The id of the incident. */
  readonly id: string;
  /** The last part of the path. */
  readonly name: string;
  /** Reads what was sent with it. */
  readonly read: () => Promise<ReadValue>;
}

/** What came of it, or why it was not even tried. */
export type Performed = ActionOutcome | IncidentSilenced | Problem;

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
  noise: simple('mark_noise'),
  'not-noise': simple('unmark_noise'),
  note: ({ text }, who) => action({ ...who, kind: 'note', text }),
};

/** Carries out what an admitted caller asks for, and notes it for the audit trail. */
export function performAction({
  ports,
  config,
  clock,
}: Pick<Runtime, 'ports' | 'config' | 'clock'>) {
  const act = actOnIncident(ports, config);
  const silence = silenceIncident(ports, config);
  return async (
    { id, name, read }: AskedAction,
    caller: Caller,
    note: NoteAudit,
  ): Promise<Performed> => {
    const wrong = whyNot(id, name, caller);
    if (wrong !== undefined || !isAction(name)) {
      return wrong ?? noSuchAction(name);
    }
    const sent = await read();
    const schema: BodySchema = ACTIONS[name];
    const fields = sent.kind === 'refused' ? sent : fieldsOf(sent.value, schema);
    if (fields.kind === 'refused') {
      return fields.problem;
    }
    // Each is called with what its own schema has parsed.
    const asked = fields.fields as Asked<OfIncident> & Asked<'silence'>;
    const who = requestActor(asked.by, caller, config);
    if (isProblem(who)) {
      return who;
    }
    const now = clock();
    if (name === 'silence') {
      if (asked.minutes * MINUTE > RESPONDER_SILENCE && !caller.rights.includes('lead')) {
        return lacksRight(caller, 'lead', ONLY_AN_HOUR);
      }
      const author = requestAuthor(asked.by, caller);
      const silencing = { author, lasts: asked.minutes * MINUTE, newId: randomUUID };
      return noteIncident(silence(id, silencing, now), note);
    }
    const understand = UNDERSTAND[name] as Understand<OfIncident>;
    const understood = understand(asked as never, who, now, config);
    return understood.kind === 'action'
      ? noteIncident(act(id, understood.action, now), note)
      : problem(understood.kind === 'unknown' ? 'unknown_name' : 'invalid', understood.detail);
  };
}

type Asked<Name extends ActionName> = ValuesOf<(typeof ACTIONS)[Name]>;

/** What keeps an action from being read, whatever was sent with it. */
function whyNot(id: string, name: string, caller: Caller): Problem | undefined {
  if (!isAction(name)) {
    return noSuchAction(name);
  }
  if (!caller.rights.includes('respond')) {
    return lacksRight(caller, 'respond');
  }
  return parseIncidentId(id) === undefined ? problem('not_found', noSuchIncident(id)) : undefined;
}

function noSuchAction(name: string): Problem {
  const all = Object.keys(ACTIONS).join(', ');
  return problem('not_found', `There is no action "${name}"; there are ${all}.`);
}

const ONLY_AN_HOUR =
  'A responder silences an incident for 60 minutes at most; for longer it takes a lead';

function isAction(name: string): name is ActionName {
  return Object.hasOwn(ACTIONS, name);
}

type SimpleKind =
  | 'acknowledge'
  | 'take_over'
  | 'decline'
  | 'escalate'
  | 'undo'
  | 'mark_noise'
  | 'unmark_noise';

function simple(kind: SimpleKind) {
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
