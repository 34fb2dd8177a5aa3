import { describe, expect, test } from '@jest/globals';
import { type AccessPolicy, personOf, roleOf } from '#core/access/policy.ts';
import { SIGN_IN_DEFAULTS, USUAL_CLAIMS } from '#core/access/sign-in-defaults.ts';
import { person } from '../../support/config.ts';

const NOBODY = { groups: [], people: [] };
const NONE = { viewer: NOBODY, responder: NOBODY, lead: NOBODY, admin: NOBODY };

function policy(
  roles: Partial<AccessPolicy['roles']>,
  requireMfa: AccessPolicy['signIn']['requireMfa'] = [],
): AccessPolicy {
  return {
    signIn: { ...USUAL_CLAIMS, ...SIGN_IN_DEFAULTS, requireMfa },
    roles: { ...NONE, ...roles },
  };
}

const came = (groups: readonly string[], mfa = false) => ({ groups, mfa });

describe('the role of somebody who signs in', () => {
  const both = policy({
    viewer: { groups: ['staff'], people: [] },
    lead: { groups: ['leads', 'heads'], people: ['anna'] },
  });

  test('is the highest that one of the groups or the person has', () => {
    expect(roleOf(both, came(['staff']), undefined)).toEqual({ kind: 'role', role: 'viewer' });
    expect(roleOf(both, came(['staff', 'heads']), 'bo')).toEqual({ kind: 'role', role: 'lead' });
    expect(roleOf(both, came([]), 'anna')).toEqual({ kind: 'role', role: 'lead' });
  });

  test('is none without any of these, and groups are taken letter by letter', () => {
    expect(roleOf(both, came(['Staff', 'lead', '']), 'bo')).toEqual({ kind: 'none' });
    expect(roleOf(both, came([]), undefined)).toEqual({ kind: 'none' });
  });

  test('is not that of a person whose name a group has', () => {
    const people = policy({ admin: { groups: [], people: ['anna'] } });
    expect(roleOf(people, came(['anna']), undefined)).toEqual({ kind: 'none' });
  });

  test('waits for a second factor where it wants one, and no lower one takes its place', () => {
    const strict = policy({ viewer: both.roles.viewer, lead: both.roles.lead }, ['lead', 'admin']);
    const leads = ['staff', 'leads'];
    expect(roleOf(strict, came(leads), 'bo')).toEqual({ kind: 'needs_mfa', role: 'lead' });
    expect(roleOf(strict, came(leads, true), 'bo')).toEqual({ kind: 'role', role: 'lead' });
    expect(roleOf(strict, came(['staff']), 'bo')).toEqual({ kind: 'role', role: 'viewer' });
  });
});

describe('an account', () => {
  const people = [person('anna', []), { ...person('bo', []), signIn: 'bo@example.org' }];

  test('is that of the person who signs in as it, or whose id it is', () => {
    expect(personOf(people, 'anna')?.id).toBe('anna');
    expect(personOf(people, 'bo@example.org')?.id).toBe('bo');
  });

  test.each(['bo', 'Anna', 'BO@example.org', '', 'toString'])('is nobody: %j', (account) => {
    expect(personOf(people, account)).toBeUndefined();
  });
});
