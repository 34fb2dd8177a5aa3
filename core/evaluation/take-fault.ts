import {
  alertOfFault,
  FAULT_LASTS,
  FAULT_MEMORY,
  faultFingerprint,
  patienceWith,
  type SenderFault,
} from '../alert/sender-fault.ts';
import type { Duration, Instant } from '../time/instant.ts';
import { type Assessment, Draft } from './draft.ts';
import type { RuleSet } from './rule-set.ts';
import { ENTRY, fires } from './sent-entry.ts';
import { settle } from './settle.ts';
import type { Noted, SubjectState } from './subject.ts';
import { sentItem } from './take-sent.ts';

/** Where a fault of a sender is remembered. */
export function faultItem(fault: SenderFault): string {
  return sentItem(faultFingerprint(fault));
}

/**
 * What a fault of a sender makes of its item, seen so many times since it was last told here. It
 * is noted until it has been seen often enough, and then is an alert that ends by itself once the
 * fault is not seen any more.
 */
export function takeFault(
  stored: SubjectState | undefined,
  { fault, times }: { readonly fault: SenderFault; readonly times: number },
  rules: RuleSet,
  now: Instant,
): Assessment {
  const draft = new Draft(faultItem(fault), stored, now);
  settle(draft, rules);
  if (rules.routeOf(alertOfFault(fault, now)) !== undefined) {
    note(draft, rules, fault, times);
  }
  return draft.close(rules);
}

function note(draft: Draft, rules: RuleSet, fault: SenderFault, times: number): void {
  const { now } = draft;
  const known = draft.get(ENTRY);
  const { since, times: before } = known?.noted ?? { since: now, times: 0 };
  const noted: Noted = { since, times: before + times };
  const alert = alertOfFault(fault, since);
  if (known?.alert !== undefined) {
    const lasts = known.noted?.lasts ?? FAULT_LASTS;
    fires(draft, rules, { kind: 'fires', alert: { ...alert, endsAt: now + lasts } });
    return;
  }
  const patience = patienceWith(fault);
  if (noted.times < patience.times || now - since < patience.lasting) {
    const { rule, labels } = alert;
    draft.put(ENTRY, { rule, metric: '', labels, phase: 'pending', changedAt: now, noted });
    return;
  }
  const lasts = lifetime(noted, now);
  fires(draft, rules, { kind: 'fires', alert: { ...alert, endsAt: now + lasts } });
  const entry = draft.get(ENTRY);
  if (entry?.alert !== undefined) {
    draft.put(ENTRY, { ...entry, noted: { ...noted, lasts } });
  }
}

/**
 * Three times as long as lies between two sightings: a device that sends each hour is seen again.
 */
function lifetime({ since, times }: Noted, now: Instant): Duration {
  const between = (now - since) / Math.max(1, times - 1);
  return Math.round(Math.min(FAULT_MEMORY, Math.max(FAULT_LASTS, 3 * between)));
}
