import { own } from '../collections/own.ts';
import type { Alert } from './alert.ts';
import { fingerprint } from './fingerprint.ts';

type Grouped = Pick<Alert, 'subject' | 'rule' | 'metric' | 'severity' | 'labels'>;

/**
 * Returns the key of the incident that alerts share: the service, and what the service groups by
 * (`subject`, `rule`, `metric`, `severity`, or a label of the series). The default, `['subject']`,
 * keeps every subject apart: acknowledging one patient's alarm must never hide another's.
 */
export function groupKey(service: string, groupBy: readonly string[], alert: Grouped): string {
  return JSON.stringify([service, ...groupBy.map((name) => [name, groupedBy(alert, name)])]);
}

function groupedBy(alert: Grouped, name: string): string {
  switch (name) {
    case 'subject':
    case 'rule':
    case 'metric':
    case 'severity':
      return alert[name];
    default:
      return own(alert.labels, name) ?? '';
  }
}

/** Returns the hash of a group key, from which the ids of its incidents are made. */
export function groupHash(key: string): string {
  return fingerprint([key]);
}

/** Returns the service of a group key. */
export function serviceOf(key: string): string {
  return (JSON.parse(key) as [string])[0];
}
