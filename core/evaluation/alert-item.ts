import type { Alert } from '../alert/alert.ts';
import { externalAlertItemId } from './external-alert/item.ts';
import { heartbeatFingerprint, heartbeatItemId } from './heartbeat/item.ts';

/**
 * The id of the subjects' item that remembers an alert: its subject's where a rule made it, and
 * otherwise one of its own.
 */
export function alertItemId(alert: Alert): string {
  return ownAlertItemId(alert) ?? alert.subject;
}

/** The item of an alert that a rule did not make; undefined if a rule did. */
export function ownAlertItemId({ fingerprint, rule, sent }: Alert): string | undefined {
  if (sent !== undefined) {
    return externalAlertItemId(fingerprint);
  }
  return fingerprint === heartbeatFingerprint(rule) ? heartbeatItemId(rule) : undefined;
}
