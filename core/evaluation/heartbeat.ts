import type { Alert } from '../alert/alert.ts';
import { fingerprint } from '../alert/fingerprint.ts';
import { groupKey } from '../alert/group-key.ts';
import type { Heartbeat } from '../rule/heartbeat.ts';
import { OWN_ITEMS } from '../sample/validate-sample.ts';
import { nextRun } from '../time/cron.ts';
import type { Instant } from '../time/instant.ts';
import type { RuleSet } from './rule-set.ts';
import type { HeartbeatState } from './subject.ts';

/**
 * The items that all heartbeats share by the hash of their id: those that pings have created can be
 * listed by one read and no index, and so few share an item that jobs which begin on the same
 * minute seldom wait for each other's write.
 */
export const HEARTBEAT_ITEMS: readonly string[] = Array.from({ length: 64 }, (_, i) => itemAt(i));

/** In which item a heartbeat is remembered; its id is the key there. */
export function heartbeatItemId(id: string): string {
  return itemAt(Number.parseInt(fingerprint([id]).slice(-2), 16) % 64);
}

function itemAt(index: number): string {
  return `${OWN_ITEMS}heartbeats:${index}`;
}

/**
 * From when it counts as missing: a run that has taken too long, or a success that has not come.
 */
export function missingAt(heartbeat: Heartbeat, beat: HeartbeatState): Instant {
  return Math.min(overrunAt(heartbeat, beat), expectedAt(heartbeat, beat) + heartbeat.grace);
}

/** From when the run that is under way has taken too long; never where none is. */
export function overrunAt({ grace }: Heartbeat, { startedAt = Infinity }: HeartbeatState): Instant {
  return startedAt + grace;
}

/**
 * When the next success is expected. Until there is one, the first ping counts: a job that only
 * ever begins is missed too.
 */
export function expectedAt({ expected }: Heartbeat, beat: HeartbeatState): Instant {
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
export function heartbeatAlert(
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
