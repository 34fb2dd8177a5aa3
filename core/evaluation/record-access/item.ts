import { fingerprint } from '../../alert/fingerprint.ts';
import { OWN_ITEMS } from '../../sample/validate-sample.ts';

const ITEMS = `${OWN_ITEMS}access:`;

/** Returns the item that stores what is known of the accesses of one user. */
export function recordAccessItemId(user: string): string {
  return ITEMS + fingerprint([user]);
}

export function isRecordAccessItem(item: string): boolean {
  return item.startsWith(ITEMS);
}

/**
 * Returns the fingerprint of an alert about a user. It has an odd number of parts: no label set has
 * that fingerprint.
 */
export function recordAccessFingerprint(rule: string, user: string): string {
  return fingerprint(['wardbell', 'privacy', 'access', rule, user]);
}
