import type { Alert, Transition } from '../alert/alert.ts';
import { groupKey } from '../alert/group-key.ts';
import { faultAlert } from '../alert/sender-fault.ts';
import { refreshFromRoute } from './refresh-from-route.ts';
import type { RuleSet } from './rule-set.ts';

/**
 * Returns the substitute for a transition that the incident queue refuses for good: an alert of the
 * technical service, or of the alert's own service if there is none, that begins and ends as the
 * refused one does. It holds no text from outside, so that nothing of it can be refused again.
 */
export function substituteTransition(refused: Transition, rules: RuleSet): Transition {
  return { ...refused, alert: plainAlert(refused.alert, rules) };
}

function plainAlert({ fingerprint, service, severity, startsAt }: Alert, rules: RuleSet): Alert {
  const fault = faultAlert(
    {
      kind: 'messages',
      key: 'wardbell',
      sender: `alert ${fingerprint}`,
      title: `The queue refuses an alert of service ${service}`,
      detail: 'The log of the function ingest, or clock, has the reason of the queue.',
    },
    startsAt,
  );
  const placed = { ...fault, service, severity, metric: '', limit: '' };
  const own = { ...placed, groupKey: groupKey(service, rules.groupBy(service), placed) };
  return refreshFromRoute(rules, { ...fault, severity }) ?? own;
}
