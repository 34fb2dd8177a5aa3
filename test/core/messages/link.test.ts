import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { incidentId } from '#core/incident/incident.ts';
import {
  inboxExpiry,
  linkTag,
  linkText,
  parseLinkText,
  sealText,
  unsealText,
} from '#core/messages/link.ts';
import { DAY, HOUR } from '#core/time/instant.ts';
import { NIGHT } from '../../support/incident.ts';

const hex = fc.bigInt(0n, 2n ** 64n - 1n).map((value) => value.toString(16).padStart(16, '0'));
const id = fc.string({ maxLength: 60, size: 'max' });

test('the text of a page link is short, url-safe and says which page of which incident', () => {
  fc.assert(
    fc.property(hex, fc.integer({ min: 1, max: 9_999_999_999 }), id, (hash, episode, page) => {
      const target = {
        kind: 'page',
        incident: incidentId(hash, episode),
        page: linkTag(page),
      } as const;
      const text = linkText(target);
      expect(text).toMatch(/^[\w-]{20,26}$/);
      expect(parseLinkText(text)).toEqual(target);
    }),
  );
});

test('the text of a page link is as long when it is sealed, and is read with the same mask only', () => {
  const mask = fc.uint8Array({ minLength: 32, maxLength: 32 });
  fc.assert(
    fc.property(hex, fc.integer({ min: 1, max: 9_999_999_999 }), mask, (hash, episode, bytes) => {
      const target = {
        kind: 'page',
        incident: incidentId(hash, episode),
        page: 'AbC-_09',
      } as const;
      const text = linkText(target);
      const sealed = sealText(text, bytes);
      expect(sealed).toMatch(/^s[\w-]{19,25}$/);
      expect(sealed).toHaveLength(text.length);
      expect(unsealText(sealed, bytes)).toBe(text);
      const other = bytes.map((byte, i) => (i === 0 ? byte ^ 1 : byte));
      expect(unsealText(sealed, other)).not.toBe(text);
      expect(parseLinkText(sealed)).toBeUndefined();
      expect(unsealText(text, bytes)).toBeUndefined();
    }),
  );
});

test('the text of an inbox link says whose and until when', () => {
  fc.assert(
    fc.property(id, fc.integer({ min: NIGHT, max: NIGHT + 3_650 * DAY }), (person, now) => {
      const expiresAt = inboxExpiry(now);
      const target = { kind: 'inbox', responder: linkTag(person), expiresAt } as const;
      expect(expiresAt - now).toBeGreaterThanOrEqual(DAY);
      expect(expiresAt - now).toBeLessThan(DAY + HOUR);
      expect(linkText(target)).toMatch(/^i[\w-]{11}$/);
      expect(parseLinkText(linkText(target))).toEqual(target);
    }),
  );
});

describe('parseLinkText', () => {
  test.each([
    ['', 'nothing'],
    ['a', 'only a kind'],
    ['x'.repeat(20), 'an unknown kind'],
    [`a${'_'.repeat(11)}AAAAAAA1`, 'a hash of more than 64 bits'],
    [`a${'A'.repeat(18)}0`, 'episodes start at 1'],
    [`a${'A'.repeat(18)}1.`, 'a character too many'],
    [`i${'A'.repeat(7)}aZcd`, 'capitals are no digits of base 36'],
  ])('takes %j for no link: %s', (text) => {
    expect(parseLinkText(text)).toBeUndefined();
  });
});

test('an incident that has no id of ours cannot be linked to', () => {
  expect(() => linkText({ kind: 'page', incident: 'x', page: 'AAAAAAA' })).toThrow(/not the id/);
});
