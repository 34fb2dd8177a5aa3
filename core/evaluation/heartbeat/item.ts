import { fingerprint } from '../../alert/fingerprint.ts';
import { OWN_ITEMS } from '../../sample/validate-sample.ts';

/**
 * The items that all heartbeats share by the hash of their id: those that pings have created can be
 * listed by one read and no index, and so few share an item that jobs which begin on the same
 * minute seldom wait for each other's write.
 */
export const HEARTBEAT_ITEMS: readonly string[] = Array.from({ length: 64 }, (_, i) => itemAt(i));

/** In which item a heartbeat is remembered; its id is the key there. */
export function heartbeatItemId(id: string): string {
  return itemAt(Number.parseInt(fingerprint([id]).slice(-2), 16) % 64);
}

function itemAt(index: number): string {
  return `${OWN_ITEMS}heartbeats:${index}`;
}

/** By what its alert is known. Of an odd number of parts: no set of labels has that fingerprint. */
export function heartbeatFingerprint(id: string): string {
  return fingerprint(['wardbell', 'heartbeat', id]);
}
