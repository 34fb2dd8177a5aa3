import type { Standing } from '../paging/delivery.ts';
import type { Unwanted } from '../paging/result.ts';
import type { Instant } from '../time/instant.ts';
import { hasAnswered } from './answers.ts';
import {
  deferredUntil,
  type Incident,
  type Inhibited,
  runningInhibition,
  runningSilence,
} from './incident.ts';

/**
 * Whether a page may still leave, or why not: nothing leaves for an incident once it is
 * acknowledged, resolved, silenced, inhibited or put off.
 */
export function pageStillWanted(
  incident: Incident | undefined,
  pageId: string,
  now: Instant,
): Standing['wanted'] {
  if (incident === undefined) {
    return { wanted: false, why: { code: 'incident_unknown' } };
  }
  if (incident.status !== 'triggered') {
    return { wanted: false, why: { code: 'incident_not_triggered', status: incident.status } };
  }
  const silenced = runningSilence(incident, now);
  if (silenced !== undefined) {
    return { wanted: false, why: silencedBy(silenced) };
  }
  const inhibited = runningInhibition(incident, now);
  if (inhibited !== undefined) {
    return { wanted: false, why: inhibitedBy(inhibited) };
  }
  if ((deferredUntil(incident) ?? now) > now) {
    return { wanted: false, why: { code: 'outside_hours' } };
  }
  const page = incident.pages.find((p) => p.id === pageId);
  if (page === undefined || page.status === 'withdrawn') {
    return { wanted: false, why: { code: 'incident_withdrew_it' } };
  }
  if (incident.escalation.declined.includes(page.responder)) {
    return { wanted: false, why: { code: 'declined', person: page.responder } };
  }
  if (hasAnswered(incident, page.responder)) {
    return { wanted: false, why: { code: 'answered', person: page.responder } };
  }
  return { wanted: true };
}

/** What an incident currently says of one of its pages. */
export function standingOf(incident: Incident | undefined, pageId: string, now: Instant): Standing {
  const page = incident?.pages.find(({ id }) => id === pageId);
  const wanted = pageStillWanted(incident, pageId, now);
  return page === undefined ? { wanted } : { wanted, status: page.status };
}

/** The comment of the silence may name a patient: it stays in the incident. */
export function silencedBy({ by, setBy }: NonNullable<Incident['silenced']>): Unwanted {
  return { code: 'silenced', silence: by, ...(setBy !== undefined && { author: setBy }) };
}

/** Which rule, and the incident of the source, keep an incident quiet. */
export function inhibitedBy({ rule, incident }: Inhibited): Unwanted {
  return { code: 'inhibited', rule, incident };
}
