import type { Config } from '#core/config.ts';
import { compileRules } from '#core/evaluation/rule-set.ts';
import { endByHand, sentItem } from '#core/evaluation/take-sent.ts';
import type { Incident } from '#core/incident/incident.ts';
import type { Instant } from '#core/time/instant.ts';
import { decideEach, type SubjectPorts } from './subject-saving.ts';

/** Ends the ready-made alerts of an incident that a person has resolved, as far as their senders may never do so: they would page anew for good. */
export function endSentAlerts(ports: SubjectPorts, config: Config) {
  const rules = compileRules(config);
  return async ({ alerts }: Incident, by: string, now: Instant): Promise<void> => {
    const items = Object.values(alerts)
      .filter(({ alert, status }) => alert.sent !== undefined && status === 'firing')
      .map(({ alert }) => sentItem(alert.fingerprint));
    await decideEach(
      ports,
      items,
      (_, stored) =>
        stored === undefined
          ? { state: stored, changed: false, transitions: [] }
          : endByHand(stored, by, rules, now),
      rules,
      now,
    );
  };
}
