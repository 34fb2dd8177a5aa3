import { oneLine } from '../text/one-line.ts';

/**
 * The actor of something, as it is stored. `by` is a person's id, the name of a sender, `key` and
 * the name of the key that was used, or `account` and the account of somebody who has signed in and
 * is no person of the config.
 */
export interface Actor {
  readonly by: string;
  /**
   * The name of the key with which somebody acted in the name of the person `by`. Absent if the
   * person answered through a link of their own or had signed in, if `by` is the key, and in items
   * of earlier versions.
   */
  readonly key?: string | undefined;
}

/** Returns only the actor of something that has further properties. */
export function actorOf({ by, key }: Actor): Actor {
  return { by, ...(key !== undefined && { key }) };
}

/** Whether both are the same person, or the same key if no person was named. */
export function isSamePerson(one: Actor, other: Actor): boolean {
  return one.by === other.by;
}

/**
 * Describes an actor: `ada, by key admin`; `name` is the display name of `by` if that differs from
 * the id. Tools and senders choose these names, so characters that would break or reverse a line
 * are removed.
 */
export function describeActor({ by, key }: Actor, name = by): string {
  return oneLine(key === undefined ? name : `${name}, by key ${key}`);
}

/** The author of something that lasts, such as a silence or an override, as it is stored. */
export interface Author {
  /** A person of the config, an account, a name that a tool gave, or the name of a key. */
  readonly createdBy: string;
  /** `createdBy` is a person of the config. */
  readonly byPerson?: true;
  /** The name of the key, if it is not in `createdBy`. Also absent in items of earlier versions. */
  readonly createdByKey?: string;
}

/** The same as stored where 0.1.0 had it in English only: `text`. */
export type RecordedAuthor = Author | { readonly text: string };

/** Who set it and nothing else, of something that says more besides. */
export function authorOf({ createdBy, byPerson, createdByKey }: Author): Author {
  return {
    createdBy,
    ...(byPerson !== undefined && { byPerson }),
    ...(createdByKey !== undefined && { createdByKey }),
  };
}

/**
 * How an account is called that is no person of the config, as an actor and as an author: ids have
 * no spaces, so that no account passes for a person.
 */
export function accountName(account: string): string {
  return `${ACCOUNT}${account}`;
}

const ACCOUNT = 'account ';

/** What those of Alertmanager's API were called before, which had the key in `createdBy`. */
const NAMES_ITS_KEY = / \(key .*\)$/s;

/**
 * Describes an author: `ada, by key admin`; a person who used a link or signed in is named alone,
 * and so is an account, and a key: `key admin`.
 */
export function describeAuthor({ createdBy, byPerson, createdByKey: key }: Author): string {
  if (key !== undefined) {
    return describeActor({ by: createdBy, key });
  }
  const isKey = !byPerson && !createdBy.startsWith(ACCOUNT) && !NAMES_ITS_KEY.test(createdBy);
  return oneLine(isKey ? `key ${createdBy}` : createdBy);
}

/** Describes an author of whom perhaps only words are stored. */
export function describeRecordedAuthor(author: RecordedAuthor): string {
  return 'text' in author ? author.text : describeAuthor(author);
}

/** Whether both say the same; words alone are never the same as data. */
export function isSameAuthor(
  one: RecordedAuthor | undefined,
  other: RecordedAuthor | undefined,
): boolean {
  return JSON.stringify(one && inOrder(one)) === JSON.stringify(other && inOrder(other));
}

function inOrder(author: RecordedAuthor): RecordedAuthor {
  return 'text' in author ? { text: author.text } : authorOf(author);
}
