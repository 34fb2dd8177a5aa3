import { omit } from '../collections/omit.ts';
import { type Duration, type Instant, MINUTE } from '../time/instant.ts';
import { firingAlerts } from './alerts.ts';
import type { IncidentContext } from './context.ts';
import { startEscalation } from './escalate.ts';
import { type Incident, type Inhibited, runningInhibition } from './incident.ts';
import { inhibitedBy } from './page-still-wanted.ts';
import { withdrawPlanned } from './plan-pages.ts';
import { coveringInhibition, inhibitionsOf, isQuiet, keysOfInhibitors } from './quiet.ts';
import { appendTimeline } from './timeline.ts';

/**
 * How often what is inhibited looks whether it still is. It is told at once when its source ends,
 * so that this is for the case that nobody could tell it.
 */
const INHIBITION_CHECK: Duration = 5 * MINUTE;

/** Follows what inhibits the incident as a whole: pages stop, and begin anew when it is over. */
export function followInhibitions(incident: Incident, context: IncidentContext): Incident {
  const before = incident.inhibited;
  if (incident.silenced !== undefined) {
    return omitInhibited(incident);
  }
  const inhibited =
    firingAlerts(incident).length > 0
      ? coveringInhibition(incident, context)
      : runningInhibition(incident, context.now);
  if (inhibited === undefined) {
    return before === undefined ? incident : isOver(incident, before, context);
  }
  const isSame =
    before?.rule === inhibited.rule && before.source.fingerprint === inhibited.source.fingerprint;
  if (isSame && before.until === inhibited.until) {
    return incident;
  }
  const quiet = withdrawPlanned({ ...incident, inhibited }, inhibitedBy(inhibited));
  // A version that knows no inhibition pages then, rather than never.
  const nextAt = inhibited.until;
  const escalation = { ...omit(quiet.escalation, 'deferred'), phase: 'waiting' as const, nextAt };
  const waiting: Incident = { ...quiet, escalation };
  const { rule, source, incident: of } = inhibited;
  return isSame
    ? waiting
    : appendTimeline(waiting, context.now, {
        code: 'inhibition.began',
        data: { rule, source, incident: of },
      });
}

function omitInhibited(incident: Incident): Incident {
  return incident.inhibited === undefined ? incident : omit(incident, 'inhibited');
}

function isOver(
  incident: Incident,
  { rule, incident: of }: Inhibited,
  context: IncidentContext,
): Incident {
  const event = { code: 'inhibition.ended', data: { rule, incident: of } } as const;
  const heard = appendTimeline(omit(incident, 'inhibited'), context.now, event);
  return heard.status === 'triggered' && !isQuiet(heard, context)
    ? startEscalation(heard, context, 'escalation_step')
    : heard;
}

/** Notes on the incident what inhibits some of its alerts, and what they inhibit. */
export function linkInhibitors(incident: Incident, context: IncidentContext): Incident {
  const inhibits = inhibitionsOf(incident, context).inhibitors.map(({ id }) => id);
  const linked = withIds(incident, 'inhibitedBy', keysOfInhibitors(incident, context));
  return withIds(linked, 'inhibits', inhibits.toSorted());
}

function withIds(
  incident: Incident,
  key: 'inhibitedBy' | 'inhibits',
  ids: readonly string[],
): Incident {
  const before = incident[key] ?? [];
  if (before.length === ids.length && before.every((id, i) => id === ids[i])) {
    return incident;
  }
  return ids.length === 0 ? omit(incident, key) : { ...incident, [key]: ids };
}

/** Returns when to look whether what is inhibited still is; undefined if nothing is. */
export function nextInhibitionCheck(
  { inhibited, inhibitedBy = [] }: Incident,
  now: Instant,
): Instant | undefined {
  if (inhibited === undefined && inhibitedBy.length === 0) {
    return undefined;
  }
  return Math.min(now + INHIBITION_CHECK, inhibited?.until ?? Number.POSITIVE_INFINITY);
}
