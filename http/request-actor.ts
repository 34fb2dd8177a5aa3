import { type Actor, type Author, accountName } from '#core/actor/actor.ts';
import type { Config } from '#core/team/config.ts';
import { teamPerson } from '#core/team/team-people.ts';
import { noSuchPerson } from '#core/team/unknown-name.ts';
import type { ApiKey } from '#usecases/ports.ts';
import { type Caller, describePerson, type PersonCaller } from './caller.ts';
import { optional, text } from './fields.ts';
import { formatValue } from './format-value.ts';
import { type Problem, problem } from './problem.ts';

/**
 * Returns the actor of a request. With a key it is the person whom the request names in `by`, with
 * that key, or the key alone; whoever has signed in acts for themselves and for nobody else.
 * Returns what is wrong if `by` is not a person of the config, or not whoever has signed in.
 */
export function requestActor(
  by: string | undefined,
  caller: Caller,
  config: Config,
): Actor | Problem {
  if (caller.kind === 'person') {
    const own = personActor(caller);
    return by === undefined || by === own.by ? own : notInTheNameOf(by, caller);
  }
  if (by === undefined) {
    return keyActor(caller.key);
  }
  return teamPerson(config, by) === undefined
    ? problem('unknown_name', noSuchPerson(config, by))
    : { by, key: caller.key.name };
}

/** Returns the author of something that is stored; `by` is known to be allowed. */
export function requestAuthor(by: string | undefined, caller: Caller): Author {
  if (caller.kind === 'person') {
    return { createdBy: nameOf(caller), ...(caller.person !== undefined && { byPerson: true }) };
  }
  const { name } = caller.key;
  return by === undefined
    ? { createdBy: name }
    : { createdBy: by, byPerson: true, createdByKey: name };
}

/** Returns the actor for a key if no person is named. */
export function keyActor({ name }: Pick<ApiKey, 'name'>): Actor {
  return { by: `key ${name}` };
}

/** Returns the actor for whoever has signed in. */
export function personActor(caller: PersonCaller): Actor {
  return { by: nameOf(caller) };
}

/** Their id in the config, and otherwise their account: no id has a space in it. */
function nameOf({ person, session }: PersonCaller): string {
  return person ?? accountName(session.account);
}

function notInTheNameOf(by: string, caller: PersonCaller): Problem {
  const detail = `"by" is ${formatValue(by)}, and you are signed in as ${describePerson(caller)}: you cannot act in the name of others. Leave "by" out.`;
  return problem('forbidden', detail);
}

/** The field of a body that names the person in whose name a request is made. */
export const BY = optional(text(200));

/**
 * Returns the fields that name an actor in answers: `endedBy`, and `endedByKey` if a key was used.
 */
export function actorFields<Field extends string>(
  field: Field,
  who: Actor | undefined,
): ActorFields<Field> {
  if (who === undefined) {
    return {};
  }
  const fields = { [field]: who.by, ...(who.key !== undefined && { [`${field}Key`]: who.key }) };
  return fields as ActorFields<Field>;
}

type ActorFields<Field extends string> = {
  readonly [Name in Field | `${Field}Key`]?: string;
};
