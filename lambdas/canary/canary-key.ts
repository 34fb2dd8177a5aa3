import { createHmac, randomBytes } from 'node:crypto';
import type { Instant } from '#core/time/instant.ts';
import { keyOf } from '#http/api-key.ts';
import type { ControlStore } from '#usecases/ports.ts';

const CANARY_KEY_ID = 'ca4a41000000';

/**
 * The key that the canary posts with. Its secret follows from the one that links are signed with,
 * so that none needs to be kept for it. Where the store has no such key it is put there; one that
 * an administrator has revoked stays revoked.
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
