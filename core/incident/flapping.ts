import type { ResolveReason, Transition } from '../alert/alert.ts';
import { own } from '../collections/own.ts';
import type { Config, FlappingThreshold } from '../team/config.ts';
import { formatDuration } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import { alertsOf, firingAlerts } from './alerts.ts';
import type { IncidentContext } from './context.ts';
import type { Flapping, Incident, IncidentAlert } from './incident.ts';

/*
 * Flapping. An alert that begins again sooner than `quiet` after its end is a recurrence, and
 * belongs to the same incident. After `times` recurrences within `within` it flaps: from then on it
 * counts as firing, through all its ends, until it has been quiet for `quiet`. So its incident
 * lives long enough to escalate, and one acknowledgement covers all of it. If the alerts of a group
 * alternate, each with another fingerprint, the incident is held open in the same way; but each of
 * them is new, and pages although another was acknowledged.
 */

type Given = Pick<IncidentContext, 'now' | 'config'>;

/**
 * An alert that ends for these reasons may begin again by itself; every other end is somebody's
 * decision, and final.
 */
const ENDS_BY_ITSELF: ReadonlySet<ResolveReason> = new Set([
  'recovered',
  'no_further_breach',
  'reporting_again',
  'ended_by_sender',
  'not_sent_again',
]);

/** Returns the flapping threshold of a service; undefined if it has none. */
export function flappingThreshold(config: Config, service: string): FlappingThreshold | undefined {
  return own(config.services, service)?.flapping ?? undefined;
}

/** Whether an alert that ended for this reason may recur. */
export function endsByItself(reason: ResolveReason | undefined): boolean {
  return reason !== undefined && ENDS_BY_ITSELF.has(reason);
}

/** Whether an alert that begins now had ended only just, and by itself. */
export function isRecurrence(
  known: IncidentAlert | undefined,
  { now, config }: Given,
): known is IncidentAlert {
  if (known?.resolvedAt === undefined || !endsByItself(known.resolveReason)) {
    return false;
  }
  const bound = flappingThreshold(config, known.alert.service);
  return bound !== undefined && now < known.resolvedAt + bound.quiet;
}

/** Returns the alert that a transition begins, with its recurrences. */
export function startAlert(
  known: IncidentAlert | undefined,
  { alert, seq }: Transition,
  given: Given,
): IncidentAlert {
  const fresh = { alert, seq, status: 'firing' } as const;
  const bound = flappingThreshold(given.config, alert.service);
  if (bound === undefined || known === undefined) {
    return fresh;
  }
  const flapped = known.flapping;
  // A person has resolved the incident while it flapped, and it goes on.
  if (flapped !== undefined && (known.status === 'firing' || isRecurrence(known, given))) {
    return { ...fresh, flapping: { ...flapped, returns: flapped.returns + 1 } };
  }
  if (!isRecurrence(known, given)) {
    return fresh;
  }
  const recent = (known.returns ?? []).filter((at) => at > given.now - bound.within);
  const returns = [...recent, given.now];
  return returns.length < bound.times
    ? { ...fresh, returns }
    : { ...fresh, flapping: { since: returns[0] ?? given.now, returns: returns.length } };
}

/**
 * Updates an incident that opens, after the previous one or again: how often its group has done so
 * lately, and whether it is held open for that.
 */
export function recordReopening(
  previous: Incident | undefined,
  { now, config }: Given,
): Pick<Incident, 'reopenings' | 'flapping'> {
  if (previous === undefined || previous.resolvedBy !== undefined) {
    return {};
  }
  const bound = flappingThreshold(config, previous.service);
  if (bound === undefined || now >= lastEnd(previous) + bound.quiet) {
    return {};
  }
  const recent = (previous.reopenings ?? []).filter((at) => at > now - bound.within);
  const reopenings = [...recent, now];
  return reopenings.length < bound.times
    ? { reopenings }
    : { flapping: { since: reopenings[0] ?? now, returns: reopenings.length } };
}

/** Whether anything of the incident flaps, so that it is held open through the ends. */
export function isFlapping(incident: Incident): boolean {
  return incident.status !== 'resolved' && flappingStates(incident).length > 0;
}

/** Returns the flapping states of the incident, by alert, or else of the group as a whole. */
export function flappingStates({ alerts, flapping }: Incident): readonly Flapping[] {
  const each = Object.values(alerts).flatMap((a) =>
    a.status === 'firing' ? (a.flapping ?? []) : [],
  );
  return each.length > 0 ? each : flapping === undefined ? [] : [flapping];
}

/** Returns when a flapping alert that has ended counts as ended; undefined if it fires. */
export function quietAt({ alert, flapping }: IncidentAlert, config: Config): Instant | undefined {
  if (flapping?.ended === undefined) {
    return undefined;
  }
  return flapping.ended.at + quietOf(alert.service, config);
}

/** Returns when a flapping incident in which nothing fires is over; undefined for all others. */
export function flappingEndsAt(incident: Incident, config: Config): Instant | undefined {
  if (incident.flapping === undefined || firingAlerts(incident).length > 0) {
    return undefined;
  }
  return lastEnd(incident) + quietOf(incident.service, config);
}

/** A service without a threshold (any more) needs no quiet time. */
function quietOf(service: string, config: Config) {
  return flappingThreshold(config, service)?.quiet ?? 0;
}

/** When the last of its alerts ended. */
function lastEnd(incident: Incident): Instant {
  const ends = alertsOf(incident).map(({ resolvedAt = 0 }) => resolvedAt);
  return ends.reduce((last, at) => Math.max(last, at), 0);
}

/** Returns the alerts that count as firing although they have ended, because they flap. */
export function heldAlerts({ alerts }: Incident): readonly IncidentAlert[] {
  return Object.values(alerts).filter(({ flapping }) => flapping?.ended !== undefined);
}

/** Describes the flapping threshold in words. */
export function describeFlappingThreshold({ times, within, quiet }: FlappingThreshold): string {
  const often = `came back ${times} times within ${formatDuration(within)}`;
  return `${often}, and is not over before it has been quiet for ${formatDuration(quiet)}`;
}

/** Describes how often an alert has recurred. */
export function describeRecurrences(returns: number): string {
  return `came back ${returns} times`;
}
