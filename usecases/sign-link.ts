import {
  type LinkTarget,
  linkText,
  parseLinkText,
  sealText,
  unsealText,
} from '#core/messages/link.ts';
import type { LinkSigner } from './ports.ts';

/**
 * The path of a link, below the platform's public URL: `/a/<token>` for a page, `/i/<token>` for an
 * inbox. What a page's link names is sealed with a mask that follows from its signature, so that
 * the same target has the same link, and nobody else can read it.
 */
export async function linkPath(links: LinkSigner, target: LinkTarget): Promise<string> {
  const token = await linkToken(links, target);
  return target.kind === 'inbox' ? `/i/${token}` : `/a/${token}`;
}

/** The link without its path. */
export async function linkToken(links: LinkSigner, target: LinkTarget): Promise<string> {
  const text = linkText(target);
  const signature = await links.sign(text);
  if (target.kind === 'inbox') {
    return `${text}.${signature}`;
  }
  return `${sealText(text, await links.mask(signature))}.${signature}`;
}

/** What a token opens; undefined if we did not make it. Versions of before sealed nothing. */
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
