import type { Actor } from '../../actor/actor.ts';
import { type AlertEvent, type ExternalAlert, isEnded } from '../../alert/external-alert.ts';
import type { Instant } from '../../time/instant.ts';
import { type Assessment, Draft } from '../draft.ts';
import { reconcile } from '../reconcile.ts';
import type { RuleSet } from '../rule-set.ts';
import type { SubjectState } from '../subject.ts';
import { applyFiring, dropReplica, EXTERNAL_ALERT_KEY, externalAlert } from './apply-firing.ts';
import { afterFiring, type EndedEvent, observeEnd } from './moving-end.ts';
import type { ExternalAlertEntry } from './state.ts';

/** The outcome for an external alert. */
export interface ExternalAlertAssessment extends Assessment {
  /**
   * The alerts that show that their sender's clock is behind: they fire although they were sent
   * with a past end.
   */
  readonly behind?: readonly ExternalAlert[];
}

/**
 * Applies a sender's events to one alert, in the order sent or, if the sender gives times, in that
 * order: it begins, continues, or ends. The end of an unknown alert has no effect, except that an
 * earlier message may still be on its way.
 */
export function applyAlertEvents(
  stored: SubjectState | undefined,
  { item, events }: { readonly item: string; readonly events: readonly AlertEvent[] },
  rules: RuleSet,
  now: Instant,
): ExternalAlertAssessment {
  const draft = new Draft(item, stored, now);
  const behind: ExternalAlert[] = [];
  for (const event of inTurn(events)) {
    if (isOvertaken(draft, event)) {
      continue;
    }
    const ends = () => {
      if (!isEarlier(draft, event) && isLastToEnd(draft, replicaOf(event))) {
        end(draft, { reason: 'ended_by_sender', saidAt: event.saidAt });
      }
    };
    if (event.kind === 'fires' && !isEnded(event.alert, now)) {
      const before = externalAlert(draft)?.lastEnd;
      applyFiring(draft, rules, event);
      afterFiring(draft, before, event.alert);
    } else if (isWithAlert(event)) {
      if (observeEnd(draft, rules, event, ends) === 'behind') {
        behind.push(endedAt(event));
      }
    } else {
      ends();
    }
  }
  reconcile(draft, rules);
  return { ...draft.close(rules), ...(behind.length > 0 && { behind }) };
}

/**
 * Merges events of replicas about one alert: firing for one is applied before ended for another, so
 * that the alert does not end and begin again in between.
 */
function inTurn(events: readonly AlertEvent[]): readonly AlertEvent[] {
  const ended = new Set(events.filter(({ kind }) => kind === 'ended').map(replicaOf));
  if (ended.size === 0 || ended.size === events.length) {
    return events;
  }
  const isFirst = (event: AlertEvent) => {
    const replica = replicaOf(event);
    return event.kind === 'fires' && replica !== undefined && !ended.has(replica);
  };
  return [...events.filter(isFirst), ...events.filter((event) => !isFirst(event))];
}

function replicaOf(event: AlertEvent): string | undefined {
  return event.kind === 'fires' ? event.alert.replica : event.replica;
}

/**
 * Whether an alert has ended for all known replicas, once this one says so. The others are
 * recorded.
 */
function isLastToEnd(draft: Draft, replica: string | undefined): boolean {
  const known = externalAlert(draft);
  if (replica === undefined || known?.alert === undefined) {
    return true;
  }
  const rest = dropReplica(known, replica);
  if (rest === undefined) {
    return true;
  }
  if (rest !== known) {
    draft.put(EXTERNAL_ALERT_KEY, rest);
  }
  return false;
}

function endedAt({ alert, endedAt: endsAt }: EndedEvent): ExternalAlert {
  return { ...alert, endsAt };
}

function isWithAlert(event: AlertEvent): event is EndedEvent {
  return event.kind === 'ended' && event.alert !== undefined && event.endedAt !== undefined;
}

/**
 * Marks an alert as dismissed, because a person has resolved it and its sender may never send its
 * end. An alert that is re-sent regularly is left alone.
 */
export function dismissExternalAlert(
  stored: SubjectState,
  rules: RuleSet,
  now: Instant,
): Assessment {
  const draft = new Draft(stored.subject, stored, now);
  const entry = externalAlert(draft);
  if (entry?.alert !== undefined && entry.told?.endsAt === undefined && !entry.told?.dismissed) {
    draft.put(EXTERNAL_ALERT_KEY, { ...entry, told: { ...entry.told, dismissed: true } });
  }
  return draft.close(rules);
}

/** Ends an alert that was dismissed and has not been re-sent since. */
export function endManually(
  stored: SubjectState,
  who: Actor,
  rules: RuleSet,
  now: Instant,
): Assessment {
  const draft = new Draft(stored.subject, stored, now);
  const { alert, told } = externalAlert(draft) ?? {};
  if (alert !== undefined && told?.dismissed) {
    end(draft, { reason: 'ended_by_hand', who, saidAt: told.saidAt });
  }
  return draft.close(rules);
}

function isOvertaken(draft: Draft, { saidAt }: AlertEvent): boolean {
  const heard = externalAlert(draft)?.told?.saidAt;
  return saidAt !== undefined && heard !== undefined && saidAt <= heard;
}

/**
 * Prometheus repeats an end for a quarter of an hour; another server may meanwhile have restarted
 * the alert, and goes on sending it.
 */
function isEarlier(draft: Draft, event: AlertEvent): boolean {
  const endedAt = event.kind === 'ended' ? event.endedAt : event.alert.endsAt;
  const begun = externalAlert(draft)?.changedAt;
  return endedAt !== undefined && begun !== undefined && endedAt < begun;
}

interface End {
  readonly reason: 'ended_by_sender' | 'ended_by_hand';
  readonly who?: Actor;
  readonly saidAt: Instant | undefined;
}

function end(draft: Draft, { reason, who, saidAt }: End): void {
  const alert = externalAlert(draft)?.alert;
  if (alert !== undefined) {
    draft.resolve(alert, reason, who);
  }
  if (saidAt !== undefined) {
    draft.put(EXTERNAL_ALERT_KEY, over(saidAt, draft.now));
  } else if (alert !== undefined) {
    draft.drop(EXTERNAL_ALERT_KEY);
  }
}

/** The remains of an ended alert, by which earlier messages are recognized as old. */
function over(saidAt: Instant, now: Instant): ExternalAlertEntry {
  return { kind: 'external-alert', changedAt: now, told: { saidAt, endedAt: now } };
}
