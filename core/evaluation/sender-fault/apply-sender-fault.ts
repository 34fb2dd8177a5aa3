import type { Alert } from '../../alert/alert.ts';
import {
  FAULT_FORGOTTEN_AFTER,
  FAULT_MIN_DURATION,
  faultAlert,
  faultFingerprint,
  faultThreshold,
  type SenderFault,
} from '../../alert/sender-fault.ts';
import type { Duration, Instant } from '../../time/instant.ts';
import { type Assessment, Draft } from '../draft.ts';
import { entryOf } from '../entry.ts';
import { EXTERNAL_ALERT_KEY, prolonged, withLastingWords } from '../external-alert/apply-firing.ts';
import { externalAlertItemId } from '../external-alert/item.ts';
import { reassert } from '../reassert.ts';
import { reconcile } from '../reconcile.ts';
import { refreshFromRoute } from '../refresh-from-route.ts';
import type { RuleSet } from '../rule-set.ts';
import type { SubjectState } from '../subject.ts';
import { due } from './sender-fault.ts';
import type { FaultSightings, SenderFaultEntry } from './state.ts';

/** Returns the item that stores a fault of a sender. */
export function senderFaultItemId(fault: SenderFault): string {
  return externalAlertItemId(faultFingerprint(fault));
}

/**
 * Applies a fault of a sender to its item, with the number of sightings since the last call. It is
 * counted until it reaches its threshold, and then becomes an alert that ends by itself once the
 * fault is no longer seen.
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
  const known = entryOf('sender-fault', draft.get(EXTERNAL_ALERT_KEY));
  const { since, times: before } = known?.noted ?? { since: now, times: 0 };
  const alert = refreshFromRoute(rules, faultAlert(fault, since));
  if (alert === undefined) {
    return;
  }
  if (known?.alert !== undefined) {
    goesOn(draft, known, { ...alert, startsAt: known.alert.startsAt });
    return;
  }
  const noted: FaultSightings = { since, times: before + times };
  const { times: enough, lasting } = faultThreshold(fault);
  if (noted.times < enough || now - since < lasting) {
    draft.put(EXTERNAL_ALERT_KEY, { kind: 'sender-fault', noted });
    return;
  }
  const lasts = lifetime(noted, now);
  const entry = { kind: 'sender-fault', noted: { ...noted, lasts }, endsAt: now + lasts } as const;
  draft.fire(EXTERNAL_ALERT_KEY, entry, alert);
}

/** It was seen again while its alert fires, which lasts longer because of that. */
function goesOn(draft: Draft, known: SenderFaultEntry, seen: Alert): void {
  const { now } = draft;
  const { noted, endsAt } = known;
  const later = prolonged(endsAt, now + (noted.lasts ?? FAULT_MIN_DURATION), now);
  const entry = later === endsAt ? known : { ...known, endsAt: later };
  if (entry !== known) {
    draft.put(EXTERNAL_ALERT_KEY, entry);
  }
  reassert(draft, EXTERNAL_ALERT_KEY, entry, {
    today: withLastingWords(known, seen, now),
    due: due(entry),
  });
}

/** Three times the interval between sightings: a device that sends each hour is seen again. */
function lifetime({ since, times }: FaultSightings, now: Instant): Duration {
  const between = (now - since) / Math.max(1, times - 1);
  return Math.round(Math.min(FAULT_FORGOTTEN_AFTER, Math.max(FAULT_MIN_DURATION, 3 * between)));
}
