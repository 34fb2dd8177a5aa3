import type { Alert } from '../alert/alert.ts';
import { ItemSizeEstimate } from '../text/item-size-estimate.ts';
import type { Incident, IncidentAlert } from './incident.ts';

type Alerts = Incident['alerts'];

/**
 * The size limit of an incident's alerts, in bytes as compressed. The estimate is so high that with
 * its timeline and pages the item stays below DynamoDB's 400 KB whatever its labels are. That is
 * 5,000 alerts of a typical hospital. The last fifth is reserved for critical ones.
 */
const MAX_ALERT_BYTES = 320_000;
const MAX_NON_CRITICAL_BYTES = 256_000;

/**
 * The size of an alert beside its texts: fingerprint, times, value, and its places in an
 * acknowledgement.
 */
const EACH = 32;
/** The size of a sender's acknowledgement: a time, and a name that others share. */
const MARK = 20;
/** The size of flapping state, and of each time of recurrence before it. */
const FLAPPING = 30;
const RETURN = 8;

/**
 * Adds an alert; ended ones are forgotten if there is no room otherwise. Undefined: it does not
 * fit.
 */
export function addAlertIfItFits(alerts: Alerts, added: IncidentAlert): Alerts | undefined {
  const all = { ...alerts, [added.alert.fingerprint]: added };
  const room = added.alert.severity === 'critical' ? MAX_ALERT_BYTES : MAX_NON_CRITICAL_BYTES;
  if (weightOf(all) <= room) {
    return all;
  }
  const firing = Object.entries(all).filter(([, a]) => a.status === 'firing' || a === added);
  const fewer = Object.fromEntries(firing);
  return weightOf(fewer) <= room ? fewer : undefined;
}

function weightOf(alerts: Alerts): number {
  const texts = new ItemSizeEstimate();
  let weight = 0;
  for (const { alert, acknowledged, flapping, returns = [] } of Object.values(alerts)) {
    weight += EACH + (acknowledged === undefined ? 0 : MARK);
    weight += (flapping === undefined ? 0 : FLAPPING) + RETURN * returns.length;
    weight += texts.add(textsOf(alert));
  }
  return weight;
}

function textsOf({
  rule,
  subject,
  metric,
  title,
  limit,
  unit = '',
  labels,
  sent,
}: Alert): string[] {
  const said = sent ? [sent.key, sent.url ?? '', ...Object.entries(sent.annotations).flat()] : [];
  const named = [rule, metric, title, limit, unit].join(' ');
  return [named, subject, ...Object.entries(labels).flat(), ...said];
}
