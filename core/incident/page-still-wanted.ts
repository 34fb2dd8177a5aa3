import type { Standing } from '../paging/delivery.ts';
import type { Instant } from '../time/instant.ts';
import type { Incident } from './incident.ts';

/**
 * Whether a page may still leave, or why not: nothing leaves for an incident once it is
 * acknowledged, resolved or silenced.
 */
export function pageStillWanted(
  incident: Incident | undefined,
  pageId: string,
  now: Instant,
): Standing['wanted'] {
  if (incident === undefined) {
    return { wanted: false, why: 'the incident is unknown' };
  }
  if (incident.status !== 'triggered') {
    return { wanted: false, why: `the incident is ${incident.status}` };
  }
  if (incident.silenced !== undefined && now < incident.silenced.until) {
    return { wanted: false, why: whySilenced(incident.silenced) };
  }
  const page = incident.pages.find((p) => p.id === pageId);
  if (page === undefined || page.status === 'withdrawn') {
    return { wanted: false, why: 'the incident withdrew it' };
  }
  if (incident.escalation.declined.includes(page.responder)) {
    return { wanted: false, why: `${page.responder} declined` };
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
function whySilenced({ by: id, author }: NonNullable<Incident['silenced']>): string {
  return author === undefined ? `silenced by ${id}` : `silenced by ${author} (silence ${id})`;
}
