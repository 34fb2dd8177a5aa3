import { type Duration, HOUR, MINUTE } from '../time/instant.ts';
import type { AccessPolicy, SignIn } from './policy.ts';

/** HIPAA asks for an end after "a predetermined time of inactivity" (45 CFR 164.312(a)(2)(iii)). */
export const IDLE_LIMIT: Duration = 30 * MINUTE;

/** A shift. */
export const ABSOLUTE_LIMIT: Duration = 12 * HOUR;

/** The claims of Cognito's tokens, and those that most other issuers have. */
export const COGNITO_CLAIMS = {
  groupsClaim: 'cognito:groups',
  personClaim: 'cognito:username',
} as const;
export const USUAL_CLAIMS = { groupsClaim: 'groups', personClaim: 'preferred_username' } as const;

const SIGN_IN: SignIn = {
  ...COGNITO_CLAIMS,
  scopes: ['openid', 'profile', 'email'],
  requireMfa: [],
  idle: IDLE_LIMIT,
  absolute: ABSOLUTE_LIMIT,
};

/**
 * What counts on one machine where the config says nothing of access: everybody of the config
 * answers, and nobody does more.
 */
export function everybodyResponds(people: readonly string[]): AccessPolicy {
  const nobody = { groups: [], people: [] };
  return {
    signIn: SIGN_IN,
    roles: { viewer: nobody, responder: { groups: [], people }, lead: nobody, admin: nobody },
  };
}
