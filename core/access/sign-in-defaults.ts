import { type Duration, HOUR, MINUTE } from '../time/instant.ts';
import type { SignIn } from './policy.ts';

/** HIPAA asks for an end after "a predetermined time of inactivity" (45 CFR 164.312(a)(2)(iii)). */
const IDLE_LIMIT: Duration = 30 * MINUTE;

/** A shift. */
const ABSOLUTE_LIMIT: Duration = 12 * HOUR;

/** The claims of Cognito's tokens, and those that most other issuers have. */
export const COGNITO_CLAIMS = {
  groupsClaim: 'cognito:groups',
  personClaim: 'cognito:username',
} as const;
export const USUAL_CLAIMS = { groupsClaim: 'groups', personClaim: 'preferred_username' } as const;

/** How people sign in where a config does not say it. */
export const SIGN_IN_DEFAULTS = {
  scopes: ['openid', 'profile', 'email'],
  requireMfa: [],
  idle: IDLE_LIMIT,
  absolute: ABSOLUTE_LIMIT,
} as const satisfies Partial<SignIn>;
