import type { Actor, Author } from '#core/actor/actor.ts';
import type { Config } from '#core/team/config.ts';
import { teamPerson } from '#core/team/team-people.ts';
import { noSuchPerson } from '#core/team/unknown-name.ts';
import type { ApiKey } from '#usecases/ports.ts';
import { optional, text } from './fields.ts';

/**
 * Returns the actor of a request: the person whom it names in `by` with the key that it came with,
 * or the key alone. Returns what is wrong, in words, if `by` is not a person of the config.
 */
export function requestActor(
  by: string | undefined,
  key: Pick<ApiKey, 'name'>,
  config: Config,
): Actor | string {
  if (by === undefined) {
    return keyActor(key);
  }
  if (teamPerson(config, by) !== undefined) {
    return { by, key: key.name };
  }
  return noSuchPerson(config, by);
}

/** Returns the author of something that is stored; `by` is known to be a person. */
export function requestAuthor(by: string | undefined, { name }: Pick<ApiKey, 'name'>): Author {
  return by === undefined
    ? { createdBy: name }
    : { createdBy: by, byPerson: true, createdByKey: name };
}

/** Returns the actor for a key if no person is named. */
export function keyActor({ name }: Pick<ApiKey, 'name'>): Actor {
  return { by: `key ${name}` };
}

/** The field of a body that names the person in whose name a request is made. */
export const BY = optional(text(200));

/**
 * Returns the fields that name an actor in answers: `endedBy`, and `endedByKey` if a key was used.
 */
export function actorFields(
  field: string,
  who: Actor | undefined,
): Readonly<Record<string, string>> {
  if (who === undefined) {
    return {};
  }
  return { [field]: who.by, ...(who.key !== undefined && { [`${field}Key`]: who.key }) };
}
