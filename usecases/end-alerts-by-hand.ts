import type { Config } from '#core/config.ts';
import { ownItem } from '#core/evaluation/alert-item.ts';
import { type Assessment, unchanged } from '#core/evaluation/draft.ts';
import { compileRules } from '#core/evaluation/rule-set.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import { excuseHeartbeats } from '#core/evaluation/take-pings.ts';
import { endByHand } from '#core/evaluation/take-sent.ts';
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
    const meant = Map.groupBy(firing, ownItem);
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
