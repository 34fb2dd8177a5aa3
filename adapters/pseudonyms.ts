import { createHmac, randomBytes } from 'node:crypto';
import type { ControlStore, Pseudonyms } from '#usecases/ports.ts';
import { loadOnce } from './load-once.ts';

/** 72 bits: among a billion patients two have the same with a chance of 1 in 9,000. */
const BYTES = 9;

/**
 * Makes pseudonyms with HMAC-SHA256 under a secret of their own, so that whoever takes in accesses
 * can sign no link.
 */
export function hmacPseudonyms(controls: Pick<ControlStore, 'pseudonymSecret'>): Pseudonyms {
  const secret = loadOnce(() => controls.pseudonymSecret(randomBytes(32).toString('base64url')));
  return {
    async load() {
      const known = await secret();
      return (of, name) =>
        createHmac('sha256', known)
          .update(`${of} ${name}`)
          .digest()
          .subarray(0, BYTES)
          .toString('base64url');
    },
  };
}
