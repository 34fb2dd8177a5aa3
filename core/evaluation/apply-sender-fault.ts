import {
  FAULT_FORGOTTEN_AFTER,
  FAULT_MIN_DURATION,
  faultAlert,
  faultFingerprint,
  faultThreshold,
  type SenderFault,
} from '../alert/sender-fault.ts';
import type { Duration, Instant } from '../time/instant.ts';
import { externalAlertItemId } from './apply-alert-events.ts';
import { type Assessment, Draft } from './draft.ts';
import { applyFiring, EXTERNAL_ALERT_KEY } from './external-alert-entry.ts';
import { reconcile } from './reconcile.ts';
import type { RuleSet } from './rule-set.ts';
import type { FaultSightings, SubjectState } from './subject.ts';

/** Where a fault of a sender is remembered. */
export function senderFaultItemId(fault: SenderFault): string {
  return externalAlertItemId(faultFingerprint(fault));
}

/**
 * What a fault of a sender makes of its item, seen so many times since it was last told here. It
 * is noted until it has been seen often enough, and then is an alert that ends by itself once the
 * fault is not seen any more.
 */
export function applySenderFault(
  stored: SubjectState | undefined,
  { fault, times }: { readonly fault: SenderFault; readonly times: number },
  rules: RuleSet,
  now: Instant,
): Assessment {
  const draft = new Draft(senderFaultItemId(fault), stored, now);
  reconcile(draft, rules);
  if (rules.routeOf(faultAlert(fault, now)) !== undefined) {
    recordSighting(draft, rules, fault, times);
  }
  return draft.close(rules);
}

function recordSighting(draft: Draft, rules: RuleSet, fault: SenderFault, times: number): void {
  const { now } = draft;
  const known = draft.get(EXTERNAL_ALERT_KEY);
  const { since, times: before } = known?.noted ?? { since: now, times: 0 };
  const noted: FaultSightings = { since, times: before + times };
  const alert = faultAlert(fault, since);
  if (known?.alert !== undefined) {
    const lasts = known.noted?.lasts ?? FAULT_MIN_DURATION;
    applyFiring(draft, rules, { kind: 'fires', alert: { ...alert, endsAt: now + lasts } });
    return;
  }
  const patience = faultThreshold(fault);
  if (noted.times < patience.times || now - since < patience.lasting) {
    const { rule, labels } = alert;
    draft.put(EXTERNAL_ALERT_KEY, {
      rule,
      metric: '',
      labels,
      phase: 'pending',
      changedAt: now,
      noted,
    });
    return;
  }
  const lasts = lifetime(noted, now);
  applyFiring(draft, rules, { kind: 'fires', alert: { ...alert, endsAt: now + lasts } });
  const entry = draft.get(EXTERNAL_ALERT_KEY);
  if (entry?.alert !== undefined) {
    draft.put(EXTERNAL_ALERT_KEY, { ...entry, noted: { ...noted, lasts } });
  }
}

/**
 * Three times as long as lies between two sightings: a device that sends each hour is seen again.
 */
function lifetime({ since, times }: FaultSightings, now: Instant): Duration {
  const between = (now - since) / Math.max(1, times - 1);
  return Math.round(Math.min(FAULT_FORGOTTEN_AFTER, Math.max(FAULT_MIN_DURATION, 3 * between)));
}
