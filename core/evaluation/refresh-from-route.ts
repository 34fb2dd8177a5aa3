import type { Alert } from '../alert/alert.ts';
import { groupKey } from '../alert/group-key.ts';
import type { RuleSet } from './rule-set.ts';

/**
 * Returns an external alert with the service and severity of the current routes. Undefined if no
 * route takes it to a service.
 */
export function refreshFromRoute(
  rules: RuleSet,
  alert: Omit<Alert, 'service' | 'groupKey' | 'metric' | 'limit'>,
): Alert | undefined {
  const route = rules.routeOf(alert);
  if (route === undefined || !('service' in route.to)) {
    return undefined;
  }
  const { service } = route.to;
  const { fingerprint, rule, subject, title, labels, startsAt, sent } = alert;
  const senders = sent?.severity ?? alert.severity;
  const words = sent && { sent: { ...sent, severity: senders } };
  const said = { fingerprint, rule, subject, title, labels, startsAt, ...words };
  const severity = route.severity ?? senders;
  const placed = { ...said, service, severity, metric: '', limit: '' };
  return { ...placed, groupKey: groupKey(service, rules.groupBy(service), placed) };
}
