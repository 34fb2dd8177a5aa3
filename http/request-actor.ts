import type { Actor, Author } from '#core/actor/actor.ts';
import type { Config } from '#core/team/config.ts';
import { teamPerson } from '#core/team/team-people.ts';
import { noSuchPerson } from '#core/team/unknown-name.ts';
import type { ApiKey } from '#usecases/ports.ts';
import { optional, text } from './fields.ts';

/**
 * Who does what a request asks for: the person whom it names in `by`, and the key that it came
 * with; or the key alone. What is wrong, in words, where `by` is nobody of the config.
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

/** The same of something that is stored with its author; `by` is known to be a person. */
export function requestAuthor(by: string | undefined, { name }: Pick<ApiKey, 'name'>): Author {
  return by === undefined
    ? { createdBy: name }
    : { createdBy: by, byPerson: true, createdByKey: name };
}

/** Whoever has the key, where no person is named. */
export function keyActor({ name }: Pick<ApiKey, 'name'>): Actor {
  return { by: `key ${name}` };
}

/** The field of a body that names the person in whose name something is asked. */
export const BY = optional(text(200));

/** Who did something, as answers say it: `endedBy`, and `endedByKey` where a key was used. */
export function actorFields(
  field: string,
  who: Actor | undefined,
): Readonly<Record<string, string>> {
  if (who === undefined) {
    return {};
  }
  return { [field]: who.by, ...(who.key !== undefined && { [`${field}Key`]: who.key }) };
}
