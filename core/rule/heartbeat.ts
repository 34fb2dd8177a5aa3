import type { Severity } from '../alert/severity.ts';
import type { Duration } from '../time/instant.ts';

/** Something that must be heard from in time: a backup, a scheduled job, another monitor. */
export interface Heartbeat {
  readonly id: string;
  /** What is wrong when it is not, in words that may leave in a page. */
  readonly title: string;
  readonly service: string;
  readonly severity: Severity;
  /**
   * When success is expected: so long after the last one, or at the next time of a cron expression.
   */
  readonly expected:
    | { readonly kind: 'every'; readonly period: Duration }
    | { readonly kind: 'cron'; readonly expression: string; readonly timeZone: string };
  /** How much later than expected it may come, and how long a run may take. */
  readonly grace: Duration;
  /** SHA-256 in hexadecimal of the UUID in its ping address, where it has one. */
  readonly uuidHash?: string;
  /**
   * Whether the config does not name it: a ping has created it, and the config's defaults say the
   * rest.
   */
  readonly created?: true;
}

/** What a config says of heartbeats that pings create. */
export type HeartbeatDefaults = Pick<Heartbeat, 'service' | 'severity' | 'expected' | 'grace'>;

/** The heartbeat that a ping creates. Which one it is a page says beside its title. */
export function createdHeartbeat(id: string, defaults: HeartbeatDefaults): Heartbeat {
  return { id, title: 'Heartbeat has not succeeded', ...defaults, created: true };
}
