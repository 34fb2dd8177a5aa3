/**
 * What somebody may do: post samples, see, answer, decide for others, administer. Each route asks
 * for one of them.
 */
export const RIGHTS = ['samples', 'read', 'respond', 'lead', 'admin'] as const;

export type Right = (typeof RIGHTS)[number];

/** What a key may be used for. `admin` includes all. */
export const SCOPES = ['samples', 'read', 'respond', 'admin'] as const;

export type Scope = (typeof SCOPES)[number];

/** The roles of people who sign in, each of which may do all that the one before it may. */
export const ROLES = ['viewer', 'responder', 'lead', 'admin'] as const;

export type Role = (typeof ROLES)[number];

/** Keys from before there were roles set silences and overrides with `respond`, and still do. */
const OF_SCOPE: Readonly<Record<Scope, readonly Right[]>> = {
  samples: ['samples'],
  read: ['read'],
  respond: ['respond', 'lead'],
  admin: RIGHTS,
};

/** Nobody posts samples by hand in a browser: that is for agents. */
const OF_ROLE: Readonly<Record<Role, readonly Right[]>> = {
  viewer: ['read'],
  responder: ['read', 'respond'],
  lead: ['read', 'respond', 'lead'],
  admin: ['read', 'respond', 'lead', 'admin'],
};

/** Returns the rights of a key with these scopes, in the order of `RIGHTS`. */
export function rightsOfScopes(scopes: readonly Scope[]): readonly Right[] {
  return RIGHTS.filter((right) => scopes.some((scope) => OF_SCOPE[scope].includes(right)));
}

export function rightsOfRole(role: Role): readonly Right[] {
  return OF_ROLE[role];
}

/** Returns the narrowest scope by which a key has the right. */
export function scopeFor(right: Right): Scope {
  return right === 'lead' ? 'respond' : right;
}

/** Returns the least role that has the right; undefined: no person who signs in has it. */
export function roleFor(right: Right): Role | undefined {
  return ROLES.find((role) => OF_ROLE[role].includes(right));
}
