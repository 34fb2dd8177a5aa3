import type { AccessPolicy, SignIn } from '#core/access/policy.ts';
import type { Role } from '#core/access/right.ts';
import { SIGN_IN_DEFAULTS, USUAL_CLAIMS } from '#core/access/sign-in-defaults.ts';
import type { Config } from '#core/team/config.ts';
import { teamPeople } from '#core/team/team-people.ts';

/** The path of the stand-in, and the name by which the console is known there. */
export const STAND_IN = '/issuer';
export const STAND_IN_CLIENT = 'console';

const USUAL: SignIn = { ...USUAL_CLAIMS, ...SIGN_IN_DEFAULTS };

/**
 * Returns the config as it holds on one machine: people sign in at the stand-in, whatever issuer it
 * names, since that would not send anybody back to this machine. Without `access` everybody is a
 * responder, and takes another role by the group that is called after it.
 */
export function withStandIn(
  config: Config,
  publicUrl: string,
): Config & { readonly access: AccessPolicy } {
  const { signIn, roles } = config.access ?? { signIn: USUAL, roles: everybodyResponds(config) };
  const issuer = publicUrl + STAND_IN;
  return { ...config, access: { roles, signIn: { ...signIn, issuer, clientId: STAND_IN_CLIENT } } };
}

function everybodyResponds(config: Config): AccessPolicy['roles'] {
  const of = (role: Role, people: readonly string[] = []) => ({
    groups: [`wardbell-${role}`],
    people,
  });
  const people = teamPeople(config).map(({ id }) => id);
  return {
    viewer: of('viewer'),
    responder: of('responder', people),
    lead: of('lead'),
    admin: of('admin'),
  };
}
