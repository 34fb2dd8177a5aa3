import { type LinkTarget, linkText, parseLinkText } from '#core/notification/link.ts';
import type { LinkSigner } from './ports.ts';

/**
 * The path of a link, below the platform's public URL: `/a/<token>` for a page, `/i/<token>` for an
 * inbox.
 */
export async function linkPath(links: LinkSigner, target: LinkTarget): Promise<string> {
  const text = linkText(target);
  return `/${text.charAt(0)}/${text}.${await links.sign(text)}`;
}

/** What a token opens; undefined where we did not make it. */
export async function readLink(links: LinkSigner, token: string): Promise<LinkTarget | undefined> {
  const [, text, signature] = /^([\w-]{1,40})\.([\w-]{8,24})$/.exec(token) ?? [];
  if (text === undefined || signature === undefined) return undefined;
  const target = parseLinkText(text);
  return target !== undefined && (await links.verify(text, signature)) ? target : undefined;
}
