import { HEARTBEAT_ITEMS } from '#core/evaluation/heartbeat/item.ts';
import { type HeartbeatStatus, heartbeatStatus } from '#core/evaluation/heartbeat/status.ts';
import { createdHeartbeat, type Heartbeat } from '#core/rule/heartbeat.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import type { Ports } from './ports.ts';

/** A heartbeat and its status. */
export interface ListedHeartbeat {
  readonly heartbeat: Heartbeat;
  readonly status: HeartbeatStatus;
}

/** Lists every heartbeat that the config names or a ping has created, by name. */
export function listHeartbeats({ subjects }: Pick<Ports, 'subjects'>, config: Config) {
  const { heartbeats, heartbeatDefaults: defaults } = config;
  return async (now: Instant): Promise<readonly ListedHeartbeat[]> => {
    const states = await subjects.load(HEARTBEAT_ITEMS);
    const known = [...states.values()].flatMap(({ series }) => Object.values(series));
    const entries = new Map(
      known.flatMap((entry) => (entry.kind === 'heartbeat' ? [[entry.id, entry] as const] : [])),
    );
    const created = [...entries.values()].flatMap(({ id, beat }) =>
      beat.created && defaults && !Object.hasOwn(heartbeats, id)
        ? [createdHeartbeat(id, defaults)]
        : [],
    );
    return [...Object.values(heartbeats), ...created]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map((heartbeat) => ({
        heartbeat,
        status: heartbeatStatus(heartbeat, entries.get(heartbeat.id), now),
      }));
  };
}
