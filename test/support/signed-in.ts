import type { Identity } from '#core/access/identity.ts';
import type { AccessPolicy } from '#core/access/policy.ts';
import { HOUR, MINUTE } from '#core/time/instant.ts';
import { openSession } from '#http/session.ts';

const ISSUER = 'https://issuer.test';

/** A policy in which each role has a group that is named like it, in the plural. */
export const TEST_ACCESS: AccessPolicy = {
  signIn: {
    issuer: ISSUER,
    clientId: 'wardbell',
    groupsClaim: 'groups',
    personClaim: 'preferred_username',
    scopes: ['openid'],
    requireMfa: [],
    idle: 30 * MINUTE,
    absolute: 12 * HOUR,
  },
  roles: {
    viewer: { groups: ['viewers'], people: [] },
    responder: { groups: ['responders'], people: [] },
    lead: { groups: ['leads'], people: [] },
    admin: { groups: ['admins'], people: [] },
  },
};

/** Somebody whom the issuer knows, as the person anna of the config unless told otherwise. */
export function identity(given: Partial<Identity> = {}): Identity {
  return {
    issuer: ISSUER,
    subject: 'subject-1',
    account: 'anna',
    name: 'Anna at the issuer',
    groups: [],
    mfa: false,
    ...given,
  };
}

/** Signs somebody in; returns the headers of a request that a page of the platform makes. */
export async function signIn(
  runtime: Parameters<typeof openSession>[0],
  given: Partial<Identity> = {},
): Promise<{ readonly cookie: string; readonly origin: string }> {
  const { cookie } = await openSession(runtime)(identity(given));
  const [pair = ''] = cookie.split(';');
  return { cookie: pair, origin: new URL(runtime.publicUrl).origin };
}
