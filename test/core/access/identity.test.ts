import { describe, expect, test } from '@jest/globals';
import { type Claims, identityOf, isComplete } from '#core/access/identity.ts';
import { isMultiFactor } from '#core/access/multi-factor.ts';

const SETTINGS = { personClaim: 'preferred_username', groupsClaim: 'groups' };
const ANNA: Claims = { sub: 's-1', preferred_username: 'anna' };

const decide = (claims: Claims, settings = SETTINGS, alwaysMfa = false) =>
  identityOf({ issuer: 'https://issuer.test', claims, alwaysMfa }, settings);

const identity = (claims: Claims, settings = SETTINGS) => {
  const decision = decide(claims, settings);
  if (decision.kind !== 'identity') {
    throw new Error(decision.kind);
  }
  return decision.identity;
};

describe('who signs in is told by claims', () => {
  test('that the config names', () => {
    expect(identity({ ...ANNA, sid: 'x', name: 'Anna Lind', groups: ['icu', 'doctors'] })).toEqual({
      issuer: 'https://issuer.test',
      subject: 's-1',
      issuerSession: 'x',
      account: 'anna',
      name: 'Anna Lind',
      groups: ['icu', 'doctors'],
      mfa: false,
    });
  });

  test.each<[string, string, unknown, readonly string[]]>([
    ['a list', 'groups', ['a', 'b'], ['a', 'b']],
    ['a single text', 'groups', 'a', ['a']],
    ['a list with what is no group', 'groups', ['a', 7, null, ' '], ['a']],
    ['nothing', 'groups', undefined, []],
  ])('with groups in %s', (_, groupsClaim, value, groups) => {
    expect(identity({ ...ANNA, groups: value }, { ...SETTINGS, groupsClaim }).groups).toEqual(
      groups,
    );
  });

  test('with groups in a claim whose name has dots, or within another claim', () => {
    const nested = { ...SETTINGS, groupsClaim: 'realm_access.roles' };
    expect(identity({ ...ANNA, realm_access: { roles: ['a'] } }, nested).groups).toEqual(['a']);
    const url = { ...SETTINGS, groupsClaim: 'https://hospital.example/groups' };
    const named = { ...ANNA, 'https://hospital.example/groups': ['b'] };
    expect(identity(named, url).groups).toEqual(['b']);
  });

  test.each<[Claims, string]>([
    [{ given_name: 'Anna', family_name: 'Lind' }, 'Anna Lind'],
    [{ email: 'anna@hospital.example' }, 'anna'],
    [{}, 'anna'],
  ])('of which %j give the name %s', (more, name) => {
    expect(identity({ ...ANNA, ...more }).name).toBe(name);
  });
});

describe('nobody signs in', () => {
  test.each([
    [{}],
    [{ preferred_username: '' }],
    [{ preferred_username: 7 }],
    [{ preferred_username: 'x'.repeat(257) }],
  ])('without an account: %j', (claims) => {
    expect(decide({ sub: 's', ...claims })).toMatchObject({
      kind: 'no_account',
      claim: 'preferred_username',
      claims: expect.arrayContaining(['sub']),
    });
  });

  test('by an address that the issuer knows to be unconfirmed', () => {
    const byMail = { ...SETTINGS, personClaim: 'email' };
    const claims = { sub: 's', email: 'anna@hospital.example' };
    expect(decide({ ...claims, email_verified: false }, byMail).kind).toBe('unverified');
    expect(decide({ ...claims, email_verified: true }, byMail).kind).toBe('identity');
    expect(decide(claims, byMail).kind).toBe('identity');
  });

  test('whose groups were left out because there are too many', () => {
    const elsewhere = { _claim_names: { groups: 'src1' } };
    expect(decide({ ...ANNA, ...elsewhere })).toEqual({ kind: 'groups_left_out', claim: 'groups' });
    expect(decide({ ...ANNA, hasgroups: true }).kind).toBe('groups_left_out');
  });
});

test('the issuer is asked for more where the account or the groups are missing', () => {
  expect(isComplete({ ...ANNA, groups: [] }, SETTINGS)).toBe(true);
  expect(isComplete(ANNA, SETTINGS)).toBe(false);
  expect(isComplete({ groups: [] }, SETTINGS)).toBe(false);
});

describe('several factors were used', () => {
  test.each<[Claims]>([
    [{ amr: ['mfa'] }],
    [{ amr: ['pwd', 'otp'] }],
    [{ amr: ['hwk', 'pin'] }],
    [{ amr: ['swk', 'face'] }],
    [{ amr: 'mfa' }],
    [{ acr: 'phrh' }],
    [{ acr: 'https://refeds.org/profile/mfa' }],
  ])('by %j', (claims) => {
    expect(isMultiFactor(claims)).toBe(true);
  });

  test.each<[Claims]>([
    [{}],
    [{ amr: ['pwd'] }],
    [{ amr: ['pwd', 'pin'] }],
    [{ amr: ['otp', 'sms'] }],
    [{ amr: ['constructor', 'pwd'] }],
    [{ amr: [['mfa']] }],
    [{ acr: '1' }],
    [{ acr: ['phr'] }],
  ])('not by %j', (claims) => {
    expect(isMultiFactor(claims)).toBe(false);
  });

  test('by whoever an issuer that always asks for them lets in', () => {
    expect(decide(ANNA, SETTINGS, true)).toMatchObject({ identity: { mfa: true } });
  });
});
