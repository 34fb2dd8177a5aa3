import type { Heartbeat } from '#core/rule/heartbeat.ts';
import type { Config } from '#core/team/config.ts';
import { HOUR, MINUTE } from '#core/time/instant.ts';
import { hospital } from './config.ts';

/** The UUID of the backup's ping address, and the hash by which the config knows it. */
export const BACKUP_UUID = 'c7f5fa20-0b1c-4b0a-9d5d-1f1bd5b1b1ab';
export const BACKUP_HASH = 'e4bcbb41e4e6b0f23008b35b13c0aef4abcb1ddd8c2847f089eab529d08981cd';

/**
 * Returns a heartbeat that tells success each hour, ten minutes late at most, and else pages `it`,
 * who is dan.
 */
export function heartbeat(id: string, more: Partial<Heartbeat> = {}): Heartbeat {
  return {
    id,
    title: `${id} failed`,
    service: 'it',
    severity: 'critical',
    expected: { kind: 'every', period: HOUR },
    grace: 10 * MINUTE,
    ...more,
  };
}

/**
 * `backup`, each hour, and `report`, at 03:30 in Stockholm; a ping may create others that page each
 * quarter of an hour.
 */
export const HEARTBEATS: Pick<Config, 'heartbeats' | 'heartbeatDefaults'> = {
  heartbeats: {
    backup: heartbeat('backup', { uuidHash: BACKUP_HASH }),
    report: heartbeat('report', {
      expected: { kind: 'cron', expression: '30 3 * * *', timeZone: 'Europe/Stockholm' },
    }),
  },
  heartbeatDefaults: {
    service: 'it',
    severity: 'error',
    expected: { kind: 'every', period: 15 * MINUTE },
    grace: 5 * MINUTE,
  },
};

/** The small hospital with these heartbeats. */
export const WITH_HEARTBEATS: Config = hospital({ config: HEARTBEATS });
