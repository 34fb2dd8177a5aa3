import { OWN_ITEMS } from '../../sample/validate-sample.ts';

/** Returns the item id of an external alert in the subjects table. */
export function externalAlertItemId(fingerprint: string): string {
  return `${OWN_ITEMS}alert:${fingerprint}`;
}
