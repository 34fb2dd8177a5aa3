import { createHmac, randomBytes } from 'node:crypto';
import type { Instant } from '#core/time/instant.ts';
import type { ControlStore } from '#usecases/ports.ts';
import { keyOf } from './api-key.ts';

const CANARY_KEY_ID = 'ca4a41000000';

/**
 * Returns the key that the canary posts with. Its secret is derived from the link secret, so that
 * it need not be stored. The key is created if it is missing; one that an administrator has revoked
 * stays revoked.
 */
export async function canaryKey(
  controls: Pick<ControlStore, 'key' | 'putKey' | 'linkSecret'>,
  now: Instant,
): Promise<string> {
  const linkSecret = await controls.linkSecret(randomBytes(32).toString('base64url'));
  const secret = createHmac('sha256', linkSecret).update('canary key').digest('base64url');
  const { token, key } = keyOf({ id: CANARY_KEY_ID, secret }, 'canary', ['samples'], now);
  const stored = await controls.key(CANARY_KEY_ID);
  if (stored?.revokedAt === undefined && stored?.hash !== key.hash) {
    await controls.putKey(key);
  }
  return token;
}
