import type { Person } from '../responder/person.ts';
import type { Duration } from '../time/instant.ts';
import { ROLES, type Role } from './right.ts';

/** Who has a role: the people of these groups, and these people of the config by their ids. */
interface Members {
  readonly groups: readonly string[];
  readonly people: readonly string[];
}

/** How people sign in by OpenID Connect, and for how long they stay signed in. */
export interface SignIn {
  /** The address of the issuer; absent: the deployment has one of its own. */
  readonly issuer?: string;
  readonly clientId?: string;
  /** The claim of the ID token that lists the groups of whoever signs in. */
  readonly groupsClaim: string;
  /** The claim that names the person: what it holds is an account. */
  readonly personClaim: string;
  readonly scopes: readonly string[];
  /** The roles that nobody has without a second factor. */
  readonly requireMfa: readonly Role[];
  /** A session ends when it has not been used for so long, ... */
  readonly idle: Duration;
  /** ... and this long after signing in, however it is used. */
  readonly absolute: Duration;
}

/** Who may do what with a session: the part `access` of a config. */
export interface AccessPolicy {
  readonly signIn: SignIn;
  readonly roles: Readonly<Record<Role, Members>>;
}

/** What is known of somebody who has signed in. */
export interface SignedIn {
  /** What the claim that names the person holds. */
  readonly account: string;
  readonly groups: readonly string[];
  /** Whether a second factor was used. */
  readonly mfa: boolean;
}

/** The role of somebody who has signed in, or why there is none. */
export type RoleDecision =
  | { readonly kind: 'role'; readonly role: Role }
  | { readonly kind: 'none' }
  /** This role would be theirs, and wants a second factor. */
  | { readonly kind: 'needs_mfa'; readonly role: Role };

/** Returns the person of an account: whose `signIn` it is, or else whose id. */
export function personOf(people: readonly Person[], account: string): Person | undefined {
  return people.find(({ id, signIn = id }) => signIn === account);
}

/** Returns the highest role of somebody by their groups, or by their id in the config. */
export function roleOf(
  { roles, signIn }: AccessPolicy,
  { groups, mfa }: Pick<SignedIn, 'groups' | 'mfa'>,
  person: string | undefined,
): RoleDecision {
  const isMember = (members: Members) =>
    members.groups.some((group) => groups.includes(group)) ||
    (person !== undefined && members.people.includes(person));
  const role = ROLES.findLast((one) => isMember(roles[one]));
  if (role === undefined) {
    return { kind: 'none' };
  }
  return signIn.requireMfa.includes(role) && !mfa
    ? { kind: 'needs_mfa', role }
    : { kind: 'role', role };
}
