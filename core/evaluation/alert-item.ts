import type { Alert } from '../alert/alert.ts';
import { externalAlertItemId } from './external-alert/item.ts';
import { heartbeatFingerprint, heartbeatItemId } from './heartbeat/item.ts';
import { objectiveItemId } from './objective/item.ts';
import { recordAccessFingerprint, recordAccessItemId } from './record-access/item.ts';

/**
 * Returns the id of the item that stores an alert: its subject's if a rule made it, its objective's
 * if that did, and otherwise one of its own.
 */
export function alertItemId(alert: Alert): string {
  const { objective, subject } = alert;
  return objective === undefined ? (ownAlertItemId(alert) ?? subject) : objectiveItemId(objective);
}

/** Returns the item of an alert that no rule and no objective made; undefined if one did. */
export function ownAlertItemId({ fingerprint, rule, subject, sent }: Alert): string | undefined {
  if (sent !== undefined) {
    return externalAlertItemId(fingerprint);
  }
  if (fingerprint === recordAccessFingerprint(rule, subject)) {
    return recordAccessItemId(subject);
  }
  return fingerprint === heartbeatFingerprint(rule) ? heartbeatItemId(rule) : undefined;
}
