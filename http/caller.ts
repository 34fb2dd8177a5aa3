import type { Right, Role } from '#core/access/right.ts';
import type { Session } from '#core/access/session.ts';
import type { ApiKey } from '#usecases/ports.ts';

/** Whoever makes a request: the owner of a key, or somebody who has signed in. */
export type Caller = KeyCaller | PersonCaller;

interface KeyCaller {
  readonly kind: 'key';
  readonly key: ApiKey;
  readonly rights: readonly Right[];
}

export interface PersonCaller {
  readonly kind: 'person';
  /** Who that is in the config, by id, if it is anybody there. */
  readonly person?: string;
  /** The name to show. */
  readonly name: string;
  /** Absent: nothing is allowed. */
  readonly role?: Role;
  /** The role that would be theirs, had they signed in with a second factor. */
  readonly roleWithMfa?: Role;
  readonly rights: readonly Right[];
  readonly session: Session;
}

/**
 * Says who a person is, to themselves: the name, and the account where the config has no person.
 */
export function describePerson({ name, person, session: { account } }: PersonCaller): string {
  return `${name} (${person === undefined ? `account "${account}"` : `"${person}"`})`;
}

/** Whether a caller may speak for a person of the config: they themselves, and whoever leads. */
export function speaksFor(caller: Caller, person: string): boolean {
  return (caller.kind === 'person' && caller.person === person) || caller.rights.includes('lead');
}
