import { beforeEach, describe, expect, test } from '@jest/globals';
import { hmacLinks } from '#adapters/links.ts';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { groupHash } from '#core/alert/group-key.ts';
import { incidentId } from '#core/incident/incident.ts';
import { type LinkTarget, linkTag, linkText } from '#core/messages/link.ts';
import type { LinkSigner } from '#usecases/ports.ts';
import { linkPath, verifyLink } from '#usecases/sign-link.ts';
import { NIGHT } from '../support/incident.ts';

/** Returns the link of a page about a patient, as who knows the service would look for it. */
function pageAbout(patient: string): LinkTarget {
  const incident = incidentId(groupHash(JSON.stringify(['icu', ['subject', patient]])), 1);
  return { kind: 'page', incident, page: linkTag([incident, 1, 0, 'anna', 'sms'].join('.')) };
}

let links: LinkSigner;

beforeEach(() => {
  links = hmacLinks(memoryPorts().controls);
});

const tokenOf = async (target: LinkTarget) => (await linkPath(links, target)).slice('/a/'.length);

describe('the link of a page', () => {
  test('is read back, and is the same for the same page', async () => {
    const target = pageAbout('Patient/4711');
    const token = await tokenOf(target);
    expect(await verifyLink(links, token)).toEqual(target);
    expect(await tokenOf(target)).toBe(token);
    expect(token).toHaveLength(linkText(target).length + 13);
  });

  test('tells nobody whom it is about who tries all record numbers', async () => {
    const token = await tokenOf(pageAbout('Patient/4711'));
    for (let number = 4_700; number < 4_720; number++) {
      const text = linkText(pageAbout(`Patient/${number}`));
      expect(token).not.toContain(text.slice(1, 12));
      expect(token).not.toContain(text.slice(12, 19));
    }
  });

  test('shares nothing with that of another page about the same patient', async () => {
    const one = pageAbout('Patient/4711');
    const [a, b] = [await tokenOf(one), await tokenOf({ ...one, page: 'AAAAAAA' } as LinkTarget)];
    expect(a.slice(1, 8)).not.toBe(b.slice(1, 8));
  });

  test('of a version before, which sealed nothing, goes on working', async () => {
    const target = pageAbout('Patient/4711');
    const text = linkText(target);
    expect(await verifyLink(links, `${text}.${await links.sign(text)}`)).toEqual(target);
  });

  test('is refused where a sign of it is another, or the secret is', async () => {
    const token = await tokenOf(pageAbout('Patient/4711'));
    for (let at = 0; at < token.length; at++) {
      const other = token[at] === 'A' ? 'B' : 'A';
      const changed = token.slice(0, at) + other + token.slice(at + 1);
      expect(await verifyLink(links, changed)).toBeUndefined();
    }
    expect(await verifyLink(hmacLinks(memoryPorts().controls), token)).toBeUndefined();
  });
});

test('the link of a list is read back', async () => {
  const target = { kind: 'inbox', responder: linkTag('anna'), expiresAt: NIGHT } as const;
  const path = await linkPath(links, { ...target, expiresAt: 3_600_000 * 500_000 });
  expect(await verifyLink(links, path.slice('/i/'.length))).toMatchObject({ kind: 'inbox' });
});
