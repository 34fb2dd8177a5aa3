import { heartbeatItem } from '#core/evaluation/heartbeat.ts';
import { compileRules } from '#core/evaluation/rule-set.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import {
  type PingOutcome,
  type PingsAssessed,
  type SentPing,
  takePings,
} from '#core/evaluation/take-pings.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import { decideEach, type HandedOver, type SubjectPorts } from './subject-saving.ts';

/** What became of a ping. */
export interface PingTaken {
  readonly outcome: PingOutcome;
  readonly handedOver: HandedOver;
}

/**
 * Takes one ping of a heartbeat: one read and one write. It returns when what it means is durable,
 * and throws where a store fails.
 */
export function takePing(ports: SubjectPorts, config: Config) {
  const rules = compileRules(config);
  return async (sent: SentPing, now: Instant): Promise<PingTaken> => {
    const decide = (item: string, stored: SubjectState | undefined): PingsAssessed =>
      takePings(stored, item, [sent], rules, now);
    const items = [heartbeatItem(sent.heartbeat)];
    const { decisions, handedOver } = await decideEach(ports, items, decide, rules, now);
    const outcome = decisions[0]?.outcomes[0] ?? 'unknown';
    return { outcome, handedOver };
  };
}
