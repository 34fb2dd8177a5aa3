import { describe, expect, test } from '@jest/globals';
import {
  RIGHTS,
  ROLES,
  rightsOfRole,
  rightsOfScopes,
  roleFor,
  SCOPES,
  scopeFor,
} from '#core/access/right.ts';

describe('a key', () => {
  test('has the rights that each of its scopes has', () => {
    expect(rightsOfScopes([])).toEqual([]);
    expect(rightsOfScopes(['samples'])).toEqual(['samples']);
    expect(rightsOfScopes(['read'])).toEqual(['read']);
    expect(rightsOfScopes(['respond', 'read'])).toEqual(['read', 'respond', 'lead']);
    expect(rightsOfScopes(['admin'])).toEqual(RIGHTS);
  });

  test('that answers may set silences, as before there were roles, and sees no more than before', () => {
    expect(rightsOfScopes(['respond'])).toEqual(['respond', 'lead']);
  });
});

describe('a role', () => {
  test('may do all that the role before it may, and something more', () => {
    const all = ROLES.map(rightsOfRole);
    for (const [index, rights] of all.slice(1).entries()) {
      const before = all[index] ?? [];
      expect(rights.slice(0, before.length)).toEqual(before);
      expect(rights.length).toBeGreaterThan(before.length);
    }
  });

  test('never posts samples', () => {
    expect(ROLES.filter((role) => rightsOfRole(role).includes('samples'))).toEqual([]);
    expect(roleFor('samples')).toBeUndefined();
  });
});

describe('a right', () => {
  test.each(RIGHTS)('%s is had by the narrowest scope that is named for it', (right) => {
    const having = SCOPES.filter((scope) => rightsOfScopes([scope]).includes(right));
    expect(having[0]).toBe(scopeFor(right));
  });

  test('is had by the least role that is named for it', () => {
    expect(RIGHTS.map(roleFor)).toEqual([undefined, 'viewer', 'responder', 'lead', 'admin']);
  });
});
