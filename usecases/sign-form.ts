import { formText } from '#core/messages/form-text.ts';
import type { LinkSigner } from './ports.ts';

/** The token of a form on the page of a link (its token), which showed `seen`. */
export async function signForm(links: LinkSigner, link: string, seen: string): Promise<string> {
  return `${seen}.${await links.sign(formText(link, seen))}`;
}

/** What the page showed whose form this token is from; undefined if it is none of this link's. */
export async function verifyForm(
  links: LinkSigner,
  link: string,
  token: string,
): Promise<string | undefined> {
  const [, seen, signature] = /^([\w-]{7})\.([\w-]{8,24})$/.exec(token) ?? [];
  if (seen === undefined || signature === undefined) {
    return undefined;
  }
  return (await links.verify(formText(link, seen), signature)) ? seen : undefined;
}
