import type { Alert } from '#core/alert/alert.ts';
import type { Config } from '#core/config.ts';
import { type Assessment, unchanged } from '#core/evaluation/draft.ts';
import { heartbeatFingerprint, heartbeatItem } from '#core/evaluation/heartbeat.ts';
import { compileRules } from '#core/evaluation/rule-set.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import { excuseHeartbeats } from '#core/evaluation/take-pings.ts';
import { endByHand, sentItem } from '#core/evaluation/take-sent.ts';
import type { Incident } from '#core/incident/incident.ts';
import type { Instant } from '#core/time/instant.ts';
import { decideEach, type SubjectPorts } from './subject-saving.ts';

/**
 * Ends those alerts of an incident that a person has resolved which nothing else might ever end, and which would page anew for good: ready-made ones that are not
 * sent again and again, and heartbeats, which count as heard.
 */
export function endAlertsByHand(ports: SubjectPorts, config: Config) {
  const rules = compileRules(config);
  return async ({ alerts }: Incident, by: string, now: Instant): Promise<void> => {
    const firing = Object.values(alerts).flatMap(({ alert, status }) =>
      status === 'firing' ? [alert] : [],
    );
    const meant = Map.groupBy(firing, itemOf);
    const items = [...meant.keys()].filter((item) => item !== undefined);
    const decide = (item: string, stored: SubjectState | undefined): Assessment => {
      const its = meant.get(item) ?? [];
      if (stored === undefined) return unchanged(stored);
      return its.every(({ sent }) => sent !== undefined)
        ? endByHand(stored, by, rules, now)
        : excuseHeartbeats(stored, its, by, rules, now);
    };
    await decideEach(ports, items, decide, rules, now);
  };
}

/** Where an alert is remembered that a rule did not make. */
function itemOf({ fingerprint, rule, sent }: Alert): string | undefined {
  if (sent !== undefined) return sentItem(fingerprint);
  return fingerprint === heartbeatFingerprint(rule) ? heartbeatItem(rule) : undefined;
}
