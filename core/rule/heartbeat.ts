import type { Severity } from '../alert/severity.ts';
import type { Duration } from '../time/instant.ts';

/** Something that must report in time: a backup, a scheduled job, another monitor. */
export interface Heartbeat {
  readonly id: string;
  /** The title if it does not, in words that may leave in a page. */
  readonly title: string;
  readonly service: string;
  readonly severity: Severity;
  /**
   * When success is expected: this long after the last one, or at the next time of a cron
   * expression.
   */
  readonly expected:
    | { readonly kind: 'every'; readonly period: Duration }
    | { readonly kind: 'cron'; readonly expression: string; readonly timeZone: string };
  /** How late it may come, and how long a run may take. */
  readonly grace: Duration;
  /** SHA-256 in hexadecimal of the UUID in its ping address, if it has one. */
  readonly uuidHash?: string;
  /** Whether the config does not name it: a ping has created it, with the config's defaults. */
  readonly created?: true;
}

/** The config's settings for heartbeats that pings create. */
export type HeartbeatDefaults = Pick<Heartbeat, 'service' | 'severity' | 'expected' | 'grace'>;

/** Makes the heartbeat that a ping creates. A page names it beside its title. */
export function createdHeartbeat(id: string, defaults: HeartbeatDefaults): Heartbeat {
  return { id, title: 'Heartbeat has not succeeded', ...defaults, created: true };
}
