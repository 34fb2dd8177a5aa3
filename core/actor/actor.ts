import { oneLine } from '../text/one-line.ts';

/**
 * Who did something, as it is stored. `by` is a person's id, or what a sender is called, or `key`
 * and the name of the key that was used.
 */
export interface Actor {
  readonly by: string;
  /**
   * Where somebody used a key in the name of the person `by`: what the key is called. Absent where
   * the person answered through a link of their own, where `by` is the key, and in items of before.
   */
  readonly key?: string | undefined;
}

/** Who it was and nothing else, of something that says more besides. */
export function actorOf({ by, key }: Actor): Actor {
  return { by, ...(key !== undefined && { key }) };
}

/** Whether both are the same person, or the same key where no person was named. */
export function isSamePerson(one: Actor, other: Actor): boolean {
  return one.by === other.by;
}

/**
 * `ada, by key admin`; `name` is what `by` is called where that is not its id. Tools and senders
 * choose these names: what would turn a line round, or break it, is left out.
 */
export function describeActor({ by, key }: Actor, name = by): string {
  return oneLine(key === undefined ? name : `${name}, by key ${key}`);
}

/** Who set something that goes on: a silence, an override; as it is stored. */
export interface Author {
  /** A person of the config, what a tool told, or the name of a key. */
  readonly createdBy: string;
  /** `createdBy` is a person of the config. */
  readonly byPerson?: true;
  /** The name of the key, where `createdBy` is not it. Absent also in items of before. */
  readonly createdByKey?: string;
}

/** What those of Alertmanager's API were called before, which had the key in `createdBy`. */
const NAMES_ITS_KEY = / \(key .*\)$/s;

/** `ada, by key admin`; a person who used a link stands alone, and so does a key: `key admin`. */
export function describeAuthor({ createdBy, byPerson, createdByKey: key }: Author): string {
  if (key !== undefined) {
    return describeActor({ by: createdBy, key });
  }
  return oneLine(byPerson || NAMES_ITS_KEY.test(createdBy) ? createdBy : `key ${createdBy}`);
}
