import type { Alert } from '../alert/alert.ts';
import { heartbeatFingerprint, heartbeatItem } from './heartbeat.ts';
import { sentItem } from './take-sent.ts';

/**
 * The id of the subjects' item that remembers an alert: its subject's where a rule made it, and
 * otherwise one of its own.
 */
export function alertItem(alert: Alert): string {
  return ownItem(alert) ?? alert.subject;
}

/** The item of an alert that a rule did not make; undefined where a rule did. */
export function ownItem({ fingerprint, rule, sent }: Alert): string | undefined {
  if (sent !== undefined) {
    return sentItem(fingerprint);
  }
  return fingerprint === heartbeatFingerprint(rule) ? heartbeatItem(rule) : undefined;
}
