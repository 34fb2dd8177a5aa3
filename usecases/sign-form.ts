import { formText } from '#core/messages/form-text.ts';
import type { LinkSigner } from './ports.ts';

/**
 * Returns the token of a form on the page of a link (`link` is its token) that showed the state
 * `seen`.
 */
export async function signForm(links: LinkSigner, link: string, seen: string): Promise<string> {
  return `${seen}.${await links.sign(formText(link, seen))}`;
}

/**
 * Returns the state that the page of this form token showed; undefined if the token is not valid
 * for this link.
 */
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
