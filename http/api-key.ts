import type { Scope } from '#core/access/right.ts';
import type { Instant } from '#core/time/instant.ts';
import type { ApiKey } from '#usecases/ports.ts';
import { hashOf, type TokenParts, tokenKind } from './secret-token.ts';

/** API keys: `wb_<id>_<secret>`. */
const KEYS = tokenKind('wb');

/**
 * Creates a key: `token` is shown once and kept by its owner, `key` is what the platform stores.
 */
export function createApiKey(
  name: string,
  scopes: readonly Scope[],
  now: Instant,
): { readonly token: string; readonly key: ApiKey } {
  return keyOf(KEYS.create(), name, scopes, now);
}

/** Returns the key with this id and secret. */
export function keyOf(
  parts: TokenParts,
  name: string,
  scopes: readonly Scope[],
  now: Instant,
): { readonly token: string; readonly key: ApiKey } {
  const { id, secret } = parts;
  return {
    token: KEYS.write(parts),
    key: { id, name, hash: hashOf(secret), scopes, createdAt: now },
  };
}

/** Parses a key; undefined if it is not one. */
export const parseApiKey = KEYS.parse;
