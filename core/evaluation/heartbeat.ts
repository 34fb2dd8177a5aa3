import type { Alert } from '../alert/alert.ts';
import { fingerprint } from '../alert/fingerprint.ts';
import type { Severity } from '../alert/severity.ts';
import { groupKey } from '../incident/group-key.ts';
import { OWN_ITEMS } from '../sample/admit.ts';
import { nextRun } from '../time/cron.ts';
import type { Duration, Instant } from '../time/instant.ts';
import type { RuleSet } from './rule-set.ts';
import type { Beat } from './subject.ts';

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

/**
 * The items that all heartbeats share by the hash of their id: those that pings have created can be
 * listed by one read and no index, and so few share an item that jobs which begin on the same
 * minute seldom wait for each other's write.
 */
export const HEARTBEAT_ITEMS: readonly string[] = Array.from({ length: 64 }, (_, i) => itemAt(i));

/** In which item a heartbeat is remembered; its id is the key there. */
export function heartbeatItem(id: string): string {
  return itemAt(Number.parseInt(fingerprint([id]).slice(-2), 16) % 64);
}

function itemAt(index: number): string {
  return `${OWN_ITEMS}heartbeats:${index}`;
}

/**
 * From when it counts as missing: a run that has taken too long, or a success that has not come.
 */
export function missingAt(heartbeat: Heartbeat, beat: Beat): Instant {
  return Math.min(overrunAt(heartbeat, beat), expectedAt(heartbeat, beat) + heartbeat.grace);
}

/** From when the run that is under way has taken too long; never where none is. */
export function overrunAt({ grace }: Heartbeat, { startedAt = Infinity }: Beat): Instant {
  return startedAt + grace;
}

/**
 * When the next success is expected. Until there is one, the first ping counts: a job that only
 * ever begins is missed too.
 */
export function expectedAt({ expected }: Heartbeat, beat: Beat): Instant {
  const { succeededAt, watchedAt, excusedAt = 0 } = beat;
  const last = Math.max(succeededAt ?? watchedAt, excusedAt);
  return expected.kind === 'every'
    ? last + expected.period
    : nextRun(expected.expression, expected.timeZone, last);
}

/** By what its alert is known. Of an odd number of parts: no set of labels has that fingerprint. */
export function heartbeatFingerprint(id: string): string {
  return fingerprint(['wardbell', 'heartbeat', id]);
}

/** The alert of a heartbeat, as the config puts it now. `limit` says what is wrong. */
export function alertOfHeartbeat(
  rules: RuleSet,
  { id, service, severity, title }: Heartbeat,
  { limit, startsAt }: Pick<Alert, 'limit' | 'startsAt'>,
): Alert {
  const named = { rule: id, subject: id, metric: '', labels: {}, service, severity, title };
  return {
    ...named,
    fingerprint: heartbeatFingerprint(id),
    groupKey: groupKey(service, rules.groupBy(service), named),
    limit,
    startsAt,
  };
}
