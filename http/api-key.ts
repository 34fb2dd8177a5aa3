import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Scope } from '#core/access/right.ts';
import type { Instant } from '#core/time/instant.ts';
import type { ApiKey } from '#usecases/ports.ts';

/** The form of an API key: `wb_<id>_<secret>`; the secret is 32 random bytes in base64url. */
const KEY = /^wb_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/;

/**
 * Creates a key: `token` is shown once and kept by its owner, `key` is what the platform stores.
 */
export function createApiKey(
  name: string,
  scopes: readonly Scope[],
  now: Instant,
): { readonly token: string; readonly key: ApiKey } {
  const id = randomBytes(6).toString('hex');
  const secret = randomBytes(32).toString('base64url');
  return keyOf({ id, secret }, name, scopes, now);
}

/** Returns the key with this id (12 hex digits) and secret (32 bytes in base64url). */
export function keyOf(
  { id, secret }: { readonly id: string; readonly secret: string },
  name: string,
  scopes: readonly Scope[],
  now: Instant,
): { readonly token: string; readonly key: ApiKey } {
  return {
    token: `wb_${id}_${secret}`,
    key: { id, name, hash: sha256(secret).toString('hex'), scopes, createdAt: now },
  };
}

/** Parses a key; undefined if it is not one. */
export function parseApiKey(
  token: string,
): { readonly id: string; readonly secret: string } | undefined {
  const [, id, secret] = KEY.exec(token) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

/** Whether the secret is the key's; compared in constant time. */
export function isSecretOf(key: ApiKey, secret: string): boolean {
  const kept = Buffer.from(key.hash, 'hex');
  const given = sha256(secret);
  return kept.length === given.length && timingSafeEqual(kept, given);
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
