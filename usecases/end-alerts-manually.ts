import type { Alert } from '#core/alert/alert.ts';
import { ownAlertItemId } from '#core/evaluation/alert-item.ts';
import { type Assessment, unchanged } from '#core/evaluation/draft.ts';
import {
  dismissExternalAlert,
  endManually,
} from '#core/evaluation/external-alert/apply-alert-events.ts';
import { dismissHeartbeatAlerts } from '#core/evaluation/heartbeat/apply-pings.ts';
import { dismissAccessAlerts } from '#core/evaluation/record-access/apply-accesses.ts';
import { isRecordAccessItem } from '#core/evaluation/record-access/item.ts';
import { compileRules } from '#core/evaluation/rule-set.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import type { Incident } from '#core/incident/incident.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import { decideEach, type SubjectPorts } from './subject-saving.ts';

/*
 * An incident that a person resolves may hold alerts that nothing else might ever end, and that
 * would page again and again: external alerts that are not re-sent, heartbeats, accesses to
 * records. They end once the resolution can no longer be undone, unless they have been heard from
 * since.
 */

/** Marks the external alerts as dismissed. It is idempotent. */
export function dismissAlerts(ports: SubjectPorts, config: Config) {
  const rules = compileRules(config);
  return async (incident: Incident, now: Instant): Promise<void> => {
    const meant = meantBy(incident);
    const items = [...meant].flatMap(([item, its]) => (isSent(its) ? [item] : []));
    const decide = (_: string, stored: SubjectState | undefined): Assessment =>
      stored === undefined ? unchanged(stored) : dismissExternalAlert(stored, rules, now);
    await decideEach(ports, items, decide, { rules, now });
  };
}

/** Ends the alerts. Returns those alerts of the incident that no longer fire because of it. */
export function endAlertsManually(ports: SubjectPorts, config: Config) {
  const rules = compileRules(config);
  return async (incident: Incident, now: Instant): Promise<ReadonlySet<string>> => {
    const meant = meantBy(incident);
    if (meant.size === 0) {
      return NONE;
    }
    const { resolvedBy: by = '', resolvedByKey: key, resolvedAt: at = now } = incident;
    const who = { by, key };
    const decide = (item: string, stored: SubjectState | undefined): Assessment => {
      const alerts = meant.get(item) ?? [];
      if (stored === undefined) {
        return unchanged(stored);
      }
      if (isSent(alerts)) {
        return endManually(stored, who, rules, now);
      }
      const end = isRecordAccessItem(item) ? dismissAccessAlerts : dismissHeartbeatAlerts;
      return end(stored, { alerts, who, at }, rules, now);
    };
    const { decisions } = await decideEach(ports, [...meant.keys()], decide, { rules, now });
    const firing = new Set(
      decisions.flatMap(({ state }) =>
        Object.values(state?.series ?? {}).flatMap(({ alert }) => alert?.fingerprint ?? []),
      ),
    );
    const all = [...meant.values()].flat().map(({ fingerprint }) => fingerprint);
    return new Set(all.filter((fingerprint) => !firing.has(fingerprint)));
  };
}

const NONE: ReadonlySet<string> = new Set();

/** Groups the firing alerts that have an item of their own by that item. */
function meantBy({ alerts }: Incident): ReadonlyMap<string, readonly Alert[]> {
  const meant = new Map<string, Alert[]>();
  for (const { alert, status } of Object.values(alerts)) {
    const item = status === 'firing' ? ownAlertItemId(alert) : undefined;
    if (item !== undefined) {
      meant.set(item, [...(meant.get(item) ?? []), alert]);
    }
  }
  return meant;
}

function isSent(alerts: readonly Alert[]): boolean {
  return alerts.every(({ sent }) => sent !== undefined);
}
