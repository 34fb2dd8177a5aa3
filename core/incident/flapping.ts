import type { ResolveReason, Transition } from '../alert/alert.ts';
import { own } from '../collections/own.ts';
import type { Config, FlappingThreshold } from '../team/config.ts';
import { formatDuration } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import { alertsOf, firingAlerts } from './alerts.ts';
import type { IncidentContext } from './context.ts';
import type { Flapping, Incident, IncidentAlert } from './incident.ts';

/*
 * What comes and goes. An alert that begins again sooner than `quiet` after it ended comes back,
 * and belongs to the same incident. One that comes back `times` times within `within` flaps: from
 * then on it counts as firing, through all its ends, until it has been quiet for `quiet`. So its
 * incident lives long enough to escalate, and one acknowledgement covers all of it. Where the
 * alerts of a group take turns, each with another fingerprint, the incident is held open in the
 * same way; but each of them is new, and pages although another was acknowledged.
 */

type Given = Pick<IncidentContext, 'now' | 'config'>;

/** What ends so may begin again by itself; all else is somebody's decision, and final. */
const ENDS_BY_ITSELF: ReadonlySet<ResolveReason> = new Set([
  'recovered',
  'no_further_breach',
  'reporting_again',
  'ended_by_sender',
  'not_sent_again',
]);

/** From when on alerts of a service flap; undefined if nothing of it is held. */
export function flappingThreshold(config: Config, service: string): FlappingThreshold | undefined {
  return own(config.services, service)?.flapping ?? undefined;
}

/** Whether an alert that ended for this reason may come back. */
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

/** The alert that a transition begins, with what is known of how often it has come back. */
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
 * Of an incident that opens, after the one before or again: how often its group has done so lately,
 * and whether it is held open for that.
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

/** Whether something of the incident comes and goes, so that it is held open through the ends. */
export function isFlapping(incident: Incident): boolean {
  return incident.status !== 'resolved' && flappingStates(incident).length > 0;
}

/** What comes and goes in the incident, by alert, or else of the group as a whole. */
export function flappingStates({ alerts, flapping }: Incident): readonly Flapping[] {
  const each = Object.values(alerts).flatMap((a) =>
    a.status === 'firing' ? (a.flapping ?? []) : [],
  );
  return each.length > 0 ? each : flapping === undefined ? [] : [flapping];
}

/**
 * The moment from which a flapping alert that has ended counts as ended; undefined if it fires.
 */
export function quietAt({ alert, flapping }: IncidentAlert, config: Config): Instant | undefined {
  if (flapping?.ended === undefined) {
    return undefined;
  }
  return flapping.ended.at + quietOf(alert.service, config);
}

/**
 * The moment from which a flapping incident in which nothing fires is over; undefined for all
 * others.
 */
export function flappingEndsAt(incident: Incident, config: Config): Instant | undefined {
  if (incident.flapping === undefined || firingAlerts(incident).length > 0) {
    return undefined;
  }
  return lastEnd(incident) + quietOf(incident.service, config);
}

/** A service that holds nothing, any more, needs no quiet. */
function quietOf(service: string, config: Config) {
  return flappingThreshold(config, service)?.quiet ?? 0;
}

/** When the last of its alerts ended. */
function lastEnd(incident: Incident): Instant {
  const ends = alertsOf(incident).map(({ resolvedAt = 0 }) => resolvedAt);
  return ends.reduce((last, at) => Math.max(last, at), 0);
}

/** The alerts that count as firing though they have ended, because they flap. */
export function heldAlerts({ alerts }: Incident): readonly IncidentAlert[] {
  return Object.values(alerts).filter(({ flapping }) => flapping?.ended !== undefined);
}

/** How often something comes back before it is held, and until when it is, in words. */
export function describeFlappingThreshold({ times, within, quiet }: FlappingThreshold): string {
  const often = `came back ${times} times within ${formatDuration(within)}`;
  return `${often}, and is not over before it has been quiet for ${formatDuration(quiet)}`;
}

/** How often an alert has come back, in words. */
export function describeRecurrences(returns: number): string {
  return `came back ${returns} times`;
}
