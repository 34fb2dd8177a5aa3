import { OWN_ITEMS } from '../../sample/validate-sample.ts';

/** Under which id an external alert is remembered among the subjects. */
export function externalAlertItemId(fingerprint: string): string {
  return `${OWN_ITEMS}alert:${fingerprint}`;
}
