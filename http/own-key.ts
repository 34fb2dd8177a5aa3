import { createHmac, randomBytes } from 'node:crypto';
import type { Instant } from '#core/time/instant.ts';
import type { ControlStore } from '#usecases/ports.ts';
import { keyOf } from './api-key.ts';

/** The functions that post samples to their own platform, and the ids of their keys. */
const KEY_IDS = { canary: 'ca4a41000000', probe: '940be0000000' } as const;

/**
 * Returns the key that a function posts with. Its secret is derived from the link secret, so that
 * it need not be stored. The key is created if it is missing; one that an administrator has revoked
 * stays revoked.
 */
export async function ownKey(
  name: keyof typeof KEY_IDS,
  controls: Pick<ControlStore, 'key' | 'putKey' | 'linkSecret'>,
  now: Instant,
): Promise<string> {
  const id = KEY_IDS[name];
  const linkSecret = await controls.linkSecret(randomBytes(32).toString('base64url'));
  const secret = createHmac('sha256', linkSecret).update(`${name} key`).digest('base64url');
  const { token, key } = keyOf({ id, secret }, name, ['samples'], now);
  const stored = await controls.key(id);
  if (stored?.revokedAt === undefined && stored?.hash !== key.hash) {
    await controls.putKey(key);
  }
  return token;
}
