import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { codeFrom } from '#core/messages/subject-code.ts';
import type { ControlStore, LinkSigner } from '#usecases/ports.ts';
import { loadOnce } from './load-once.ts';

/**
 * 72 bits of the HMAC are 12 characters. With a million guesses a second a valid one is found in
 * about 10^8 years.
 */
const SIGNATURE_BYTES = 9;

/**
 * Signs links, and makes the codes of subjects, with HMAC-SHA256 under the platform's only secret,
 * which is created at first use.
 */
export function hmacLinks(controls: Pick<ControlStore, 'linkSecret'>): LinkSigner {
  const loadSecret = loadOnce(() => controls.linkSecret(randomBytes(32).toString('base64url')));

  async function signature(text: string): Promise<Buffer> {
    return hmac(await loadSecret(), text).subarray(0, SIGNATURE_BYTES);
  }

  return {
    sign: async (text) => (await signature(text)).toString('base64url'),
    verify: async (text, token) => {
      const expected = Buffer.from((await signature(text)).toString('base64url'));
      const given = Buffer.from(token);
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
    mask: async (token) => hmac(await loadSecret(), `mask ${token}`),
    subjectCodes: async () => {
      const known = await loadSecret();
      // The text of a link has another prefix, so that no signature reveals a code.
      return (subject) => codeFrom(hmac(known, `subject ${subject}`));
    },
  };
}

function hmac(secret: string, text: string): Buffer {
  return createHmac('sha256', secret).update(text).digest();
}
