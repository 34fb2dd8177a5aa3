import {
  type LinkTarget,
  linkText,
  parseLinkText,
  sealText,
  unsealText,
} from '#core/messages/link.ts';
import type { LinkSigner } from './ports.ts';

/**
 * Returns the path of a link, below the platform's public URL: `/a/<token>` for a page or an
 * exchange, `/i/<token>` for an inbox. The target of a page's link is sealed with a mask derived
 * from its signature, so that the same target always has the same link, which nobody else can read.
 */
export async function linkPath(links: LinkSigner, target: LinkTarget): Promise<string> {
  const token = await linkToken(links, target);
  return target.kind === 'inbox' ? `/i/${token}` : `/a/${token}`;
}

/** Returns the token of a link, without its path. */
export async function linkToken(links: LinkSigner, target: LinkTarget): Promise<string> {
  const text = linkText(target);
  const signature = await links.sign(text);
  if (target.kind !== 'page') {
    return `${text}.${signature}`;
  }
  return `${sealText(text, await links.mask(signature))}.${signature}`;
}

/**
 * Returns what a token opens; undefined if the platform did not make it. Earlier versions sealed
 * nothing.
 */
export async function verifyLink(
  links: LinkSigner,
  token: string,
): Promise<LinkTarget | undefined> {
  const [, given, signature] = /^([\w-]{1,40})\.([\w-]{8,24})$/.exec(token) ?? [];
  if (given === undefined || signature === undefined) {
    return undefined;
  }
  const text = unsealText(given, await links.mask(signature)) ?? given;
  const target = parseLinkText(text);
  return target !== undefined && (await links.verify(text, signature)) ? target : undefined;
}
