import {
  applyPings,
  type HeartbeatPing,
  type PingOutcome,
  type PingsAssessment,
} from '#core/evaluation/heartbeat/apply-pings.ts';
import { heartbeatItemId } from '#core/evaluation/heartbeat/item.ts';
import { compileRules } from '#core/evaluation/rule-set.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import { decideEach, type RelayOutcome, type SubjectPorts } from './subject-saving.ts';

/** The outcome of a ping. */
export interface PingIngested {
  readonly outcome: PingOutcome;
  readonly handedOver: RelayOutcome;
}

/**
 * Ingests one ping of a heartbeat with one read and one write. It returns once the outcome is
 * durable, and throws if a store fails.
 */
export function ingestPing(ports: SubjectPorts, config: Config) {
  const rules = compileRules(config);
  return async (sent: HeartbeatPing, now: Instant): Promise<PingIngested> => {
    const decide = (item: string, stored: SubjectState | undefined): PingsAssessment =>
      applyPings(stored, { item, pings: [sent] }, rules, now);
    const items = [heartbeatItemId(sent.heartbeat)];
    const { decisions, handedOver } = await decideEach(ports, items, decide, { rules, now });
    const outcome = decisions[0]?.outcomes[0] ?? 'unknown';
    return { outcome, handedOver };
  };
}
