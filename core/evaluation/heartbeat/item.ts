import { fingerprint } from '../../alert/fingerprint.ts';
import { OWN_ITEMS } from '../../sample/validate-sample.ts';

/**
 * The items that all heartbeats share by the hash of their id: heartbeats created by pings can be
 * listed without an index, and so few share an item that jobs which begin in the same minute seldom
 * wait for each other's write.
 */
export const HEARTBEAT_ITEMS: readonly string[] = Array.from({ length: 64 }, (_, i) => itemAt(i));

/** Returns the item that stores a heartbeat; its id is the key there. */
export function heartbeatItemId(id: string): string {
  return itemAt(Number.parseInt(fingerprint([id]).slice(-2), 16) % 64);
}

function itemAt(index: number): string {
  return `${OWN_ITEMS}heartbeats:${index}`;
}

/**
 * Returns the fingerprint of its alert. It has an odd number of parts: no label set has that
 * fingerprint.
 */
export function heartbeatFingerprint(id: string): string {
  return fingerprint(['wardbell', 'heartbeat', id]);
}
