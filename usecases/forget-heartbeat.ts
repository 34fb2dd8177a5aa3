import type { Actor } from '#core/actor/actor.ts';
import { type Assessment, unchanged } from '#core/evaluation/draft.ts';
import { forgetHeartbeat as forget } from '#core/evaluation/heartbeat/apply-pings.ts';
import { heartbeatItemId } from '#core/evaluation/heartbeat/item.ts';
import { compileRules } from '#core/evaluation/rule-set.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import { decideEach, type SubjectPorts } from './subject-saving.ts';

/** `unknown`: nothing is remembered of it, so there is nothing to end. */
export type HeartbeatForgotten = 'forgotten' | 'unknown';

/**
 * Stops the watch of a heartbeat and ends its alert, in the name of the person who asks. Otherwise
 * a heartbeat whose job was removed would be missed forever.
 */
export function forgetHeartbeat(ports: SubjectPorts, config: Config) {
  const rules = compileRules(config);
  return async (id: string, who: Actor, now: Instant): Promise<HeartbeatForgotten> => {
    const decide = (_: string, state: SubjectState | undefined): Assessment =>
      state === undefined ? unchanged(state) : forget(state, { id, who }, rules, now);
    const { decisions } = await decideEach(ports, [heartbeatItemId(id)], decide, { rules, now });
    return decisions[0]?.changed ? 'forgotten' : 'unknown';
  };
}
